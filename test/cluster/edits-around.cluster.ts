/** Edits of what is around sandboxes: what `diff` says of them is what the API server and the controllers do. */
import { setTimeout as later } from 'node:timers/promises';
import { Controlled, installOf } from './controlled';
import { asGiven } from './edits/outcome';
import { aControlPlane, describeCluster } from './plane';
import { EXTENSIONS, namespace, object, POD, sandbox } from './rehearsal/platforms';
import { releaseOf } from './releases';
import { compareManifests } from '../../src/change/compare-manifests';
import type { EffectRuleId } from '../../src/change/effect-rules';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { Kubelet } from '../../src/rehearsal/cluster/kubelet';
import { controllers } from '../support/controllers';

const controller = controllers().filter(({ path }) => path).at(-1);
const RELEASE = controller?.release ?? 'v1.0.3';
/** Milliseconds in which the controllers do all that they do. */
const A_WHILE = 5_000;
const BOUNDED = { containers: [{ ...POD.containers[0], resources: { limits: { cpu: '1' } } }] };

const pool = (space: string, replicas: number, pod: object = BOUNDED): KubeObject[] => [
  object(EXTENSIONS, 'SandboxTemplate', 'python', space, { spec: { podTemplate: { spec: pod } } }),
  object(EXTENSIONS, 'SandboxWarmPool', 'python', space, {
    spec: { replicas, sandboxTemplateRef: { name: 'python' } },
  }),
];
const limits = (space: string, cpu: string) => object('v1', 'LimitRange', 'few', space, {
  spec: { limits: [{ type: 'Container', max: { cpu } }] },
});
const quota = (space: string, pods: string) => object('v1', 'ResourceQuota', 'few', space, {
  spec: { hard: { pods } },
});
const claim = (name: string) => object('v1', 'PersistentVolumeClaim', name, 'classes', {
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
});
const widgets = object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'widgets.example.com', undefined, {
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { kind: 'Widget', plural: 'widgets' },
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
  },
});
const hook = object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'asks', undefined, {
  webhooks: [{
    name: 'asks.example.com',
    admissionReviewVersions: ['v1'],
    sideEffects: 'None',
    failurePolicy: 'Fail',
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'asked' } },
    rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['configmaps'] }],
    clientConfig: { service: { name: 'nobody', namespace: 'asked' } },
  }],
});
const gvisor = object('node.k8s.io/v1', 'RuntimeClass', 'late', undefined, { handler: 'runsc' });

