import { Namespace } from 'cdk8s-plus-28';
import { IsolatedRuntime, Sandbox, SandboxTenant, TenantQuota } from '../../../../src';
import type { KubeObject } from '../../../../src/kubernetes/kube-object';
import { bothWays, inFiles } from '../../../support/both-ways';
import { objectOf } from '../../../support/judged';
import { chartOf, codesOf, CONTAINER, linesOf, POD } from '../../../support/workloads';

const namespace = (labels: object, name = 'research'): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name,
    labels: Object.fromEntries(
      Object.entries(labels).map(([key, value]) => [`pod-security.kubernetes.io/${key}`, value]),
    ),
  },
});
const container = (securityContext: object) => ({
  name: 'main',
  image: 'registry.example.com/devbox:2.4',
  securityContext,
});
const RESTRICTED = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
};
const privileged = { containers: [container({ privileged: true })] };
const sandbox = (spec: object) => objectOf('Sandbox', 'dev', { podTemplate: { spec } });
const PATH = 'spec.podTemplate.spec.containers[0].securityContext.privileged';
const SAYS =
  "container 'main' has privileged true, which Pod Security baseline does not allow; " +
  'remove privileged or set it to false';

describe('fails if a namespace enforces a standard that refuses', () => {
  test('a Sandbox', () => {
    const said =
      "namespace 'research' enforces Pod Security baseline, " +
      `which refuses the pods of the Sandbox: ${PATH}: ${SAYS}`;
    expect(bothWays([namespace({ enforce: 'baseline' }), sandbox(privileged)])).toEqual({
      synth: [`error ASB250 dev: ${said}`],
      files: [`error ASB250 ${PATH}: ${said}`],
    });
  });

  test.each<[string, KubeObject, string]>([
    ['a SandboxTemplate', objectOf('SandboxTemplate', 'dev', { podTemplate: { spec: privileged } }), PATH],
    [
      'a Pod',
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'dev', namespace: 'research' }, spec: privileged },
      'spec.containers[0].securityContext.privileged',
    ],
    [
      'a CronJob',
      {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata: { name: 'dev', namespace: 'research' },
        spec: {
          schedule: '@daily',
          jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', ...privileged } } } },
        },
      },
      'spec.jobTemplate.spec.template.spec.containers[0].securityContext.privileged',
    ],
  ])('%s', (_, object, path) => {
    const { synth, files } = bothWays([namespace({ enforce: 'baseline' }), object]);
    expect(synth).toEqual([expect.stringMatching(/^error ASB250 dev: namespace 'research' enforces/)]);
    expect(files.map((line) => line.split(': ')[0])).toEqual([`error ASB250 ${path}`]);
  });

  test('what restricted adds, with all fields that it is about', () => {
    const [line] = inFiles({
      'a.yaml': [sandbox({ containers: [container({})] }), namespace({ enforce: 'restricted' })],
    });
    expect(line).toMatch(
      /allowPrivilegeEscalation unset.*; so are .*capabilities\.drop, .*runAsNonRoot, .*seccompProfile$/,
    );
  });

  test('annotations of old kubelets', () => {
    const annotated = objectOf('Sandbox', 'dev', {
      podTemplate: {
        metadata: { annotations: { 'seccomp.security.alpha.kubernetes.io/pod': 'unconfined' } },
        spec: { containers: [container({})] },
      },
    });
    const { synth, files } = bothWays([namespace({ 'enforce': 'baseline', 'enforce-version': 'v1.18' }), annotated]);
    expect([synth.length, files.length]).toEqual([1, 1]);
  });

  test('in another file, if no other Namespace has the name', () => {
    const labelled = namespace({ enforce: 'baseline' });
    expect(inFiles({ 'a.yaml': [sandbox(privileged)], 'b.yaml': [labelled] })).toHaveLength(1);
    expect(inFiles({ 'a.yaml': [sandbox(privileged)], 'b.yaml': [labelled], 'c.yaml': [namespace({})] })).toEqual([]);
    expect(inFiles({ 'a.yaml': [sandbox(privileged), namespace({})], 'b.yaml': [labelled] })).toEqual([]);
  });
});

test.each<[string, object, object]>([
  ['a pod that the standard lets in', { enforce: 'restricted' }, { containers: [container(RESTRICTED)] }],
  ['a namespace that only warns', { warn: 'restricted', audit: 'restricted' }, privileged],
  ['a namespace that lets everything in', { enforce: 'privileged' }, privileged],
  [
    'a version of the standard that does not have the check',
    { 'enforce': 'restricted', 'enforce-version': 'v1.7' },
    { containers: [container({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } })] },
  ],
])('nothing is said of %s', (_, labels, spec) => {
  expect(bothWays([namespace(labels), sandbox(spec)])).toEqual({ synth: [], files: [] });
});

test('nothing is said of other namespaces', () => {
  expect(bothWays([namespace({ enforce: 'restricted' }, 'other'), sandbox(privileged)])).toEqual({
    synth: [],
    files: [],
  });
});

test('constructs are judged too, and are named by their paths', () => {
  const chart = chartOf();
  new Namespace(chart, 'Namespace', {
    metadata: { name: 'research', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
  });
  new Sandbox(chart, 'Dev', { containers: [{ ...CONTAINER, securityContext: { user: 0, ensureNonRoot: false } }] });
  expect(linesOf(chart)).toEqual([expect.stringMatching(/^error ASB250 research\/Dev: /)]);
});

test('what a tenant refuses is told once, by the tenant', () => {
  const chart = chartOf();
  const tenant = new SandboxTenant(chart.node.root as never, 'team', {
    runtimes: [IsolatedRuntime.fromRuntimeClassName(chart, 'Gvisor', 'gvisor')],
    quota: TenantQuota.none(),
  });
  new Sandbox(tenant, 'Dev', { ...POD, runtime: tenant.runtimes[0], podSpec: { hostNetwork: true } } as never);
  expect(codesOf(chart)).not.toContain('ASB250');
});
