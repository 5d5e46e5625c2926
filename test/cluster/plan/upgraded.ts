/** A platform on its way from one release to another, and what must be true of it. */
import { LivePlatform } from './controller-pods';
import { applyWorkloads, ready, workloadsOf } from './platform';
import { runStep } from './run-plan';
import type { Step, UpgradePlan } from '../../../src/upgrade/plan';
import { run } from '../../support/cli';
import { controllers } from '../../support/controllers';
import { ofKind } from '../controlled';
import { describeCluster } from '../plane';

/** The newest release of v1.0 whose controller is built. */
export const TO = controllers().filter(({ release, path }) => path && release.startsWith('v1.')).at(-1)?.release
  ?? 'v1.0.3';
const areThere = ['v0.4.', 'v0.5.', 'v1.'].every((line) => (
  controllers().some(({ release, path }) => path && release.startsWith(line))
));

export const describePlan = areThere ? describeCluster : describe.skip;

export const UP_TO_THREE_MINUTES = 180_000;

export function planOf(from: string, to: string, profile = 'hardened'): UpgradePlan {
  const { code, out, err } = run([
    'upgrade-plan', '--from', from, '--to', to, '--format', 'json', '--profile', profile,
  ]);
  if (code !== 0) { throw new Error(err); }
  return JSON.parse(out);
}

/** A platform that is started and stopped with the tests around. */
export function aPlatform(): { readonly live: LivePlatform } {
  let platform: LivePlatform | undefined;
  beforeAll(async () => { platform = await LivePlatform.start(); });
  afterAll(async () => { await platform?.stop(); });
  return { get live() { return platform!; } };
}

/** Runs a step or a way back. */
export const go = async (
  live: LivePlatform,
  step: Step | Step['back'],
  profile: string,
  patience?: number,
) => runStep(step, {
  client: live.client,
  until: (what, isSo, given) => live.until(what, isSo, given),
  profile,
  ...(patience !== undefined && { patience }),
  applyManifests: (release) => applyWorkloads(live, release),
});

/** No leftover of v0.5 is there, and nothing of the conversion in the CRDs and objects. */
export async function nothingIsLeft(live: LivePlatform): Promise<void> {
  for (const [apiVersion, kind, name] of [
    ['rbac.authorization.k8s.io/v1', 'Role', 'agent-sandbox-controller'],
    ['rbac.authorization.k8s.io/v1', 'RoleBinding', 'agent-sandbox-controller'],
    ['v1', 'Service', 'agent-sandbox-webhook-service'],
    ['v1', 'Secret', 'agent-sandbox-webhook-certs'],
    ['apps/v1', 'StatefulSet', 'agent-sandbox-controller'],
  ]) {
    const object = { apiVersion, kind, metadata: { name, namespace: 'agent-sandbox-system' } };
    expect([kind, (await live.client.read(object)).status]).toEqual([kind, 404]);
  }
  const { body } = await live.client.get('/apis/apiextensions.k8s.io/v1/customresourcedefinitions');
  for (const { metadata, spec, status } of body.items) {
    expect([metadata.name, spec.conversion, status.storedVersions]).toEqual([
      metadata.name, { strategy: 'None' }, ['v1beta1'],
    ]);
    const { items } = (await live.client.get(`/apis/${spec.group}/v1beta1/${spec.names.plural}`)).body;
    expect(JSON.stringify(items)).not.toMatch(/v1alpha1-\w+-state|storage-migrated-at/);
  }
}

/** Server-side apply of the workloads works, and a suspended sandbox has its volume. */
export async function worksOn(live: LivePlatform, release: string): Promise<void> {
  await applyWorkloads(live, release);
  await ready(live, release);
  expect((await live.client.read(ofKind(workloadsOf(release), 'Sandbox', 'asleep'))).body.spec)
    .toMatchObject(release.startsWith('v0.4') ? { replicas: 0 } : { operatingMode: 'Suspended' });
}
