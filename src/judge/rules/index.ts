import { absentReferences } from './absent-references';
import { endlessPod, refusedEnv, refusedMetadata, refusedVolumes } from './claims';
import { coldStart, envFromPool, shadowPool } from './claims-of-pools';
import { claimOfDeprecated, claimOfNoClass } from './classes/claims';
import { derivedNames } from './derived-names';
import { idleChanges } from './idle-changes';
import { endlessClaim } from './lifetime/endless-claim';
import { failedPod } from './lifetime/failed-pod';
import { Located, located } from './located';
import { nameResolution } from './name-resolution';
import { impossibleNames } from './names/impossible-names';
import { noEffect } from './no-effect';
import { podValues } from './pod-values';
import { droppedFields } from './pods/dropped-fields';
import { keptOnSpotNodes } from './pods/kept-on-spot';
import { otherRegistry } from './pods/other-registry';
import { givenPriority, priorityClass } from './pods/priority';
import { secretLiterals } from './pods/secret-literals';
import { oddAmounts, unusableValues } from './pods/unusable-values';
import { unverifiedTls } from './pods/unverified-tls';
import { poolReplicas } from './pool-replicas';
import { gatedPods } from './pools/gated-pods';
import { poolReadiness } from './pools/readiness';
import { waitingPods } from './pools/waiting-pods';
import { otherNamespace } from './references/other-namespace';
import { reservedAnnotations, reservedLabels } from './reserved-keys';
import { rootAsNonRoot } from './root-as-non-root';
import { Rule, RuleContext } from './rule';
import { ISOLATION_RULES } from './runtimes/isolation';
import { runtimeClass } from './runtimes/runtime-class';
import { judgeBySchema } from './schema';
import { judgeBySchemaRules } from './schema-rules';
import { servicePorts } from './service-ports';
import { templatePolicy } from './template-policy';
import { timeAsList } from './time-as-list';
import { unmountedVolumes, volumeClaims } from './volume-claims';
import { lostAtEnd } from './volumes/lost-at-end';
import { lostBySuspending } from './volumes/lost-by-suspending';
import { lostSources } from './volumes/lost-source';
import { pooledSnapshots } from './volumes/pooled-snapshots';
import { volumeGroup } from './volumes/volume-group';
import { Kind, KIND_NAMES } from '../../api/kinds';
import { Finding, FindingSeverity } from '../../findings/finding';
import { Trouble } from '../../findings/trouble';
import { formatPath } from '../../kubernetes/json-path';
import type { KubeObject } from '../../kubernetes/kube-object';

export { nameOfObject } from '../../kubernetes/object-name';
export type { Rule, RuleContext } from './rule';
export type { CodedTrouble } from '../../findings/trouble';

/** The rules about what the controller makes of objects, and those about isolation, in the order of their codes. */
export const RULES: readonly Rule[] = [
  reservedLabels,
  reservedAnnotations,
  derivedNames,
  coldStart,
  refusedEnv,
  refusedMetadata,
  refusedVolumes,
  endlessPod,
  podValues,
  poolReplicas,
  absentReferences,
  servicePorts,
  runtimeClass,
  nameResolution,
  timeAsList,
  idleChanges,
  noEffect,
  volumeClaims,
  unmountedVolumes,
  shadowPool,
  envFromPool,
  rootAsNonRoot,
  volumeGroup,
  waitingPods,
  poolReadiness,
  gatedPods,
  lostBySuspending,
  lostAtEnd,
  endlessClaim,
  failedPod,
  secretLiterals,
  priorityClass,
  givenPriority,
  otherNamespace,
  droppedFields,
  oddAmounts,
  unusableValues,
  templatePolicy,
  impossibleNames,
  lostSources,
  ...ISOLATION_RULES,
  otherRegistry,
  unverifiedTls,
  keptOnSpotNodes,
  claimOfDeprecated,
  claimOfNoClass,
  pooledSnapshots,
];

type RulesByKind = Readonly<Record<Kind, readonly Rule[]>>;

const byKind = (rules: readonly Rule[]) => Object.fromEntries(
  KIND_NAMES.map((kind) => [kind, rules.filter(({ kinds }) => kinds.includes(kind))]),
) as unknown as RulesByKind;

const BY_KIND = byKind(RULES);
const ERRORS_BY_KIND = byKind(RULES.filter(({ severity }) => severity === FindingSeverity.ERROR));

/**
 * All that is wrong with an object of one of our kinds: by the schema of its release, and if that accepts it, by what
 * the controller makes of it.
 */
export function judge(object: KubeObject, context: RuleContext): Finding[] {
  return judgeInPlace(object, context).map(({ finding }) => finding);
}

/** The same, with places. The object may be of any form. */
export function judgeInPlace(object: KubeObject, context: RuleContext): Located[] {
  return judgeBy(BY_KIND, object, context);
}

/** Only what is an error: rules that warn are not asked. */
export function errorsInPlace(object: KubeObject, context: RuleContext): Located[] {
  return judgeBy(ERRORS_BY_KIND, object, context);
}

function judgeBy(rulesByKind: RulesByKind, object: KubeObject, context: RuleContext): Located[] {
  const { unknown, refused, isRefused } = judgeBySchema(object, context);
  const found: Located[] = [];
  add(found, object, 'ASB101', FindingSeverity.ERROR, unknown);
  add(found, object, 'ASB102', FindingSeverity.ERROR, refused);
  if (isRefused) { return found; }
  const broken = judgeBySchemaRules(object, context);
  add(found, object, 'ASB103', FindingSeverity.ERROR, broken);
  if (broken.length > 0) { return found; }
  const rules = rulesByKind[object.kind as Kind];
  for (let index = 0; index < rules.length; index++) {
    const { code, severity, check } = rules[index];
    const troubles = check(object, context);
    if (troubles.length > 0) { add(found, object, code, severity, withoutUnknown(troubles, unknown)); }
  }
  for (const { code, severity, ...trouble } of context.refusedByPolicies?.(object) ?? []) {
    add(found, object, code, severity, [trouble]);
  }
  return found;
}

function add(
  found: Located[],
  object: KubeObject,
  code: string,
  severity: FindingSeverity,
  troubles: readonly Trouble[],
): void {
  for (const trouble of troubles) { found.push(located(code, severity, trouble, object)); }
}

/**
 * Without what is told already: that a field is unknown. A required field that is missing beside it, or one of several
 * of which an object has none, is most likely that one, misspelt.
 */
function withoutUnknown(troubles: readonly Trouble[], unknown: readonly Trouble[]): readonly Trouble[] {
  if (unknown.length === 0) { return troubles; }
  const parentOf = ({ path = [] }: Trouble) => formatPath(path.slice(0, -1));
  const parents = new Set(unknown.map(parentOf));
  const fields = new Set(unknown.map(({ path = [] }) => formatPath(path)));
  return troubles.filter((trouble) => {
    const { path = [], isEmpty, isMissing } = trouble;
    if (isEmpty) { return !parents.has(formatPath(path)); }
    return isMissing ? !parents.has(parentOf(trouble)) : path.length === 0 || !fields.has(formatPath(path));
  });
}
