import { coldStart, endlessPod, refusedEnv, refusedMetadata, refusedVolumes } from './claims';
import { derivedNames } from './names';
import { podShape } from './pod-shape';
import { absentReferences } from './references';
import { reservedKeys } from './reserved-keys';
import { inObject, Rule, Trouble, World } from './rule';
import { judgeBySchema } from './schema';
import { servicePorts } from './service-ports';
import { Kind, KIND_NAMES } from '../../api/kinds';
import { Finding, FindingSeverity } from '../../findings/finding';
import type { KubeObject } from '../../release/objects/kube-object';
import type { PathSegment } from '../structural';

export type { Rule, World } from './rule';

/** The rules about what the controller makes of objects, in the order of their codes. */
export const RULES: readonly Rule[] = [
  reservedKeys, derivedNames, coldStart, refusedEnv, refusedMetadata, refusedVolumes, endlessPod, podShape,
  absentReferences, servicePorts,
];

const BY_KIND = Object.fromEntries(KIND_NAMES.map((kind) => [kind, RULES.filter(({ kinds }) => kinds.includes(kind))])) as Record<Kind, Rule[]>;

/** A finding about an object, and where in it. */
export interface Located {
  readonly finding: Finding;
  /** Empty when it is about the object as a whole. */
  readonly at: readonly PathSegment[];
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
  for (const { code, severity, check } of BY_KIND[object.kind as Kind]) { add(code, severity, check(object, world)); }
  return found;
}

function located(code: string, severity: FindingSeverity, { at = EVERYWHERE, ...trouble }: Trouble, object: KubeObject): Located {
  return { finding: { code, severity, ...trouble, object: nameOfObject(object) }, at };
}

/** `SandboxClaim research/nightly`, of an object of any form. */
export function nameOfObject({ kind, metadata }: KubeObject): string {
  const { name, namespace, generateName } = inObject(metadata);
  const named = isGiven(name) ? textOf(name) : (isGiven(generateName) ? `${textOf(generateName)}...` : 'without a name');
  return `${kind} ${isGiven(namespace) ? `${textOf(namespace)}/` : ''}${named}`;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function textOf(value: unknown): string {
  return typeof value === 'object' ? '?' : String(value);
}
