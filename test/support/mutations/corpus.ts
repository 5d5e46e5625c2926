/** Manifests to be mutated: those of `dist/`, of a tenant, of the pages of findings, and some as people write them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, Duration, Size, Yaml } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, IsolatedRuntime, Sandbox, SandboxCluster, SandboxTemplate, SandboxTenant,
  TenantQuota,
} from '../../../src';
import { quietly } from '../stderr';

const ROOT = join(__dirname, '../../..');
/** Longer documents take most of the time, and have nothing that shorter ones lack. */
const LONGEST = 20_000;

function documentsIn(text: string): string[] {
  return text.split(/^---\n/m).filter((document) => document.trim() !== '' && document.length < LONGEST);
}

function distributed(): string[] {
  return ['v0.4.6', 'v0.5.6', 'v1.0.5'].flatMap((release) => (
    documentsIn(readFileSync(join(ROOT, 'dist', release, 'sandbox-with-extensions.yaml'), 'utf8'))
  ));
}

function ofPages(): string[] {
  const directory = join(ROOT, 'docs/findings');
  return readdirSync(directory).flatMap((name) => {
    const text = readFileSync(join(directory, name), 'utf8');
    return [...text.matchAll(/^```yaml\n([^]*?)^```$/gm)].flatMap(([, code]) => documentsIn(code));
  });
}

/** A tenant with policies and workloads, as this library prints them. */
function printed(): string[] {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
  const gvisor = IsolatedRuntime.gvisor(new Chart(app, 'platform'), 'Gvisor', { create: true });
  const tenant = new SandboxTenant(app, 'research', {
    runtimes: [gvisor],
    registries: ['registry.example.com/'],
    quota: TenantQuota.of({ sandboxes: 20, cpu: kplus.Cpu.units(40), memory: Size.gibibytes(100) }),
    maxLifetime: Duration.days(4000),
    maxVolumeSize: Size.gibibytes(10),
  });
  const container = {
    image: 'registry.example.com/python:3.14', portNumber: 8888, envVariables: { A: kplus.EnvValue.fromValue('b') },
  };
  const template = new SandboxTemplate(tenant, 'Python', {
    runtime: gvisor, containers: [container],
  });
  template.addWarmPool('Pool', { replicas: 2 }).addClaim('Claim', { shutdownTime: '2030-01-01T00:00:00Z' });
  new Sandbox(tenant, 'Dev', {
    runtime: gvisor, containers: [container], service: true, shutdownTime: '2030-01-01T00:00:00Z',
  });
  return (quietly(() => app.charts.flatMap((chart) => chart.toJson())) as object[]).map((each) => Yaml.stringify(each));
}

/** Styles of people and tools that print otherwise: lists, flow style, anchors, JSON, block scalars. */
const WRITTEN = [
  `apiVersion: v1
kind: List
items:
- {apiVersion: agents.x-k8s.io/v1beta1, kind: Sandbox, metadata: {name: a}, spec: {podTemplate: {spec: &pod {
    containers: [{name: main, image: 'busybox:1'}]}}}}
- apiVersion: v1
  kind: Pod
  metadata: {name: b, labels: {"a": 'b'}}
  spec: *pod
`,
  `{"apiVersion":"extensions.agents.x-k8s.io/v1alpha1","kind":"SandboxClaim","metadata":{"name":"c"},
"spec":{"sandboxTemplateRef":{"name":"python"},"lifecycle":{"shutdownTime":"2030-01-01T00:00:00Z"}}}
`,
  `# a script
apiVersion: v1
kind: ConfigMap
metadata:
  name: script
  annotations: {}
data:
  run.sh: |-
    #!/bin/sh
    set -e

    exec python -m server "$@"
  folded: >
    one line
    of two
  quoted: "tab\\there \\u263a"
  single: 'it''s'
`,
  `apiVersion: agents.x-k8s.io/v1alpha1
kind: Sandbox
metadata:
  name: legacy
spec:
  replicas: 1
  podTemplate:
    metadata:
      labels: &labels
        app: legacy
        tier: "1"
    spec:
      nodeSelector: {<<: *labels, zone: a}
      containers:
      - name: main
        image: registry.example.com/python@sha256:${'ab'.repeat(32)}
        args: ["-c", 'while true; do sleep 1; done']
        resources: {limits: {cpu: 500m, memory: 1Gi}}
        livenessProbe: {httpGet: {path: /, port: 80}}
`,
];

/** The texts of all manifests, one document each. */
export function corpus(): string[] {
  return [...distributed(), ...ofPages(), ...printed(), ...WRITTEN];
}
