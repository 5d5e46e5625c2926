/** What the constructs print for a release, whole apps of it: accepted, and without drift. */
import { App, Chart } from 'cdk8s';
import { additionsInLists, changes, drift } from './drift';
import { admitForeignKinds } from './foreign';
import { accepted, Item, itemsOf } from './items';
import type { Plane } from './plane';
import { AgentSandboxVersion, SandboxCluster } from '../../src';
import { KINDS } from '../../src/api/kinds';
import { quietly } from '../support/stderr';
import { compose, composeNewest } from '../support/whole-app';

/** Everything that the release can express. */
export function wholeApp(release: string, namespace: string): Item[] {
  const app = new App();
  SandboxCluster.at(app, { version: AgentSandboxVersion.of(release) });
  const chart = new Chart(app, 'whole', { namespace });
  return quietly(() => {
    compose(chart);
    if (release === AgentSandboxVersion.LATEST.id) { composeNewest(chart); }
    return itemsOf(app);
  });
}

/** Applies twice, and compares what is there with what was printed. */
export async function appliesWithoutDrift({ client }: Plane, items: readonly Item[]): Promise<void> {
  await admitForeignKinds(client, items);
  const namespaces = new Set(items.flatMap(({ object: { metadata } }) => metadata.namespace ?? []));
  for (const name of namespaces) { await client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } } as Item['object'], { manager: 'namespaces' }); }
  const lives = [];
  for (const item of items) { lives.push(accepted(item, await client.apply(item.object, { force: true })).body); }
  for (const [index, item] of items.entries()) {
    const live = lives[index];
    const again = accepted(item, await client.apply(item.object)).body;
    const dry = accepted(item, await client.apply(item.object, { dryRun: true, manager: 'gitops', force: true })).body;
    const found = {
      object: `${item.object.kind} ${item.object.metadata.name} of ${item.path}`,
      resourceVersion: again.metadata.resourceVersion,
      drift: drift(item.object, live),
      changes: changes(live, dry),
      // Kubernetes' own kinds are merged by their schema, item by item.
      added: item.object.kind in KINDS ? additionsInLists(item.object, live) : [],
    };
    expect(found).toEqual({ object: found.object, resourceVersion: live.metadata.resourceVersion, drift: [], changes: [], added: [] });
  }
}
