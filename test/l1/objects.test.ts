import { ApiObject, App, Chart, JsonPatch, Lazy, Testing } from 'cdk8s';
import { k8s } from '../../src';

const CONTAINERS = [{ name: 'main', image: 'registry.example.com/python:3.14' }];

function chart(namespace?: string): Chart {
  return new Chart(Testing.app(), 'test', { namespace, labels: { team: 'research' } });
}

/** Every class with the least that it takes. */
const LEAST: Array<[string, (scope: Chart) => ApiObject, object]> = [
  [
    'v1beta1 Sandbox',
    (scope) => new k8s.KubeSandboxV1Beta1(scope, 'A', { spec: { podTemplate: { spec: { containers: CONTAINERS } } } }),
    {
      apiVersion: 'agents.x-k8s.io/v1beta1',
      kind: 'Sandbox',
      spec: { podTemplate: { spec: { containers: CONTAINERS } } },
    },
  ],
  [
    'v1alpha1 Sandbox',
    (scope) =>
      new k8s.KubeSandboxV1Alpha1(scope, 'A', {
        spec: { replicas: 0, podTemplate: { spec: { containers: CONTAINERS } } },
      }),
    {
      apiVersion: 'agents.x-k8s.io/v1alpha1',
      kind: 'Sandbox',
      spec: { replicas: 0, podTemplate: { spec: { containers: CONTAINERS } } },
    },
  ],
  [
    'v1beta1 SandboxTemplate',
    (scope) =>
      new k8s.KubeSandboxTemplateV1Beta1(scope, 'A', { spec: { podTemplate: { spec: { containers: CONTAINERS } } } }),
    {
      apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
      kind: 'SandboxTemplate',
      spec: { podTemplate: { spec: { containers: CONTAINERS } } },
    },
  ],
  [
    'v1alpha1 SandboxTemplate',
    (scope) =>
      new k8s.KubeSandboxTemplateV1Alpha1(scope, 'A', { spec: { podTemplate: { spec: { containers: CONTAINERS } } } }),
    {
      apiVersion: 'extensions.agents.x-k8s.io/v1alpha1',
      kind: 'SandboxTemplate',
      spec: { podTemplate: { spec: { containers: CONTAINERS } } },
    },
  ],
  [
    'v1beta1 SandboxWarmPool',
    (scope) => new k8s.KubeSandboxWarmPoolV1Beta1(scope, 'A', { spec: { sandboxTemplateRef: { name: 'python' } } }),
    {
      apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
      kind: 'SandboxWarmPool',
      spec: { sandboxTemplateRef: { name: 'python' } },
    },
  ],
  [
    'v1alpha1 SandboxWarmPool',
    (scope) =>
      new k8s.KubeSandboxWarmPoolV1Alpha1(scope, 'A', {
        spec: { replicas: 2, sandboxTemplateRef: { name: 'python' } },
      }),
    {
      apiVersion: 'extensions.agents.x-k8s.io/v1alpha1',
      kind: 'SandboxWarmPool',
      spec: { replicas: 2, sandboxTemplateRef: { name: 'python' } },
    },
  ],
  [
    'v1beta1 SandboxClaim',
    (scope) => new k8s.KubeSandboxClaimV1Beta1(scope, 'A', { spec: { warmPoolRef: { name: 'pool' } } }),
    { apiVersion: 'extensions.agents.x-k8s.io/v1beta1', kind: 'SandboxClaim', spec: { warmPoolRef: { name: 'pool' } } },
  ],
  [
    'v1alpha1 SandboxClaim',
    (scope) =>
      new k8s.KubeSandboxClaimV1Alpha1(scope, 'A', {
        spec: { sandboxTemplateRef: { name: 'python' }, warmpool: 'none' },
      }),
    {
      apiVersion: 'extensions.agents.x-k8s.io/v1alpha1',
      kind: 'SandboxClaim',
      spec: { sandboxTemplateRef: { name: 'python' }, warmpool: 'none' },
    },
  ],
];

test.each(LEAST)('a %s is rendered as given', (_, make, expected) => {
  const scope = chart('tenant');
  make(scope);
  const [{ metadata, ...object }] = scope.toJson();
  expect(object).toEqual(expected);
  expect(metadata).toEqual({
    name: expect.stringMatching(/^test-a-[0-9a-f]{8}$/),
    namespace: 'tenant',
    labels: { team: 'research' },
  });
});

test.each(LEAST)('a patch of a %s is applied last, and reaches fields that no type knows', (_, make) => {
  const scope = chart();
  make(scope).addJsonPatch(
    JsonPatch.add('/spec/brandNew', { deep: true }),
    JsonPatch.replace('/metadata/name', 'renamed'),
  );
  const [{ metadata, spec }] = scope.toJson();
  expect(spec.brandNew).toEqual({ deep: true });
  expect(metadata.name).toBe('renamed');
});

test('quantities and names or numbers become scalars, lazy values what they produce', () => {
  const scope = chart();
  new k8s.KubeSandboxV1Beta1(scope, 'A', {
    spec: {
      podTemplate: {
        spec: {
          nodeSelector: Lazy.any({ produce: () => ({ zone: 'a' }) }),
          overhead: { cpu: k8s.Quantity.fromString('250m') },
          containers: [
            {
              name: 'main',
              resources: {
                limits: { 'nvidia.com/gpu': k8s.Quantity.fromNumber(1), 'memory': k8s.Quantity.fromString('2Gi') },
              },
              livenessProbe: { httpGet: { port: k8s.IntOrString.fromString('http') } },
              readinessProbe: { tcpSocket: { port: k8s.IntOrString.fromNumber(8888) } },
            },
          ],
        },
      },
    },
  });
  const [{ spec: { podTemplate: { spec } } }] = scope.toJson();
  expect(spec.nodeSelector).toEqual({ zone: 'a' });
  expect(spec.overhead).toEqual({ cpu: '250m' });
  expect(spec.containers[0]).toEqual({
    name: 'main',
    resources: { limits: { 'nvidia.com/gpu': 1, 'memory': '2Gi' } },
    livenessProbe: { httpGet: { port: 'http' } },
    readinessProbe: { tcpSocket: { port: 8888 } },
  });
});

test('the manifest of an object can stand inside another', () => {
  const manifest = k8s.KubeSandboxClaimV1Beta1.manifest({
    metadata: { name: 'nightly' },
    spec: { warmPoolRef: { name: 'pool' } },
  });
  expect(manifest).toEqual({
    apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
    kind: 'SandboxClaim',
    metadata: { name: 'nightly' },
    spec: { warmPoolRef: { name: 'pool' } },
  });
  expect(k8s.KubeSandboxClaimV1Beta1.GVK).toEqual({
    apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
    kind: 'SandboxClaim',
  });
});

test('two of one name in one cluster are an error once anything of ours compares', () => {
  const app = new App();
  const scope = new Chart(app, 'test');
  for (const id of ['A', 'B']) {
    new k8s.KubeSandboxClaimV1Beta1(scope, id, { metadata: { name: 'same' }, spec: { warmPoolRef: { name: 'pool' } } });
  }
  expect(() => app.synthYaml()).toThrow("two objects are SandboxClaim 'same': 'test/A' and 'test/B'");
});
