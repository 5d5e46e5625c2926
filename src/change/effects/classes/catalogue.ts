import { catalogueIn, ReadEntry } from '../../../api/class-catalogue';
import type { GivenObject } from '../../../judge/manifests/context-objects';
import { poolNameIn } from '../../../judge/rules/claim-resolution';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { inObject } from '../../../kubernetes/read-json';
import { Effect, effect } from '../../effect';
import { counted, EffectContext, EffectsOf } from '../context';

/** Claims that are named. */
const MOST_NAMED = 5;

/** What becomes of programs that claim from size classes, when a catalogue of them goes or changes. */
export const catalogueEffects: EffectsOf = ({ verb, before, after }, context) => {
  const old = before && catalogueIn(before.object)?.classes;
  if (!old) { return []; }
  // The catalogues of the namespace together: a class may move from one to another.
  const now = context.after.ofKind('ConfigMap')
    .filter(({ object }) => object.metadata.namespace === before.object.metadata.namespace)
    .flatMap(({ object }) => catalogueIn(object)?.classes ?? []);
  const pools = new Set(now.map(({ pool }) => pool));
  return [
    ...old.filter(({ pool }) => !pools.has(pool)).flatMap((entry) => ofRemoved(entry, now, before, context)),
    ...verb === 'deleted' || !after ? [] : ofDeprecated(old, now),
  ];
};

function ofRemoved(
  entry: ReadEntry,
  now: readonly ReadEntry[],
  { object: { metadata: { namespace } } }: GivenObject,
  { after }: EffectContext,
): Effect[] {
  const { name, pool, deprecated } = entry;
  const other = now.find((each) => each.name === name);
  const what = other
    ? `class '${name}' has pool '${other.pool}' in place of '${pool}'`
    : `class '${name}' with pool '${pool}' goes`;
  const claims = after.ofKind('SandboxClaim')
    .filter(({ object }) => object.metadata.namespace === namespace && isOf(object, entry))
    .map(({ object }) => object.metadata.name);
  const path = ['data'];
  if (claims.length > 0) {
    return [effect('class-removed', {
      message: `${what}, and ${counted(claims.length, 'claim')} ${claims.length === 1 ? 'names' : 'name'} it still: `
        + listed(claims),
      remedy: 'keep the class and its pool, deprecated and with no replicas if need be, until the claims have gone',
      path,
    })];
  }
  return deprecated
    ? [effect('class-ended', {
      message: `${what}: it was deprecated, and no claim that is known names it; programs that were not built since do`,
      path,
    })]
    : [effect('class-dropped', {
      message: `${what}, which was not deprecated before: programs that are built with it do not compile any more, and `
        + 'those that run claim from a pool that is gone',
      remedy: "keep it with 'deprecated' until all programs are built anew; --live finds claims that exist",
      path,
    })];
}

/** Whether a claim is of a class: it names its pool, or before v0.5.0 its template. */
function isOf({ spec }: KubeObject, { pool, template }: ReadEntry): boolean {
  const named = poolNameIn(spec);
  return named === pool
    || named === undefined && template !== undefined && inObject(spec, 'sandboxTemplateRef').name === template;
}

function ofDeprecated(old: readonly ReadEntry[], now: readonly ReadEntry[]): Effect[] {
  const known = new Map(old.map((each) => [each.name, each.deprecated]));
  return now.filter(({ name, deprecated }) => deprecated && known.has(name) && !known.get(name)).map(
    ({ name, deprecated }) => effect('class-deprecated', {
      message: `class '${name}' is deprecated: programs are told when they are built anew`
        + (deprecated!.instead === undefined ? '' : `, to claim from '${deprecated!.instead}'`),
      path: ['data'],
    }),
  );
}

function listed(names: readonly string[]): string {
  const rest = names.length - MOST_NAMED;
  const shown = names.slice(0, MOST_NAMED).map((name) => `'${name}'`).join(', ');
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}
