import type { Affected } from './affected';
import type { EffectContext } from './context';
import { isError } from '../../findings/trouble';
import type { GivenObject } from '../../judge/manifests/context-objects';
import { identityOf } from '../../judge/manifests/object-keys';
import { NamespaceJudging } from '../../judge/manifests/whole/namespaces';
import { isGuard } from '../../judge/rules/namespaces/guards';
import { formatPath } from '../../kubernetes/json-path';
import type { Pair } from '../change';
import { addTo } from '../compare/groups';
import type { ManifestSide } from '../compare/side';
import { Effect, effect } from '../effect';

/** The code of what exceeds a quota: it is about the quota, and others are about the objects. */
const QUOTA = 'ASB406';

/**
 * What namespaces refuse after a change and did not before, by their quotas, limit ranges and Pod Security: a guard
 * got stricter, or objects got larger or more.
 */
export function namespaceEffects(pairs: readonly Pair[], { before, after }: EffectContext): Affected[] {
  if (pairs.length === 0 || !after.objects.some(({ object }) => isGuard(object))) { return []; }
  const found = troublesOf(after);
  if (found.length === 0) { return []; }
  const known = new Set(troublesOf(before).map(({ key }) => key));
  const olds = new Map(before.objects.map((given) => [identityOf(given.object), given]));
  const groups = new Map<GivenObject, Effect[]>();
  for (const { given, key, effect: each } of found) {
    if (!known.has(key)) { addTo(groups, given, each); }
  }
  return [...groups].map(([given, effects]) => {
    const old = olds.get(identityOf(given.object));
    return { ...(old && { before: old }), after: given, effects };
  });
}

interface Found {
  readonly given: GivenObject;
  /** The same for the same trouble on both sides. */
  readonly key: string;
  readonly effect: Effect;
}

function troublesOf({ objects }: ManifestSide): Found[] {
  const judging = new NamespaceJudging(undefined);
  objects.forEach(({ file, source, object }, order) => { judging.visit({ file, order, source }, object); });
  return [...judging.finish()].flatMap(({ where: { order }, located }) => (
    located.filter(({ finding }) => isError(finding)).map(({ finding: { code, message, remedy }, path }) => ({
      given: objects[order],
      key: [identityOf(objects[order].object), code, formatPath(path), message].join(' '),
      effect: effect(code === QUOTA ? 'quota-exceeded' : 'namespace-refuses', {
        message: `${code}: ${message}`, path, ...(remedy !== undefined && { remedy }),
      }),
    }))
  ));
}
