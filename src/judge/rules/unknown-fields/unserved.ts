import { Kind, KIND_NAMES, KINDS } from '../../../api/kinds';
import { nearest } from '../../../checks/nearest';
import type { Trouble } from '../../../findings/trouble';
import { apiGroupOf } from '../../../kubernetes/api-group';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { Catalogue } from '../../../release/catalogue';
import type { Release } from '../../../release/release';
import { shown } from '../../schema/violation';

const GROUPS: readonly string[] = [...new Set(Object.values(KINDS).map(({ group }) => group))];

/**
 * Whether an object is of one of our kinds, or is meant to be: with a group of ours, misspelt or left out. Other
 * projects may have a kind of such a name in groups of their own.
 */
export function isMeantAsOurs(apiVersion: string, kind: string): boolean {
  return GROUPS.some((group) => apiVersion === group || apiVersion.startsWith(`${group}/`))
    || (KIND_NAMES.includes(kind as Kind)
      && (!apiVersion.includes('/') || nearest(apiVersion.split('/', 1)[0], GROUPS) !== undefined));
}

/** An object of a kind, group or version that a release does not serve: what to write in its place. */
export function unserved({ apiVersion, kind }: KubeObject, release: Release): Trouble {
  const meant = kindMeant(kind);
  if (meant === undefined) {
    return {
      message: `there is no kind ${shown(kind)} in ${shown(apiVersion)}`,
      remedy: `use ${KIND_NAMES.slice(0, -1).join(', ')} or ${KIND_NAMES[KIND_NAMES.length - 1]}`,
      path: ['kind'],
    };
  }
  if (meant !== kind) {
    return { message: `there is no kind ${shown(kind)}`, remedy: `did you mean '${meant}'?`, path: ['kind'] };
  }
  const { group } = KINDS[meant];
  const served = release.api.versions.filter(({ kinds }) => kinds[meant]).map(({ name }) => `${group}/${name}`);
  if (served.length === 0) {
    const { first, last } = Catalogue.standard().spanOf(({ api }) => api.versions.some(({ kinds }) => kinds[meant]))!;
    return {
      message: `${release.id} does not serve ${kind}`,
      remedy:
        `it came in ${first}; use ` +
        `${last === Catalogue.standard().latest.id ? `${first} or newer` : `${first} to ${last}`}`,
      path: ['kind'],
    };
  }
  return {
    message: fault(apiVersion, meant, release),
    remedy: `write 'apiVersion: ${served.join("' or '")}'`,
    path: ['apiVersion'],
  };
}

/** What is wrong with the group or the version of a kind. */
function fault(apiVersion: string, kind: Kind, { id }: Release): string {
  const { group } = KINDS[kind];
  if (apiVersion === group) { return `${shown(apiVersion)} has no version`; }
  return apiGroupOf(apiVersion) === group
    ? `${id} does not serve ${kind} in ${apiVersion}${span(apiVersion, kind)}`
    : `${kind} is not in ${shown(apiVersion)}: its group is ${group}`;
}

/** The releases that serve a version, if any does. */
function span(apiVersion: string, kind: Kind): string {
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
  const releases = Catalogue.standard().spanOf(({ api }) => (
    api.versions.some(({ name, kinds }) => name === version && kinds[kind])
  ));
  return releases ? `, which ${releases.first} to ${releases.last} serve` : '';
}

/** The kind that a name stands for: in another case, as a plural, as a short name, without its prefix, or misspelt. */
function kindMeant(given: unknown): Kind | undefined {
  if (typeof given !== 'string') { return undefined; }
  const name = given.toLowerCase();
  return KIND_NAMES.find((kind) => [kind.toLowerCase(), KINDS[kind].plural, KINDS[kind].shortName].includes(name))
    ?? KIND_NAMES.find((kind) => kind !== 'Sandbox' && kind.toLowerCase() === `sandbox${name}`)
    ?? nearest(given, KIND_NAMES) as Kind | undefined;
}
