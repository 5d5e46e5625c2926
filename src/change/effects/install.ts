import type { EffectsOf } from './context';
import { controllerIn } from '../../judge/rules/read-other-kinds';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject } from '../../kubernetes/read-json';
import { compareReleases } from '../../release/release-id';
import { Effect, effect } from '../effect';

/** Another release of the controller, and versions that CRDs stop to serve. */
export const installEffects: EffectsOf = ({ verb, before, after }) => {
  if (verb !== 'changed') { return []; }
  if (after!.object.kind === 'CustomResourceDefinition') { return ofVersions(before!.object, after!.object); }
  const [old, now] = [before, after].map((given) => controllerIn(given!.object)?.release);
  return old !== undefined && now !== undefined && old !== now ? ofReleases(old, now) : [];
};

function ofVersions(before: KubeObject, after: KubeObject): Effect[] {
  const served = ({ spec }: KubeObject) => inList(spec, 'versions')
    .filter(({ served: is }) => is !== false).map(({ name }) => String(name));
  const now = served(after);
  return served(before).filter((name) => !now.includes(name)).map((name) => effect('version-removed', {
    message: `version '${name}' of ${String(inObject(after.spec, 'names').kind)} goes: the API server refuses the CRD `
      + "while its 'status.storedVersions' names it, and then all requests in that version",
    remedy: `store all objects anew first, and take '${name}' out of 'status.storedVersions'`,
    path: ['spec', 'versions'],
  }));
}

/** The line of a release: `v0.5` of `v0.5.6`, `v1` of `v1.0.5`. */
function lineOf(release: string): string {
  const [major, minor] = release.split('.');
  return major === 'v0' ? `${major}.${minor}` : major;
}

/** The lines in their order; each is left for the next. */
const LINES = ['v0.1', 'v0.2', 'v0.3', 'v0.4', 'v0.5', 'v1'];

function ofReleases(old: string, now: string): Effect[] {
  const [from, to] = [old, now].map((release) => LINES.indexOf(lineOf(release)));
  if (compareReleases(now, old) < 0) {
    return [effect('release-jump', {
      message: `the controller goes back from ${old} to ${now}`,
      remedy: 'read what objects the older release cannot read before',
    })];
  }
  // The objects of v0.4 are stored in v1alpha1, which v1 does not serve: only v0.5 reads both.
  if (from >= 0 && from <= LINES.indexOf('v0.4') && to === LINES.indexOf('v1')) {
    return [effect('release-jump', {
      message: `${old} stores v1alpha1, which ${now} does not have: the API server refuses its CRDs`,
      remedy: 'go to v0.5.6 first, store all objects anew there, and then go to v1',
    })];
  }
  return [effect('release-changes', { message: `the controller goes from ${old} to ${now}` })];
}
