/** The releases and profiles that are tested on a control plane, and their installation. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, Item } from './items';
import { AgentSandboxProfile } from '../../src';
import { releaseAssets } from '../../src/install/assets';
import { established } from '../../src/rehearsal/apply-objects';
import type { Client } from '../../src/rehearsal/cluster/client';
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
