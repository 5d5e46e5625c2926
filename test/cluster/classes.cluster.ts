/** Size classes under upstream's controllers: programs claim by the names of the catalogue. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { apply, conditionOf, Controlled, installOf, NAMESPACE, ofKind, printed } from './controlled';
import type { Item } from './items';
import { aControlPlane, describeCluster } from './plane';
import { releaseOf } from './releases';
import { IsolatedRuntime, SandboxClasses, SandboxClassesProps, SandboxClassLanguage } from '../../src';
import type { CatalogueEntry } from '../../src/api/class-catalogue';
import { KINDS } from '../../src/api/kinds';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { writtenVersion } from '../../src/release/features';
import { controllers } from '../support/controllers';
import { directories } from '../support/directories';

interface PodSpec {
  readonly runtimeClassName: string;
  readonly containers: ReadonlyArray<{ image: string; resources: { limits: Record<string, string> } }>;
}

const IMAGES: Readonly<Record<string, string>> = {
  node: 'registry.example.com/node:24', python: 'registry.example.com/python:3.14',
};

for (const controller of controllers()) {
  const { release, path } = controller;
  (path ? describeCluster : describe.skip)(`size classes under ${release}`, () => {
    const install = installOf(release);
    const plane = aControlPlane({ prepare: (client) => apply(client, install) });
    const directory = directories();
    let controlled: Controlled;
    let items: Item[];
    let catalogue: CatalogueEntry[];

    beforeAll(async () => {
      controlled = new Controlled(plane);
      await controlled.run(controller, install);
    });
    afterAll(async () => { await controlled?.stop(); });

    /** Applies classes, and reads the catalogue that programs get. */
    async function platform(props: Partial<SandboxClassesProps> = {}): Promise<void> {
      const target = directory();
      items = printed(release, (chart: Chart) => {
        new SandboxClasses(chart, 'Classes', {
          sizes: {
            small: { cpu: kplus.Cpu.millis(500), memory: Size.gibibytes(1) },
            large: { cpu: kplus.Cpu.units(2), memory: Size.gibibytes(4) },
          },
          runtimes: { gvisor: IsolatedRuntime.gvisor(chart, 'Gvisor') },
          images: Object.fromEntries(Object.entries(IMAGES).map(([name, image]) => [name, { container: { image } }])),
          rules: [{ replicas: 1 }],
          prefix: 'team-',
          ...props,
        }).writeClients({ directory: target, languages: [SandboxClassLanguage.JSON] });
      });
      await apply(controlled.client, items);
      catalogue = JSON.parse(readFileSync(join(target, 'sandbox-classes.json'), 'utf8')).classes;
    }

    /** A claim as a program makes it, which knows nothing but the catalogue. */
    function claimOf({ name, pool, template }: Pick<CatalogueEntry, 'name' | 'pool' | 'template'>): KubeObject {
      const version = writtenVersion(releaseOf(release));
      return {
        apiVersion: `${KINDS.SandboxClaim.group}/${version}`,
        kind: 'SandboxClaim',
        metadata: { name: `of-${name}`, namespace: NAMESPACE },
        spec: version === 'v1alpha1'
          ? { sandboxTemplateRef: { name: template }, warmpool: pool }
          : { warmPoolRef: { name: pool } },
      };
    }

    const claim = async (object: KubeObject) => {
      await apply(controlled.client, [{ path: 'a program', object }]);
      return object;
    };

    test('a claim of each class gets a sandbox of its size, runtime and image', async () => {
      await platform();
      expect(catalogue.map(({ name }) => name)).toEqual([
        'large-gvisor-node', 'large-gvisor-python', 'small-gvisor-node', 'small-gvisor-python',
      ]);
      for (const { pool } of catalogue) {
        await controlled.until(`pool ${pool} to be full`, async () => (
          (await controlled.read(ofKind(items, 'SandboxWarmPool', pool)))?.status?.readyReplicas === 1
        ));
      }
      for (const entry of catalogue) {
        const { status } = await controlled.ready(await claim(claimOf(entry)));
        const { name } = (status as unknown as { sandbox: { name: string } }).sandbox;
        // It waited in the pool of the class.
        expect(name.startsWith(`${entry.pool}-`)).toBe(true);
        const { spec } = await controlled.get('Pod', name) as unknown as { spec: PodSpec };
        expect([spec.runtimeClassName, spec.containers[0].image, spec.containers[0].resources.limits]).toEqual([
          'gvisor', IMAGES[entry.image], { cpu: entry.cpu, memory: entry.memory },
        ]);
      }
    });

    test('a program reads the catalogue at its start', async () => {
      const map = await controlled.get('ConfigMap', 'sandbox-classes') as unknown as { data: Record<string, string> };
      expect(JSON.parse(map.data['classes.json']).classes).toEqual(catalogue);
    });

    test('a claim of a class that was removed waits, and one that has its sandbox keeps it', async () => {
      const [gone] = catalogue.filter(({ name }) => name === 'small-gvisor-node');
      const before = items;
      await platform({ excluding: [{ sizes: ['small'], images: ['node'] }] });
      expect(catalogue.map(({ name }) => name)).not.toContain(gone.name);
      const kept = new Set(items.map(({ object: { kind, metadata } }) => `${kind} ${metadata.name}`));
      const removed = before.map(({ object }) => object)
        .filter(({ kind, metadata }) => !kept.has(`${kind} ${metadata.name}`));
      expect(removed.map(({ kind }) => kind).sort()).toEqual(['SandboxTemplate', 'SandboxWarmPool']);
      for (const object of removed) { await controlled.client.delete(object); }
      for (const object of removed) {
        await controlled.until('it to be gone', async () => (await controlled.read(object)) === undefined);
      }
      const late = await claim({ ...claimOf(gone), metadata: { name: 'late', namespace: NAMESPACE } });
      // A claim of a class that is there is served after it, so that the controller has seen both.
      await controlled.ready(await claim({
        ...claimOf(catalogue[0]), metadata: { name: 'later', namespace: NAMESPACE },
      }));
      expect(conditionOf(await controlled.read(late), 'Ready')?.status).not.toBe('True');
      expect(conditionOf(await controlled.read(claimOf(gone)), 'Ready')?.status).toBe('True');
    });
  });
}