(controller ? describeCluster : describe.skip)(`edits of what is around sandboxes, under ${RELEASE}`, () => {
  const plane = aControlPlane();
  let controlled: Controlled;
  let kubelet: Kubelet;

  beforeAll(async () => {
    controlled = new Controlled(plane);
    await controlled.run(controller!, installOf(RELEASE));
    kubelet = new Kubelet(plane.client);
    await kubelet.start();
  }, 120_000);

  afterAll(async () => {
    await kubelet?.stop();
    await controlled?.stop();
  });

  /** Applies objects one after another, as they are read. @returns the answers */
  async function applied(objects: readonly KubeObject[]): Promise<number[]> {
    const codes: number[] = [];
    for (const each of objects) { codes.push((await plane.client.apply(each, { force: true })).status); }
    return codes;
  }

  const podsIn = async (space: string): Promise<string[]> => (
    (await plane.client.get(`/api/v1/namespaces/${space}/pods`)).body.items
      .map(({ metadata }: KubeObject) => metadata.name)
  );

  function foretold(before: readonly KubeObject[], after: readonly KubeObject[]): EffectRuleId[] {
    const side = (objects: readonly KubeObject[]) => ({ objects: objects.map(asGiven), release: releaseOf(RELEASE) });
    return compareManifests({ before: side(before), after: side(after) })
      .changes.flatMap(({ effects }) => effects.map(({ rule }) => rule));
  }

  const refusals = (pattern: RegExp) => controlled.requests().filter(({ requestURI, responseStatus }) => (
    requestURI.includes('/pods') && pattern.test(responseStatus?.message ?? '')
  )).length;

  test.each([
    ['a pool that outgrows its quota', 'quota-exceeded', /exceeded quota: few/, 'quota', (space: string) => [
      [namespace(space), quota(space, '1'), ...pool(space, 1)],
      [namespace(space), quota(space, '1'), ...pool(space, 2)],
    ]],
    ['a limit below what containers have', 'namespace-refuses', /maximum cpu usage per Container/, 'limits',
      (space: string) => [
        [namespace(space), limits(space, '2'), ...pool(space, 1)],
        [namespace(space), limits(space, '500m'), ...pool(space, 2)],
      ]],
    ['a stricter Pod Security', 'namespace-refuses', /violates PodSecurity "restricted/, 'secured', (space: string) => [
      [namespace(space), ...pool(space, 1)],
      [namespace(space, { 'pod-security.kubernetes.io/enforce': 'restricted' }), ...pool(space, 2)],
    ]],
  ] as const)('%s gets no more pods', async (_, rule, message, space, edit) => {
    const [before, after] = edit(space);
    await applied(before);
    // A quota counts once its controller has seen it.
    await controlled.until('the pool to be full', async () => (await podsIn(space)).length === 1);
    expect(foretold(before, after)).toContain(rule);
    await applied(after);
    await controlled.until('pods to be refused', () => refusals(message) > 0);
    expect(await podsIn(space)).toHaveLength(1);
  }, 60_000);

  test('objects before their Namespace are refused', async () => {
    const objects = [object('v1', 'ConfigMap', 'early', 'late'), namespace('late')];
    expect(foretold([], objects)).toContain('apply-order');
    expect(await applied(objects)).toEqual([404, 201]);
    expect(foretold([], [...objects].reverse())).not.toContain('apply-order');
    expect(await applied([...objects].reverse())).toEqual([200, 201]);
  });

  test('objects before their CRD is established are refused', async () => {
    const objects = [widgets, object('example.com/v1', 'Widget', 'w', 'default')];
    expect(foretold([], objects)).toContain('apply-order');
    await expect(applied([objects[1]])).rejects.toThrow(/Widget/);
    await applied([widgets]);
    await controlled.until('the CRD to be established', () => plane.client.knows('example.com/v1', 'Widget'));
    expect(await applied(objects)).toEqual([200, 201]);
  });

  test('a Pod before its class is refused, and a Sandbox waits for it', async () => {
    const objects = [
      namespace('classed'),
      object('v1', 'Pod', 'plain', 'classed', { spec: { ...POD, runtimeClassName: 'late' } }),
      sandbox('patient', 'classed', { runtimeClassName: 'late' }),
      gvisor,
    ];
    expect(foretold([], objects).filter((rule) => rule === 'apply-order')).toEqual(['apply-order']);
    expect(await applied(objects.slice(0, 3))).toEqual([201, 403, 201]);
    await controlled.until('its pod to be refused', () => refusals(/RuntimeClass "late" not found/) > 0);
    await applied([gvisor]);
    await controlled.until('its pod to come', async () => (await podsIn('classed')).includes('patient'));
    expect(await podsIn('classed')).toEqual(['patient']);
  }, 60_000);

  test('what a webhook is about is refused until it answers', async () => {
    const objects = [namespace('asked'), hook, object('v1', 'ConfigMap', 'c', 'asked')];
    expect(foretold([], objects)).toContain('apply-order');
    await applied(objects.slice(0, 2));
    // The API server notices the configuration a moment later.
    await later(2_000);
    expect(await applied(objects.slice(2))).toEqual([500]);
    await plane.client.delete(hook);
  });

  test('what goes stays unless it is pruned', async () => {
    const objects = [namespace('pruned'), object('v1', 'ConfigMap', 'old', 'pruned')];
    await applied(objects);
    expect(foretold(objects, objects.slice(0, 1))).toEqual(['left-without-prune']);
    await applied(objects.slice(0, 1));
    expect((await plane.client.read(objects[1])).status).toBe(200);
  });

  test('a class that is the default now is given to claims that name none', async () => {
    const withClass = (isDefault: boolean) => object('storage.k8s.io/v1', 'StorageClass', 'fast', undefined, {
      metadata: { name: 'fast', annotations: { 'storageclass.kubernetes.io/is-default-class': String(isDefault) } },
      provisioner: 'example.com/disk',
    });
    const before = [namespace('classes'), withClass(false), claim('old')];
    const after = [namespace('classes'), withClass(true), claim('old'), claim('new')];
    await applied(before);
    await later(A_WHILE);
    expect((await plane.client.read(claim('old'))).body.spec.storageClassName).toBeUndefined();
    expect(foretold(before, after)).toContain('default-class');
    await applied(after);
    await controlled.until('the claim to get the class', async () => (
      (await plane.client.read(claim('new'))).body.spec.storageClassName === 'fast'
    ));
  }, 30_000);
});
