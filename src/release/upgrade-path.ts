import type { Catalogue } from './catalogue';
import type { Release } from './release';
import { compareReleases } from './release-id';

/** The releases that are installed one after another, the running one first. */
export interface UpgradePath {
  readonly releases: readonly Release[];
}

/** Why there is no way from one release to another. */
export interface NoPath {
  readonly reason: string;
}

/**
 * The way from one release to a newer one. The API server refuses a CRD that lacks a version in which objects are
 * stored, so a release that drops a version is reached by way of one that serves both.
 */
export function upgradePath(from: Release, to: Release, catalogue: Catalogue): UpgradePath | NoPath {
  if (from.id === to.id) { return { reason: `${to.id} is there already: nothing is to be done` }; }
  if (compareReleases(to.id, from.id) < 0) {
    return {
      reason: `${to.id} is older than ${from.id}; the steps of a plan from ${to.id} to ${from.id} have their ways back`,
    };
  }
  if (to.knownBad.length > 0) {
    const reasons = to.knownBad.map(({ reason }) => reason).join('; ');
    return { reason: `${to.id} is known to be bad: ${reasons}; go to ${to.knownBad[0].fixedIn} or newer` };
  }
  const good = catalogue.all().filter(({ knownBad }) => knownBad.length === 0);
  const [old, now] = [stored(from), stored(to)];
  if (old === now) { return { releases: [from, to] }; }
  // Conversions are made for objects as the last release of the older API leaves them.
  const last = good.filter((each) => stored(each) === old).at(-1)!;
  const bridge = good.filter((each) => stored(each) === now && serves(each, old)).at(-1);
  const between = [
    ...(lineOf(from) === lineOf(last) ? [] : [last]),
    ...(serves(to, old) || !bridge ? [] : [bridge]),
  ];
  return { releases: [from, ...between, to] };
}

/** The API version in which the release stores objects. */
function stored({ api }: Release): string {
  return api.versions[0].name;
}

function serves({ api }: Release, version: string): boolean {
  return api.versions.some(({ name }) => name === version);
}

/** Major and minor of a release, such as `v0.4`. */
export function lineOf({ id }: Release): string {
  return id.slice(0, id.lastIndexOf('.'));
}
