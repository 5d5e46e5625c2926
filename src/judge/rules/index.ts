import { idleChanges } from './idle-changes';
import { coldStart, endlessPod, refusedEnv, refusedMetadata, refusedVolumes } from './claims';
import { countOfTwo } from './pool-replicas';
import { ISOLATION_RULES } from './isolation';
import { nameResolution } from './name-resolution';
import { derivedNames } from './derived-names';
import { withoutEffect } from './no-effect';
import { nameOfObject } from '../../kubernetes/object-name';
import { podShape } from './pod-shape';
import { absentReferences } from './absent-references';
import { reservedKeys } from './reserved-keys';
import { Rule, Trouble, World } from './rule';
import { runtimeClass } from './runtime-class';
import { judgeBySchema } from './schema';
import { judgeBySchemaRules } from './schema-rules';
import { servicePorts } from './service-ports';
import { undecodable } from './time-as-list';
import { unmountedClaims, volumeClaims } from './volume-claims';
import { Kind, KIND_NAMES } from '../../api/kinds';
import { Finding, FindingSeverity } from '../../findings/finding';
import type { KubeObject } from '../../kubernetes/kube-object';
import type { PathSegment } from '../schema';

export { nameOfObject } from '../../kubernetes/object-name';
export type { CodedTrouble, Rule, World } from './rule';

/** The rules about what the controller makes of objects, and those about isolation, in the order of their codes. */
export const RULES: readonly Rule[] = [
  reservedKeys, derivedNames, coldStart, refusedEnv, refusedMetadata, refusedVolumes, endlessPod, podShape, countOfTwo,
  absentReferences, servicePorts, runtimeClass, nameResolution, undecodable, idleChanges, withoutEffect, volumeClaims,
  unmountedClaims, ...ISOLATION_RULES,
];

const BY_KIND = Object.fromEntries(KIND_NAMES.map((kind) => [kind, RULES.filter(({ kinds }) => kinds.includes(kind))])) as Record<Kind, Rule[]>;

/** A finding about an object, and where in it. */
export interface Located {
  readonly finding: Finding;
  /** Empty when it is about the object as a whole. */
  readonly at: readonly PathSegment[];
  /** The RuntimeClass for want of which it was found. */
  readonly wants?: string;
}

const NONE: Located[] = [];
const EVERYWHERE: readonly PathSegment[] = [];

/**
 * All that is wrong with an object of one of our kinds: by the schema of its release, and if that accepts it, by what the
 * controller makes of it.
 */
export function judge(object: KubeObject, world: World): Finding[] {
  return judgeInPlace(object, world).map(({ finding }) => finding);
}

/** The same, with places. The object may be of any form. */
export function judgeInPlace(object: KubeObject, world: World): Located[] {
  const { unknown, refused } = judgeBySchema(object, world);
  let found = NONE;
  const add = (code: string, severity: FindingSeverity, troubles: readonly Trouble[]) => {
    if (troubles.length === 0) { return; }
    found = [...found, ...troubles.map((trouble) => located(code, severity, trouble, object))];
  };
  add('ASB101', FindingSeverity.ERROR, unknown);
  add('ASB102', FindingSeverity.ERROR, refused);
  if (refused.length > 0) { return found; }
  const broken = judgeBySchemaRules(object, world);
  add('ASB103', FindingSeverity.ERROR, broken);
  if (broken.length > 0) { return found; }
  for (const { code, severity, check } of BY_KIND[object.kind as Kind]) { add(code, severity, check(object, world)); }
  for (const { code, severity, ...trouble } of world.refusedByPolicies?.(object) ?? []) { add(code, severity, [trouble]); }
  return found;
}

/** A trouble as a finding about an object. */
export function located(code: string, severity: FindingSeverity, { at = EVERYWHERE, wants, ...trouble }: Trouble, object: KubeObject): Located {
  return { finding: { code, severity, ...trouble, object: nameOfObject(object) }, at, ...(wants !== undefined && { wants }) };
}
