/**
 * What an install emits, judged by others: the validators of kubernetes-models, made from Kubernetes' own schemas,
 * and for the pod the core types, where no field may be unknown.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-28';
import {
  AgentSandboxOptions, AgentSandboxProfile, AgentSandboxVersion, TaintEffect, WebhookCertificate,
} from '../../src';
import { KubeObject } from '../../src/kubernetes/kube-object';
import { CoreTypes } from '../../src/kubernetes/types/core-types';
import { StructuralSchema } from '../../src/kubernetes/types/structural-schema';
import { Catalogue } from '../../src/release/catalogue';
import { controllers, objectsOf } from '../support/install';
import { expectValid, hasOracle } from '../support/other-kinds';
import { quietly } from '../support/stderr';

/** As much as any release takes. */
const MUCH: AgentSandboxOptions = {
  imageDigest: `sha256:${'0'.repeat(64)}`,
  imagePullSecrets: ['mirror'],
  nodeSelector: { 'node-role.kubernetes.io/control-plane': '' },
  tolerations: [
    { key: 'dedicated', value: 'platform', effect: TaintEffect.NO_EXECUTE, tolerationSeconds: Duration.minutes(5) },
  ],
  priorityClassName: 'system-cluster-critical',
  resources: { cpu: { request: Cpu.millis(200) }, memory: { request: Size.mebibytes(128), limit: Size.gibibytes(1) } },
  env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.monitoring:4317' },
  labels: { 'app.kubernetes.io/part-of': 'platform' },
  annotations: { 'example.com/owner': 'platform team' },
  podAnnotations: { 'example.com/scrape': 'true' },
  networkPolicy: { metricsFrom: [{ namespaceLabels: {}, podLabels: { app: 'prometheus' } }] },
  serviceMonitor: { scrapeTimeout: Duration.seconds(10), labels: { release: 'prometheus' } },
  prometheusRule: { labels: { release: 'prometheus' } },
};
const SHAPES: Record<string, (version: AgentSandboxVersion) => AgentSandboxOptions> = {
  hardened: () => ({}),
  openshift: () => ({ profile: AgentSandboxProfile.OPENSHIFT }),
  upstream: () => ({ profile: AgentSandboxProfile.UPSTREAM }),
  much: (version) => ({
    ...MUCH,
    ...(version._release.install.leaderElection && { replicas: 3 }),
    ...(version._release.flags.has('manage-webhook-certs') && { webhookCertificate: WebhookCertificate.certManager() }),
    ...(version._release.install.configMap && { allowedLabelDomains: ['example.com'] }),
  }),
};

/** Kinds of other projects, which have validators of their own, and CRDs, which are compared with upstream's. */
const OTHERS = /^(monitoring\.coreos\.com|cert-manager\.io|apiextensions\.k8s\.io)\//;

/** What an install prints besides Kubernetes' own kinds. */
const OF_OTHER_PROJECTS = ['Certificate', 'Issuer', 'PrometheusRule', 'ServiceMonitor'];

const objects = Catalogue.standard().ids.flatMap((id) => Object.entries(SHAPES).flatMap(([shape, options]) => {
  const version = AgentSandboxVersion.of(id);
  return quietly(() => objectsOf({ version, ...options(version) })).map((object) => ({ of: `${id} ${shape}`, object }));
}));

/** What the validators say, one line an object that is not valid. */
function judged(each: ReadonlyArray<{ of: string; object: KubeObject }>): string[] {
  const script = `
    import { readFileSync } from 'node:fs';
    const refused = [];
    for (const { of, object } of JSON.parse(readFileSync(0, 'utf8'))) {
      const models = await import('kubernetes-models/' + object.apiVersion);
      try {
        new models[object.kind](object).validate();
      } catch (error) {
        refused.push(of + ' ' + object.kind + ': ' + error.message);
      }
    }
    console.log(JSON.stringify(refused));`;
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: join(__dirname, '../..'), input: JSON.stringify(each), encoding: 'utf8', maxBuffer: 2 ** 26,
  }));
}

/** The paths in a value that its schema does not know. */
function unknown(value: unknown, schema: StructuralSchema, path: string): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => unknown(item, schema.items!, `${path}[${index}]`));
  }
  if (value === null || typeof value !== 'object' || schema.additionalProperties) { return []; }
  return Object.entries(value).flatMap(([name, child]) => {
    const known = schema.properties?.[name];
    return known ? unknown(child, known, `${path}.${name}`) : [`${path}.${name}`];
  });
}

test('the validators refuse what is wrong', () => {
  const [{ object }] = objects.filter((each) => each.object.kind === 'Deployment');
  expect(
    judged([{ of: 'spoilt', object: { ...object, spec: { ...(object.spec as object), replicas: 'many' } } }]),
  ).toEqual([expect.stringContaining('spoilt Deployment')]);
});

test('every object of every release is valid Kubernetes', () => {
  const ours = objects.filter(({ object }) => !OTHERS.test(object.apiVersion));
  expect(judged(ours)).toEqual([]);
  expect([...new Set(ours.map(({ object }) => object.kind))].sort()).toEqual([
    'ClusterRole', 'ClusterRoleBinding', 'ConfigMap', 'Deployment', 'Namespace', 'NetworkPolicy', 'PodDisruptionBudget',
    'Role', 'RoleBinding', 'Service', 'ServiceAccount', 'StatefulSet',
  ]);
});

test('every object of another project is valid', () => {
  const others = objects.map(({ object }) => object).filter(hasOracle);
  expect([...new Set(others.map(({ kind }) => kind))].sort()).toEqual(OF_OTHER_PROJECTS);
  expectValid(...others);
});

test('no pod has a field that Kubernetes 1.34 does not know', () => {
  const schema = CoreTypes.of('1.34').schema('PodSpec');
  const pods = controllers(objects.map(({ object }) => object)).map(({ spec }) => spec.template.spec);
  expect(pods.flatMap((pod) => unknown(pod, schema, 'spec'))).toEqual([]);
  expect(unknown({ containers: [{ nam: 'a' }] }, schema, 'spec')).toEqual(['spec.containers[0].nam']);
});
