/** Fields that an admission policy holds to their owners: by whom the API server lets them be changed, and set. */
import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { accepted, Item, itemsOf } from './items';
import type { Plane } from './plane';
import { reapplied } from './reapplied';
import { everythingOf, install } from './releases';
import {
  AgentSandboxVersion, HeldField, IsolatedRuntime, OperatingMode, PodSecurityStandard, Sandbox, SandboxAdmissionPolicy,
  SandboxCluster, SandboxTemplate,
} from '../../src';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import type { ApiAnswer } from '../../src/rehearsal/cluster/client';
import { until } from '../../src/rehearsal/cluster/until';

const NAMESPACE = 'held';

/** All may do anything as far as RBAC is concerned. */
const MASTERS = ['system:masters'];
const SOMEBODY = { user: 'ada@example.com', groups: MASTERS };
const TIMER = { user: 'system:serviceaccount:timers:idle-timer', groups: MASTERS };
const KEDA = { user: 'keda', groups: [...MASTERS, 'autoscalers'] };

const MERGE = 'application/merge-patch+json';

/** The field of a kind in the version that the release writes, and two values of it. */
interface Held {
  readonly item: Item;
  readonly field: string;
  readonly values: readonly [unknown, unknown];
  readonly owner: typeof SOMEBODY;
  /** Whether the kind has the subresource `scale`. */
  readonly isScaled: boolean;
}

export function heldFieldTests(plane: Plane, release: string): void {
  const items = app(release);
  const of = (kind: string) => items.find(({ object }) => object.kind === kind)!;
  const isCounted = of('Sandbox').object.apiVersion.endsWith('v1alpha1');
  const cases: Readonly<Record<string, Held>> = {
    'the mode of a Sandbox': {
      item: of('Sandbox'),
      field: isCounted ? 'replicas' : 'operatingMode',
      values: isCounted ? [0, 1] : ['Suspended', 'Running'],
      owner: TIMER,
      isScaled: isCounted,
    },
    'the count of a pool': {
      item: of('SandboxWarmPool'), field: 'replicas', values: [3, 0], owner: KEDA, isScaled: true,
    },
  };

  const send = async ({ object }: Item, spec: object, sender: typeof SOMEBODY, subresource?: string) => {
    const path = await plane.client.pathOf(object, subresource);
    const query = { fieldManager: sender.user, fieldValidation: 'Strict' };
    return plane.client.request('PATCH', path, { body: { spec }, type: MERGE, query, ...sender });
  };

  const attempt = (path: string, spec: object) => (
    plane.client.request('PATCH', path, { body: { spec }, type: MERGE, query: { dryRun: 'All' }, ...SOMEBODY })
  );

  const isRefused = ({ status, body }: ApiAnswer) => status === 403 && String(body.message).includes('ASB392');

  describe.each(Object.keys(cases))('%s that a policy holds to its owner', (name) => {
    const { item, field, values: [first, second], owner, isScaled } = cases[name];
    const { object } = item;

    beforeAll(async () => {
      await install(plane.client, everythingOf(release));
      const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } };
      for (const each of [{ path: 'the suite', object: namespace as KubeObject }, ...items]) {
        accepted(each, await plane.client.apply(each.object));
      }
      // A policy takes effect some time after it was created, and each on its own.
      await until(`${name} to be held`, async () => {
        const path = await plane.client.pathOf(object);
        return isRefused(await attempt(path, { [field]: first }));
      });
      if (!isScaled) return;
      await until(`${name} to be held at the subresource scale`, async () => {
        const path = await plane.client.pathOf(object, 'scale');
        return isRefused(await attempt(path, { replicas: first }));
      });
    });

    test('fails if somebody else changes it', async () => {
      expect(isRefused(await send(item, { [field]: first }, SOMEBODY))).toBe(true);
    });

    test('fails if somebody else creates an object with another value than the default', async () => {
      const named = (value: unknown) => ({
        ...object,
        metadata: { ...object.metadata, name: 'fresh' },
        spec: { ...object.spec as object, [field]: value },
      });
      const create = (value: unknown, sender: typeof SOMEBODY) => (
        plane.client.create(named(value), { dryRun: true, ...sender })
      );
      expect(isRefused(await create(first, SOMEBODY))).toBe(true);
      accepted(item, await create(first, owner));
      accepted(item, await create(field === 'replicas' ? 1 : second, SOMEBODY));
    });

    // Releases that want a count in every pool print the one to start with, which each apply sets.
    const isStated = field in (object.spec as object);

    test('is changed by its owner, kept by an apply, and a managed field of the owner', async () => {
      accepted(item, await send(item, { [field]: first }, owner));
      expect(isRefused(await send(item, { [field]: second }, SOMEBODY))).toBe(true);
      if (isStated) {
        expect(isRefused(await plane.client.apply(object, { force: true }))).toBe(true);
      } else {
        const { changes } = await reapplied(plane.client, item);
        expect(changes).toEqual([]);
      }
      const { body: live } = await plane.client.read(object);
      expect([live.spec[field], managersOf(live, field).includes(owner.user)]).toEqual([first, true]);
    });

    test('lets somebody else change other fields', async () => {
      const path = await plane.client.pathOf(object);
      const body = { metadata: { labels: { 'example.com/seen': 'yes' } } };
      accepted(item, await plane.client.request('PATCH', path, { body, type: MERGE, ...SOMEBODY }));
    });

    if (isScaled) {
      test('is held at the subresource scale too', async () => {
        expect(isRefused(await send(item, { replicas: 1 }, SOMEBODY, 'scale'))).toBe(true);
        const { body } = accepted(item, await send(item, { replicas: 0 }, owner, 'scale'));
        expect([body.kind, body.spec.replicas ?? 0]).toEqual(['Scale', 0]);
        expect(isRefused(await send(item, { replicas: 1 }, SOMEBODY, 'scale'))).toBe(true);
        expect((await plane.client.read(object)).body.spec.replicas).toBe(0);
      });
    }
  });
}

