import { DEFAULT_LABEL_DOMAINS } from '../../../api/controller-names';
import type { GivenObject } from '../../../judge/manifests/context-objects';
import { inObject } from '../../../kubernetes/read-json';
import { BlastArea } from '../../../radius/blast-item';
import { radiusChange, radiusSentences } from '../../../radius/reach/change';
import { bearsOnRadius, ClusterRadius, isRadiusSubject } from '../../../radius/reach/cluster-radius';
import { isFieldOfRadius } from '../../../radius/reach/pod-facts';
import type { Radius } from '../../../radius/reach/reached';
import type { Pair } from '../../change';
import { ManifestSide, nameWithin } from '../../compare/side';
import { Effect, effect } from '../../effect';
import type { Affected } from '../affected';
import type { EffectContext } from '../context';

/**
 * Sandboxes and templates whose code reaches more or less than before.
 *
 * @param told what is told already of whom they reach by their network
 */
export function radiusEffects(pairs: readonly Pair[], context: EffectContext, told: readonly Affected[]): Affected[] {
  const bearing = pairs.filter(({ verb, before, after, fields }) => bearsOnRadius((after ?? before)!.object)
    && (verb !== 'changed' || fields.some(({ path }) => isFieldOfRadius(path))));
  if (bearing.length === 0) { return []; }
  const own = new Set(bearing.map(({ after }) => after));
  const isAlone = bearing.every(({ after, before }) => isRadiusSubject((after ?? before)!.object));
  const olds = new Map(subjectsOf(context.before).map((given) => [keyOf(given), given]));
  const asked = subjectsOf(context.after).flatMap((after) => {
    const before = olds.get(keyOf(after));
    return before && (!isAlone || own.has(after)) ? [{ before, after }] : [];
  });
  if (asked.length === 0) { return []; }
  const [had, has] = [radiusOf(context.before), radiusOf(context.after)];
  const byObject = new Map(told.map(({ after, effects }) => [after, effects]));
  return asked.flatMap(({ before, after }) => {
    const [one, other] = [had.of(before.object), has.of(after.object)];
    const effects = one && other ? differences(one, other, byObject.get(after) ?? []) : [];
    return effects.length > 0 ? [{ before, after, effects }] : [];
  });
}

function subjectsOf(side: ManifestSide): GivenObject[] {
  return ['Sandbox', 'SandboxTemplate'].flatMap((kind) => side.ofKind(kind))
    .filter(({ object }) => isRadiusSubject(object) && typeof inObject(object.metadata).name === 'string');
}

function keyOf({ object }: GivenObject): string {
  return `${object.kind} ${nameWithin(object)}`;
}

function radiusOf({ objects, release }: ManifestSide): ClusterRadius {
  const named = objects.map(({ object }) => object)
    .filter(({ metadata }) => typeof inObject(metadata).name === 'string');
  return new ClusterRadius(named, { release, allowedLabelDomains: DEFAULT_LABEL_DOMAINS });
}

/** What others tell: the runtime has effects of its own, and with whom nodes are shared is no change of the sandbox. */
const ELSEWHERE = ['kernel', 'shared-nodes'];

function differences(before: Radius, after: Radius, told: readonly Effect[]): Effect[] {
  const of = (radius: Radius): Radius => (
    { ...radius, reached: radius.reached.filter(({ fact }) => !ELSEWHERE.includes(fact.is)) }
  );
  const { gained, lost } = radiusChange(of(before), of(after));
  const sentence = (items: typeof gained, rule: 'reach-gained' | 'reach-lost') => {
    const isTold = told.some((each) => each.rule === rule);
    return radiusSentences(items.filter(({ area }) => !isTold || area !== BlastArea.NETWORK)).join('; and ');
  };
  const [more, less] = [sentence(gained, 'reach-gained'), sentence(lost, 'reach-lost')];
  return [
    ...(more ? [effect('radius-gained', { message: `code in it may now ${more}` })] : []),
    ...(less ? [effect('radius-lost', { message: `code in it may no longer ${less}` })] : []),
  ];
}
