import { coldStart, endlessPod, refusedEnv, refusedMetadata, refusedVolumes } from './claims';
import { derivedNames } from './names';
import { podShape } from './pod-shape';
import { reservedKeys } from './reserved-keys';
import { Rule, Trouble, World } from './rule';
import { judgeBySchema } from './schema';
import { servicePorts } from './service-ports';
import { Kind, KIND_NAMES } from '../../api/kinds';
import { Finding, FindingSeverity } from '../../findings/finding';
import type { KubeObject } from '../../release/objects/kube-object';

export type { Rule, World } from './rule';

/** The rules about what the controller makes of objects, in the order of their codes. */
export const RULES: readonly Rule[] = [
  reservedKeys, derivedNames, coldStart, refusedEnv, refusedMetadata, refusedVolumes, endlessPod, podShape, servicePorts,
];

const BY_KIND = Object.fromEntries(KIND_NAMES.map((kind) => [kind, RULES.filter(({ kinds }) => kinds.includes(kind))])) as Record<Kind, Rule[]>;

/**
 * All that is wrong with an object of one of our kinds: by the schema of its release, and if that accepts it, by what the
 * controller makes of it.
 */
export function judge(object: KubeObject, world: World): Finding[] {
  const { unknown, refused } = judgeBySchema(object, world);
  const findings = [...unknown.map((trouble) => finding('ASB101', FindingSeverity.ERROR, trouble, object)), ...refused.map((trouble) => finding('ASB102', FindingSeverity.ERROR, trouble, object))];
  if (refused.length > 0) { return findings; }
  for (const { code, severity, check } of BY_KIND[object.kind as Kind]) {
    for (const trouble of check(object, world)) { findings.push(finding(code, severity, trouble, object)); }
  }
  return findings;
}

function finding(code: string, severity: FindingSeverity, trouble: Trouble, { kind, metadata: { name, namespace } }: KubeObject): Finding {
  return { code, severity, ...trouble, object: `${kind} ${namespace ? `${namespace}/` : ''}${name}` };
}
