/**
 * Each edit of the table is applied to a running platform, and what becomes of its pods and volumes is what `diff` says
 * of it: under the controllers of all release lines.
 */
import { App, Chart } from 'cdk8s';
import { apply, Controlled, installOf, NAMESPACE } from './controlled';
import { Edit, Scene } from './edits/edit';
import { foretold, seen, Snapshot, snapshot } from './edits/outcome';
import { EDITS } from './edits/table';
import { Item, itemsOf } from './items';
import { aControlPlane, describeCluster } from './plane';
import { releaseOf } from './releases';
import { AgentSandboxVersion, Findings, SandboxCluster } from '../../src';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { controllers } from '../support/controllers';

/** How long nothing more may happen before the outcome counts, in milliseconds. */
const QUIET = 6_000;
const PATIENCE = 240_000;

for (const controller of controllers()) {
  const { release, path } = controller;
  (path ? describeCluster : describe.skip)(`edits under ${release}`, () => {
    const install = installOf(release);
    const plane = aControlPlane({ prepare: (client) => apply(client, install) });
    const rows = EDITS.map((edit, index) => {
      const prefix = `e${String(index).padStart(2, '0')}`;
      return { edit, prefix, ...itemsBefore(edit, prefix, release) };
    });
    const refused = new Set<string>();
    let controlled: Controlled;
    let snapshots: [Snapshot, Snapshot];

    beforeAll(async () => {
      controlled = new Controlled(plane);
      await controlled.run(controller, install);
      for (const { before } of rows) { await apply(controlled.client, before); }
      const before = await settled(controlled);
      for (const row of rows) { if (await applyEdit(controlled, row)) { refused.add(row.prefix); } }
      snapshots = [before, await settled(controlled)];
    }, 2 * PATIENCE);

    afterAll(async () => { await controlled?.stop(); });

    test.each(rows)('$edit.name', ({ edit, prefix, before, after }) => {
      const [old, now] = [before, after].map((items) => items.map(({ object }) => object));
      const expected = foretold(old, now, releaseOf(release));
      expect(seen(edit, prefix, snapshots, now, expected, refused.has(prefix))).toEqual(expected);
    });
  });
}

interface Row {
  readonly before: readonly Item[];
  readonly after: readonly Item[];
}

function itemsBefore(edit: Edit, prefix: string, release: string): Row {
  const [before, after] = (['before', 'after'] as const).map((side) => {
    const app = new App();
    SandboxCluster.declare(app, { version: AgentSandboxVersion.of(release) });
    const scene = new Scene(new Chart(app, 'agents', { namespace: NAMESPACE }), prefix);
    // That it is wrong is for the diff to say.
    for (const code of edit.findings ?? []) { Findings.of(app).downgrade(code, 'part of the test'); }
    edit[side](scene);
    return itemsOf(app).filter(({ object }) => scene.has(object));
  });
  return { before, after };
}

/** Applies what is new, and deletes what is gone. @returns whether the API server refused something */
async function applyEdit({ client }: Controlled, { before, after }: Row): Promise<boolean> {
  let isRefused = false;
  for (const { object } of after) {
    if ((await client.apply(object, { force: true })).status > 201) { isRefused = true; }
  }
  const kept = new Set(after.map(keyOf));
  for (const item of before) {
    if (!kept.has(keyOf(item))) { await client.delete(item.object); }
  }
  return isRefused;
}

function keyOf({ object: { kind, metadata: { name } } }: { readonly object: KubeObject }): string {
  return `${kind} ${name}`;
}

/** The state when nothing has happened for a while. */
async function settled(controlled: Controlled): Promise<Snapshot> {
  let [last, since] = ['', Date.now()];
  let state!: Snapshot;
  await controlled.until('the platform to be quiet', async () => {
    state = await snapshot(controlled.client);
    const text = JSON.stringify(Object.values(state).map((list: Snapshot['pods']) => (
      list.map(({ metadata: { uid, deletionTimestamp } }) => [uid, deletionTimestamp])
    )));
    if (text !== last) { [last, since] = [text, Date.now()]; }
    return Date.now() - since > QUIET;
  }, PATIENCE);
  return state;
}
