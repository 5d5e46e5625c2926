import { DEFAULT_LABEL_DOMAINS } from '../../../api/controller-names';
import type { GivenObject } from '../../../judge/manifests/context-objects';
import type { PathSegment } from '../../../kubernetes/json-path';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { hasPods, PodCluster } from '../../../network/reachability/pods';
import { isNetworkPolicy } from '../../../network/reachability/policies';
import { COLUMNS } from '../../../network/report/matrix';
import { groupsOfObjects, isSubject, networkOf } from '../../../network/report/object-groups';
import type { Pair } from '../../change';
import { nameWithin, ManifestSide } from '../../compare/side';
import { Effect, effect } from '../../effect';
import type { Affected } from '../affected';
import type { EffectContext } from '../context';
import { named } from '../pod-changes';

/** Sandboxes and templates that may reach, or be reached by, more or less than before. */
export function reachEffects(
  pairs: readonly Pair[],
  context: EffectContext,
): Affected[] {
  const bearing = pairs.filter(bearsOnReach);
  if (bearing.length === 0) { return []; }
  // Policies, namespaces and templates bear on all; another object on itself.
  const isAlone = bearing.every(({ after, before }) => (after ?? before)!.object.kind === 'Sandbox');
  const olds = new Map(subjectsOf(context.before).map((given) => [keyOf(given), given]));
  const asked = subjectsOf(context.after).flatMap((after) => {
    const before = olds.get(keyOf(after));
    return before && (!isAlone || context.isChanged(after)) ? [{ before, after }] : [];
  });
  if (asked.length === 0) { return []; }
  const [had, has] = [
    reachOf(context.before, asked.map(({ before }) => before)), reachOf(context.after, asked.map(({ after }) => after)),
  ];
  return asked.flatMap(({ before, after }, index) => {
    const effects = differences(had[index], has[index]);
    return effects.length > 0 ? [{ before, after, effects }] : [];
  });
}

function subjectsOf(side: ManifestSide): GivenObject[] {
  return ['Sandbox', 'SandboxTemplate'].flatMap((kind) => side.ofKind(kind)).filter(({ object }) => isSubject(object));
}

function keyOf({ object }: GivenObject): string {
  return `${object.kind} ${nameWithin(object)}`;
}

/** Fields of a Sandbox or a template by which policies tell its pods apart, or that make its own policy. */
const OF_NETWORK: ReadonlySet<PathSegment> = new Set([
  'metadata', 'hostNetwork', 'ports', 'networkPolicy', 'networkPolicyManagement',
]);

/** Whether others are reached otherwise, or the object itself is. One that comes or goes has no other side. */
function bearsOnReach({ verb, before, after, fields }: Pair): boolean {
  const { object } = (after ?? before)!;
  if (!isSubject(object)) { return bearsOnNetwork(object); }
  return verb === 'changed' && fields.some(({ path }) => path.some((segment) => OF_NETWORK.has(segment)));
}

function bearsOnNetwork(object: KubeObject): boolean {
  return isSubject(object) || object.kind === 'Namespace' || isNetworkPolicy(object);
}

/** What a subject may reach, by name: the answers of the columns of a report, and the peers that policies name. */
type Reach = ReadonlyMap<string, string>;

function reachOf(side: ManifestSide, subjects: readonly GivenObject[]): Reach[] {
  const cluster: PodCluster = { release: side.release, allowedLabelDomains: DEFAULT_LABEL_DOMAINS };
  const objects = side.objects.map(({ object }) => object)
    .filter((object) => bearsOnNetwork(object) || hasPods(object.kind));
  const network = networkOf(objects, cluster);
  return subjects.map(({ object }) => {
    const [{ cells, named: peers }] = groupsOfObjects([object], network, cluster, true);
    return new Map([
      ...COLUMNS.map(({ title }, index): [string, string] => [title, cells[index]]),
      ...peers.map(({ text, allowed }): [string, string] => [text, allowed === true ? 'yes' : '?']),
    ]);
  });
}

/** Answers from nothing to everything. */
const ORDER = ['no', '?', 'some', 'yes'];

function differences(had: Reach, has: Reach): Effect[] {
  const changed = [...new Set([...had.keys(), ...has.keys()])].map((target) => {
    const [before, after] = [had, has].map((reach) => ORDER.indexOf(reach.get(target) ?? 'no'));
    return { text: `${target}${ORDER[after] === '?' ? ' (not known)' : ''}`, by: after - before };
  });
  const gained = named(changed.filter(({ by }) => by > 0).map(({ text }) => text));
  const lost = named(changed.filter(({ by }) => by < 0).map(({ text }) => text));
  return [
    ...(gained ? [effect('reach-gained', { message: `its pods may reach, or be reached by, more: ${gained}` })] : []),
    ...(lost ? [effect('reach-lost', { message: `its pods may reach, or be reached by, less: ${lost}` })] : []),
  ];
}
