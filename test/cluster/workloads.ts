/** Whole apps for a release: accepted and without drift. */
import { App, Chart } from 'cdk8s';
import { admitForeignKinds } from './foreign';
import { accepted, Item, itemsOf } from './items';
import type { Plane } from './plane';
import { additionsInLists, reapplied } from './reapplied';
import { AgentSandboxVersion, SandboxCluster } from '../../src';
import { KINDS } from '../../src/api/kinds';
import { drift } from '../../src/rehearsal/drift';
import { quietly } from '../support/stderr';
import { compose, composeNewest } from '../support/whole-app';

/** An app with all features of a release. */
export function wholeApp(release: string, namespace: string): Item[] {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.of(release) });
  const chart = new Chart(app, 'whole', { namespace });
  return quietly(() => {
    compose(chart);
    if (release === AgentSandboxVersion.LATEST.id) { composeNewest(chart); }
    return itemsOf(app);
  });
}

/** Applies objects twice, and compares the live objects with the printed ones. */
export async function appliesWithoutDrift({ client }: Plane, items: readonly Item[]): Promise<void> {
  await admitForeignKinds(client, items);
  const namespaces = new Set(items.flatMap(({ object: { metadata } }) => metadata.namespace ?? []));
  for (const name of namespaces) {
    await client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } } as Item['object'], {
      manager: 'namespaces',
    });
  }
  for (const item of items) { accepted(item, await client.apply(item.object, { force: true })); }
  for (const item of items) {
    const { live, changes } = await reapplied(client, item);
    const isOurs = item.object.kind in KINDS;
    const object = `${item.object.kind} ${item.object.metadata.name} of ${item.path}`;
    const found = {
      object,
      drift: drift(item.object, live, !isOurs),
      changes,
      added: isOurs ? additionsInLists(item.object, live) : [],
    };
    expect(found).toEqual({ object, drift: [], changes: [], added: [] });
  }
}