/** The managers of a field of the spec. */
function managersOf(live: KubeObject, field: string): string[] {
  const { managedFields } = live.metadata as unknown as { managedFields: ManagedFields[] };
  return managedFields.filter(({ fieldsV1 }) => fieldsV1['f:spec']?.[`f:${field}`] !== undefined)
    .map(({ manager }) => manager);
}

interface ManagedFields {
  readonly manager: string;
  readonly fieldsV1: { readonly 'f:spec'?: Readonly<Record<string, object>> };
}

/** A Sandbox and a pool that leave a field to others, and the policy that holds both. */
function app(release: string): Item[] {
  const root = new App();
  SandboxCluster.declare(root, { version: AgentSandboxVersion.of(release) });
  const chart = new Chart(root, 'held', { namespace: NAMESPACE });
  const runtime = IsolatedRuntime.fromRuntimeClassName(chart, 'Gvisor', 'gvisor');
  new SandboxAdmissionPolicy(chart, 'Isolation', {
    runtimes: [runtime],
    podSecurity: PodSecurityStandard.PRIVILEGED,
    hasDefaultLimits: true,
    heldFields: [
      HeldField.operatingMode({
        owners: [
          kplus.ServiceAccount.fromServiceAccountName(chart, 'Timer', 'idle-timer', { namespaceName: 'timers' }),
        ],
      }),
      HeldField.poolReplicas({
        owners: [kplus.Group.fromName(chart, 'Autoscalers', 'autoscalers')], names: ['queued', 'fresh'],
      }),
    ],
  });
  const pod = { runtime, containers: [{ image: 'registry.example.com/python:3.14' }] };
  new Sandbox(chart, 'Idle', { ...pod, operatingMode: OperatingMode.EXTERNAL });
  new SandboxTemplate(chart, 'Python', pod).addWarmPool('Queue', {
    metadata: { name: 'queued' },
    scaledExternally: true,
    // Releases that want a count in every pool get one to start with.
    ...(release.startsWith('v0.4.') && { replicas: 1 }),
  });
  return itemsOf(root);
}
