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

function ofReleases(old: string, now: string): Effect[] {
  if (compareReleases(now, old) < 0) {
    return [effect('release-jump', {
      message: `the controller goes back from ${old} to ${now}`,
      remedy: 'read what objects the older release cannot read before',
    })];
  }
  // Up to v0.4 objects are stored in v1alpha1, which v1 does not serve: only v0.5 reads both.
  if (/^v0\.[0-4]\./.test(old) && now.startsWith('v1.')) {
    return [effect('release-jump', {
      message: `${old} stores v1alpha1, which ${now} does not have: the API server refuses its CRDs`,
      remedy: 'go to v0.5.6 first, store all objects anew there, and then go to v1',
    })];
  }
  return [effect('release-changes', { message: `the controller goes from ${old} to ${now}` })];
}
