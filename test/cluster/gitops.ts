/** Fields that controllers write into printed objects, and manifests leave out: a second apply keeps them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { accepted, Item, itemsOf } from './items';
import type { Plane } from './plane';
import { reapplied } from './reapplied';
import { everythingOf } from './releases';
import { wholeApp } from './workloads';
import { AgentSandboxVersion, OperatingMode, Sandbox, SandboxCluster } from '../../src';
import { KINDS } from '../../src/api/kinds';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { drift } from '../../src/rehearsal/drift';
import { POD } from '../support/workloads';

/** They need no entry in `ignoreDifferences`. */
const LEFT_OUT = [
  { kind: 'CustomResourceDefinition', pointer: '/spec/conversion/webhook/clientConfig/caBundle' },
  { kind: 'SandboxTemplate', pointer: '/metadata/labels/agents.x-k8s.io~1sandbox-template-ref-hash' },
  { kind: 'SandboxWarmPool', pointer: '/spec/replicas' },
];

export function gitOpsTests(plane: Plane, release: string): void {
  const items = [...everythingOf(release), ...wholeApp(release, 'whole')];

  /** An object that has the parent of the pointer and does not set the field itself. */
  function itemFor(kind: string, pointer: string): Item | undefined {
    const [parent, key] = [/.*(?=\/)/.exec(pointer)![0], pointer.slice(pointer.lastIndexOf('/') + 1)];
    return items.find(({ object }) => {
      if (object.kind !== kind) { return false; }
      // Any key can be added to metadata.
      const holder = parent.startsWith('/metadata/') ? {} : at(object, parent);
      return holder !== undefined && !(key in holder);
    });
  }

  // The mode of a Sandbox has a test of its own below, as its field differs by API version.
  for (const { kind, pointer } of LEFT_OUT) {
    const item = itemFor(kind, pointer);
    // Only one release line has a conversion webhook, and v1alpha1 has no pool without replicas.
    if (!item) { continue; }
    test(`a value written to ${pointer} of a ${kind} stays and is no drift`, async () => {
      const { object } = item;
      accepted(item, await plane.client.apply(object));
      const written = valueFor(pointer);
      const document = pointer
        .split('/')
        .slice(1)
        .reduceRight<unknown>((inner, key) => ({ [key.replaceAll('~1', '/')]: inner }), written);
      const path = await plane.client.pathOf(object);
      const type = 'application/merge-patch+json';
      accepted(
        item,
        await plane.client.request('PATCH', path, { body: document, type, query: { fieldManager: 'controller' } }),
      );
      const { live, changes } = await reapplied(plane.client, item);
      expect([drift(object, live, !(kind in KINDS)), changes]).toEqual([[], []]);
      expect(at(live, pointer)).toEqual(written);
    });
  }

  test('a Sandbox that something else suspends stays suspended, and the mode is its field', async () => {
    const [item] = suspendedElsewhere(release);
    const [field, value] = item.object.apiVersion.endsWith('v1alpha1')
      ? ['replicas', 0]
      : ['operatingMode', 'Suspended'];
    accepted(item, await plane.client.apply(item.object));
    const path = await plane.client.pathOf(item.object);
    accepted(item, await plane.client.request('PATCH', path, {
      body: { spec: { [field]: value } }, type: 'application/merge-patch+json', query: { fieldManager: 'idle-timer' },
    }));
    const { live, changes } = await reapplied(plane.client, item);
    expect([at(live, `/spec/${field}`), changes]).toEqual([value, []]);
    const owners = live.metadata.managedFields
      .filter(({ fieldsV1 }: { fieldsV1: Fields }) => fieldsV1['f:spec']?.[`f:${field}`] !== undefined)
      .map(({ manager }: { manager: string }) => manager);
    expect(owners).toEqual(['idle-timer']);
  });

  function valueFor(pointer: string): unknown {
    if (pointer.endsWith('caBundle')) {
      return readFileSync(join(plane.plane.directory, 'certificates/apiserver.crt')).toString('base64');
    }
    return pointer.endsWith('replicas') ? 7 : 'written';
  }
}

interface Fields {
  readonly 'f:spec'?: Readonly<Record<string, object>>;
}

/** A Sandbox of which something outside the app has the mode. */
function suspendedElsewhere(release: string): Item[] {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.of(release) });
  const chart = new Chart(app, 'elsewhere', { namespace: 'whole' });
  new Sandbox(chart, 'Elsewhere', { ...POD, operatingMode: OperatingMode.EXTERNAL });
  return itemsOf(app);
}

/** The value at a pointer. */
function at(object: KubeObject, pointer: string): object | undefined {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (value, key) => (value as Record<string, unknown> | undefined)?.[key.replaceAll('~1', '/')],
      object,
    ) as object | undefined;
}
