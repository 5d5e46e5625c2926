import { FindingSeverity } from '../../../findings/finding';
import type { Trouble } from '../../../findings/trouble';
import { GATES, minorOf, NEWEST_GATES } from '../../../kubernetes/feature-gates';
import { formatPath, PathSegment } from '../../../kubernetes/json-path';
import { SANDBOX_POD_TEMPLATE } from '../../../kubernetes/pod-templates';
import { inList, inObject, Loose } from '../../../kubernetes/read-json';
import { DroppedField, droppedFromClaim, droppedFromPod } from '../../values';
import { NOTHING, Rule } from '../rule';

/** Fields that the API server drops from the pod or the volume claims of a sandbox, as their feature gate is off. */
export const droppedFields: Rule = {
  code: 'ASB260',
  severity: FindingSeverity.WARNING,
  kinds: ['Sandbox', 'SandboxTemplate', 'SandboxClaim'],
  check: ({ kind, spec }, { kubernetes }) => {
    const minor = minorOf(kubernetes);
    const ofClaims = droppedFromTemplates(spec, ['spec'], minor);
    if (kind === 'SandboxClaim') { return ofClaims; }
    const ofPod = droppedTroubles(droppedFromPod(inObject(spec, 'podTemplate'), minor), SANDBOX_POD_TEMPLATE, minor);
    return ofClaims.length === 0 ? ofPod : [...ofPod, ...ofClaims];
  },
};

/** Those of the claim templates of a spec, which is at a path. */
export function droppedFromTemplates(spec: unknown, path: readonly PathSegment[], minor: number): Trouble[] {
  const templates = inList(spec, 'volumeClaimTemplates');
  if (templates.length === 0) { return NOTHING; }
  const troubles = templates.flatMap((template: Loose, index) => (
    droppedTroubles(
      droppedFromClaim(inObject(template.spec), minor), [...path, 'volumeClaimTemplates', index, 'spec'], minor,
    )
  ));
  return troubles.length === 0 ? NOTHING : troubles;
}

/** Fields that are dropped of what is at a path. */
export function droppedTroubles(
  fields: readonly DroppedField[],
  holder: readonly PathSegment[],
  minor: number,
): Trouble[] {
  return fields.length === 0 ? NOTHING : fields.map((field) => droppedTrouble(field, holder, minor));
}

function droppedTrouble({ path: below, gated }: DroppedField, holder: readonly PathSegment[], minor: number): Trouble {
  const { gate, drops } = gated;
  const since: number | undefined = GATES[gate];
  const path = [...holder, ...below];
  const lost = drops === 'holder' ? `'${String(below[below.length - 2])}'` : 'the field';
  if (since === undefined) {
    const judged = minor === 0 ? `no Kubernetes to 1.${NEWEST_GATES} keeps` : `Kubernetes 1.${minor} does not keep`;
    return {
      message: `${formatPath(path)}: ${judged} ${lost}: its feature gate ${gate} is off by default`,
      remedy: `remove it, or acknowledge ASB260 where ${gate} is on in the cluster`,
      remedyInFile: `remove it, unless ${gate} is on in the cluster`,
      path,
    };
  }
  const on = `is on by default from Kubernetes 1.${since} on`;
  return {
    message: `${formatPath(path)}: Kubernetes 1.${minor} drops ${lost}: its feature gate ${gate} ${on}`,
    remedy: `remove it, run Kubernetes 1.${since}, or acknowledge ASB260 where ${gate} is on in the cluster`,
    remedyInFile: `remove it or run Kubernetes 1.${since}, unless ${gate} is on in the cluster`,
    path,
  };
}
