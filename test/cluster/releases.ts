/** The releases and profiles that are tested on a control plane, and their installation. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, Item } from './items';
import { AgentSandboxProfile } from '../../src';
import { releaseAssets } from '../../src/install/assets';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import type { Client } from '../../src/rehearsal/cluster/client';
import { until } from '../../src/rehearsal/cluster/until';
import { Catalogue } from '../../src/release/catalogue';
import { parseManifest } from '../support/upstream';

/** The newest release of each line, as in `dist/`. */
export const RELEASES = ['v0.4.6', 'v0.5.6', 'v1.0.5'] as const;

export const PROFILES = ['hardened', 'upstream'] as const;

const DIST = join(__dirname, '../../dist');

export function releaseOf(id: string) {
  return Catalogue.standard().get(id);
}

/** The manifests of a release: the hardened ones of `dist/`, or the same in upstream's profile. */
export function assetsOf(release: string, profile: typeof PROFILES[number]): Item[][] {
  const rendered = releaseAssets(releaseOf(release), { profile: AgentSandboxProfile.UPSTREAM }, Catalogue.standard());
  return rendered.map(({ name, objects }) => {
    const path = profile === 'hardened' ? `dist/${release}/${name}` : `${release}/${name} in the profile upstream`;
    const printed = profile === 'hardened' ? parseManifest(readFileSync(join(DIST, release, name), 'utf8')) : objects;
    return printed.map((object) => ({ path, object }));
  });
}

/** All objects of a release: the CRDs of all kinds and the controller. */
export function everythingOf(release: string, profile: typeof PROFILES[number] = 'hardened'): Item[] {
  return assetsOf(release, profile).at(-1)!;
}

/** Applies objects in their order. */
export async function install(client: Client, items: readonly Item[]): Promise<void> {
  for (const item of items) { accepted(item, await client.apply(item.object)); }
  await established(client, items.map(({ object }) => object));
}

/** Waits for CRDs to be served. */
export async function established(client: Client, objects: readonly KubeObject[]): Promise<void> {
  for (const object of objects.filter(({ kind }) => kind === 'CustomResourceDefinition')) {
    await until(`${object.metadata.name} to be established`, async () => {
      const { body } = await client.read(object);
      if (
        !body.status.conditions?.some(
          ({ type, status }: { type: string; status: string }) => type === 'Established' && status === 'True',
        )
      ) {
        return false;
      }
      const { group, names, versions } = body.spec;
      const served = versions.filter((version: { served: boolean }) => version.served);
      for (const { name } of served) {
        // The condition is set shortly before the server serves the kind.
        const { body: { resources = [] } } = await client.get(`/apis/${group}/${name}`);
        if (!resources.some((resource: { name: string }) => resource.name === names.plural)) { return false; }
        if ((await client.get(`/apis/${group}/${name}/${names.plural}`)).status === 404) { return false; }
      }
      return true;
    });
  }
}
