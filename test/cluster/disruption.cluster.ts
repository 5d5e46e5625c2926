/**
 * What the disruption controller of Kubernetes makes of budgets for the pods of sandboxes, and what the eviction API
 * then allows, under upstream's controllers.
 */
import { Chart } from 'cdk8s';
import { apply, Controlled, installOf, NAMESPACE, ofKind, printed } from './controlled';
import { aControlPlane, describeCluster } from './plane';
import { Disruption, Sandbox, SandboxTemplate } from '../../src';
import { nameHash } from '../../src/api/name-hash';
import { Catalogue } from '../../src/release/catalogue';
import { controllers } from '../support/controllers';

const CONTAINER = { image: 'registry.example.com/pause:1' };
const ALL = 2 ** 31 - 1;

function platform(chart: Chart): void {
  new Sandbox(chart, 'dev', { containers: [CONTAINER], disruption: Disruption.never() });
  new Sandbox(chart, 'batch', { containers: [CONTAINER], disruption: Disruption.allowed() });
  const template = new SandboxTemplate(chart, 'python', {
    containers: [CONTAINER], disruption: Disruption.untilClaimed(),
  });
  const pool = template.addWarmPool('pool', { replicas: 3, disruption: Disruption.keeping(2) });
  pool.addClaim('claimed');
  const strict = new SandboxTemplate(chart, 'strict', { containers: [CONTAINER], disruption: Disruption.never() });
  strict.addClaim('cold');
}

for (const controller of controllers()) {
  const { release, path } = controller;
  (path ? describeCluster : describe.skip)(`disruption under ${release}`, () => {
    const install = installOf(release);
    const plane = aControlPlane({
      prepare: (client) => apply(client, install), controllers: ['disruption-controller'],
    });
    const items = printed(release, platform);
    let controlled: Controlled;

    beforeAll(async () => {
      controlled = new Controlled(plane);
      await controlled.run(controller, install);
      await apply(controlled.client, items);
      await controlled.ready(ofKind(items, 'SandboxClaim', 'claimed'));
      await controlled.ready(ofKind(items, 'SandboxClaim', 'cold'));
      await controlled.ready(ofKind(items, 'Sandbox', 'dev'));
      await controlled.ready(ofKind(items, 'Sandbox', 'batch'));
    });
    afterAll(async () => { await controlled?.stop(); });

    const budget = async (name: string) =>
      (await controlled.get('PodDisruptionBudget', name, 'policy/v1'))!.status as Record<string, number> | undefined;
    const evict = async (pod: string) => (await controlled.client.request(
      'POST', `/api/v1/namespaces/${NAMESPACE}/pods/${pod}/eviction`,
      { body: { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: pod, namespace: NAMESPACE } } },
    )).status;
    const podOfSandbox = async (name: string) => (await controlled.podsWith({
      'agents.x-k8s.io/sandbox-name-hash': nameHash(name),
    }))[0];
    const waiting = () => controlled.podsWith({ 'agents.x-k8s.io/warm-pool-sandbox': nameHash('pool') });
    const podOfClaim = async (name: string) => {
      const claim = await controlled.read(ofKind(items, 'SandboxClaim', name));
      return podOfSandbox((claim!.status as unknown as { sandbox: { name: string } }).sandbox.name);
    };
    const until = (name: string, wanted: Record<string, number>) => controlled.until(
      `budget ${name} to be ${JSON.stringify(wanted)}`,
      async () => {
        const status = await budget(name);
        return Object.entries(wanted).every(([field, value]) => status?.[field] === value);
      },
    );

    test('a budget of `never` counts the one pod of its sandbox, which is not evicted', async () => {
      await until('dev-sandbox-budget', { expectedPods: 1, currentHealthy: 1, disruptionsAllowed: 0 });
      expect(await evict(await podOfSandbox('dev'))).toBe(429);
    });

    test('without a budget the pod is evicted, and the sandbox gets another', async () => {
      const pod = await controlled.get('Pod', await podOfSandbox('batch'));
      expect(await evict(pod!.metadata.name)).toBe(201);
      await controlled.until('another pod', async () => {
        const name = await podOfSandbox('batch');
        const now = name === undefined ? undefined : await controlled.get('Pod', name);
        return now !== undefined && (now.metadata as { uid?: string }).uid !== (pod!.metadata as { uid?: string }).uid;
      });
    });

    test('a budget of a template until it is claimed counts claimed pods alone, and keeps them', async () => {
      await until('python-template-budget', {
        expectedPods: 1, currentHealthy: 1, desiredHealthy: ALL, disruptionsAllowed: 0,
      });
      expect(await evict(await podOfClaim('claimed'))).toBe(429);
    });

    test('a budget of a pool counts those that wait, and lets go of all but so many', async () => {
      await until('pool-pool-budget', { expectedPods: 3, currentHealthy: 3, disruptionsAllowed: 1 });
      const [first, second] = await waiting();
      expect(await evict(first)).toBe(201);
      // At once: the pool makes another one.
      expect(await evict(second)).toBe(429);
      await until('pool-pool-budget', { expectedPods: 3, currentHealthy: 3, disruptionsAllowed: 1 });
    });

    test('a budget of `never` on a template counts pods of claims that started cold', async () => {
      await until('strict-template-budget', { expectedPods: 1, disruptionsAllowed: 0 });
      expect(await evict(await podOfClaim('cold'))).toBe(429);
    });

    test('a suspended sandbox blocks no drain: its budget has no pod', async () => {
      const body = Catalogue.standard().get(release).api.versions[0].name === 'v1alpha1'
        ? { spec: { replicas: 0 } } : { spec: { operatingMode: 'Suspended' } };
      await controlled.client.request('PATCH', await controlled.client.pathOf(ofKind(items, 'Sandbox', 'dev')), {
        body, type: 'application/merge-patch+json',
      });
      await until('dev-sandbox-budget', { expectedPods: 0, disruptionsAllowed: 0 });
      expect(await podOfSandbox('dev')).toBeUndefined();
    });

    test('ASB432: with `maxUnavailable` a Sandbox is asked for its scale, which it has up to v0.4.6', async () => {
      const matchLabels = { 'agents.x-k8s.io/sandbox-name-hash': nameHash('batch') };
      const spec = { maxUnavailable: 1, selector: { matchLabels } };
      await controlled.client.apply({
        apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'raw', namespace: NAMESPACE }, spec,
      } as never);
      const pod = await podOfSandbox('batch');
      if (release === 'v0.4.6') {
        await until('raw', { expectedPods: 1, disruptionsAllowed: 1 });
        expect(await evict(pod)).toBe(201);
        return;
      }
      await controlled.until('the controller to fail', async () => {
        const { conditions } = (await budget('raw') ?? {}) as unknown as {
          conditions?: Array<{ reason: string; message: string }>;
        };
        return conditions?.some(({ reason, message }) => (
          reason === 'SyncFailed' && /does not implement the scale subresource/.test(message)
        )) ?? false;
      });
      expect(await budget('raw')).toMatchObject({ disruptionsAllowed: 0 });
      expect(await evict(pod)).toBe(429);
    });
  });
}
