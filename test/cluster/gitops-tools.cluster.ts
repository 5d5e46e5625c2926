/**
 * What the adapters for Argo CD and Flux promise, with upstream's controllers at work: objects are taken in the
 * printed order at the first attempt; nothing drifts but the fields that are ignored, and each of these does; and
 * health is what the tools' own engines make of real statuses.
 */
import { apply, Controlled } from './controlled';
import { anomalies, engineHealth, inStates, OUTCOMES } from './gitops-tools/health';
import { composed, IGNORED } from './gitops-tools/platform';
import { drifted, owners, written } from './gitops-tools/writers';
import { accepted, Item, itemsOf } from './items';
import { aControlPlane, describeCluster } from './plane';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { established } from '../../src/rehearsal/apply-objects';
import { changes } from '../../src/rehearsal/drift';
import { controllers } from '../support/controllers';
import { fluxChanges, hasGitOpsEngines } from '../support/gitops-engines';

const WAVE = 'argocd.argoproj.io/sync-wave';
const ARGO = { manager: 'argocd-controller', force: true };

const waveOf = ({ object }: Item) => Number(object.metadata.annotations?.[WAVE] ?? 0);

for (const controller of controllers()) {
  const { release, path } = controller;
  (path ? describeCluster : describe.skip)(`GitOps tools beside the controller of ${release}`, () => {
    const { app, charts, ignoreDifferences, ignore } = composed(release);
    const inWaves = (given: Item[]) => given.sort((a, b) => waveOf(a) - waveOf(b));
    const items = inWaves(itemsOf(app, charts.argo));
    const install = inWaves(itemsOf(app, charts.install));
    const plane = aControlPlane({ prepare: (client) => apply(client, install) });
    const withEngines = hasGitOpsEngines() ? test : test.skip;
    let controlled: Controlled;
    /** What Flux did at the first apply. */
    const made: string[] = [];

    const byFlux = () => charts.flux.map((chart) => itemsOf(app, [chart]).map(({ object }) => object))
      .flatMap((objects) => fluxChanges({ kubeconfig: plane.plane.kubeconfig, apply: true, objects, ignore }));

    /** What a comparison of Argo CD shows: the paths that an apply would change. */
    const differences = async (ignored: readonly string[]): Promise<string[]> => {
      const found: string[] = [];
      for (const item of items) {
        // A controller may write between the reading and the dry run.
        for (let attempt = 1; ; attempt++) {
          const { body: live } = await plane.client.read(item.object);
          const { body: after } = accepted(item, await plane.client.apply(item.object, { ...ARGO, dryRun: true }));
          if (live.metadata.resourceVersion !== after.metadata.resourceVersion && attempt < 5) { continue; }
          found.push(...changes(live, after).filter((each) => each !== '/metadata/generation')
            .map((each) => `${item.object.kind} ${item.object.metadata.name} ${each}`));
          break;
        }
      }
      return found.filter((each) => !ignored.includes(each)).sort();
    };

    const fluxDiff = (isIgnoring: boolean): string[] => (
      fluxChanges({
        kubeconfig: plane.plane.kubeconfig,
        apply: false,
        objects: items.map(({ object }) => object),
        ...(isIgnoring && { ignore }),
      }).filter((each) => !each.endsWith(': unchanged')).sort()
    );

    beforeAll(async () => {
      controlled = new Controlled(plane);
      await controlled.run(controller, install);
      // Of one line the objects are made by Flux, of the others by waves of Argo CD.
      if (release.startsWith('v1.') && hasGitOpsEngines()) { made.push(...byFlux()); }
      for (const item of items) {
        accepted(item, await plane.client.apply(item.object, ARGO));
        await established(plane.client, [item.object]);
      }
      await written(controlled, items);
    });

    afterAll(async () => { await controlled?.stop(); });

    test('Argo CD sees no drift after all have written, with the fields that the Application ignores', async () => {
      expect(await differences(drifted(ignoreDifferences))).toEqual([]);
    });

    test('each field that it ignores drifts, and no other one', async () => {
      expect(await differences([])).toEqual(drifted(ignoreDifferences).sort());
      expect(drifted(ignoreDifferences).sort()).toEqual(IGNORED(release));
    });

    test('a sync leaves ignored fields as they are', async () => {
      for (const item of items) {
        const { body: live } = await plane.client.read(item.object);
        accepted(item, await plane.client.apply(respecting(item.object, live, drifted(ignoreDifferences)), ARGO));
      }
      expect(await differences(drifted(ignoreDifferences))).toEqual([]);
      expect(await differences([])).toEqual(drifted(ignoreDifferences).sort());
    });

    test('a field that is listed although the manifest leaves it out becomes a field of Argo CD', async () => {
      const { object } = items.find((each) => each.object.kind === 'Sandbox' && each.object.metadata.name === 'idle')!;
      const field = object.apiVersion.endsWith('v1alpha1') ? 'replicas' : 'operatingMode';
      const { body: live } = await plane.client.read(object);
      expect(owners(live, field)).toEqual(['idle-timer']);
      const target = respecting(object, live, [`Sandbox idle /spec/${field}`]);
      const { body: after } = await plane.client.apply(target, { ...ARGO, dryRun: true });
      expect(owners(after, field)).toContain('argocd-controller');
    });

    withEngines('Flux takes all in its order, and sees no drift but in what it is told to ignore', () => {
      if (made.length > 0) {
        const workloads = items.filter(({ object }) => object.apiVersion.includes('agents.x-k8s.io')).length;
        expect(made.filter((each) => /^Sandbox.*: created$/.test(each))).toHaveLength(workloads);
      }
      const again = byFlux();
      expect(again).toHaveLength(items.length);
      expect(again.filter((each) => !/: (configured|unchanged)$/.test(each))).toEqual([]);
      expect(fluxDiff(true)).toEqual([]);
      const names = drifted(ignoreDifferences).map((each) => each.split(' ').slice(0, 2).join('/agents/'));
      expect(fluxDiff(false)).toEqual([...new Set(names)].map((each) => `${each}: configured`).sort());
    });

    withEngines('health is told of real statuses, by both engines alike', async () => {
      const states = await inStates(controlled, release);
      const found = engineHealth(states, release);
      expect(found).toEqual(Object.fromEntries(Object.keys(states).map((name) => [
        name, OUTCOMES[name.replace(/^\w+ /, '')],
      ])));
      expect(anomalies(states)).toEqual([]);
    });
  });
}

/** What Argo CD applies with RespectIgnoreDifferences: ignored fields have their live values. */
function respecting(object: KubeObject, live: KubeObject, ignored: readonly string[]): KubeObject {
  const copy = structuredClone(object) as KubeObject & { spec: Record<string, unknown> };
  for (const each of ignored) {
    const [kind, name, pointer] = each.split(' ');
    if (kind !== object.kind || name !== object.metadata.name) { continue; }
    const field = pointer.replace('/spec/', '');
    copy.spec[field] = (live.spec as Record<string, unknown>)[field];
  }
  return copy;
}
