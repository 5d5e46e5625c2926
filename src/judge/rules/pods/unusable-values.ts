import { FindingSeverity } from '../../../findings/finding';
import type { Trouble } from '../../../findings/trouble';
import { formatPath, PathSegment } from '../../../kubernetes/json-path';
import { SANDBOX_POD_TEMPLATE } from '../../../kubernetes/pod-templates';
import { inList, inObject, Loose } from '../../../kubernetes/read-json';
import { PartAnswers } from '../../schema';
import { unusableInClaim, unusableInPod } from '../../values/unusable';
import type { UnusableValue } from '../../values/unusable/value';
import { NOTHING, Rule } from '../rule';

/** Values that the API server accepts, and that no node can use or nobody means. */
export const [oddAmounts, unusableValues] = (['ASB261', 'ASB262'] as const).map((code): Rule => ({
  code,
  severity: FindingSeverity.WARNING,
  kinds: ['Sandbox', 'SandboxTemplate', 'SandboxClaim'],
  check: ({ kind, spec }) => {
    const ofClaims = code === 'ASB261' ? unusableInTemplates(spec) : NO_VALUES;
    const ofPod = kind === 'SandboxClaim' ? NO_VALUES : unusableInPod(inObject(spec, 'podTemplate'));
    if (ofPod.length + ofClaims.length === 0) { return NOTHING; }
    return [
      ...unusableTroubles(ofPod.filter((each) => each.code === code), SANDBOX_POD_TEMPLATE),
      ...unusableTroubles(ofClaims, []),
    ];
  },
}));

const NO_VALUES: readonly UnusableValue[] = [];

/** Those of the claim templates of a spec. */
export function unusableInTemplates(spec: unknown): readonly UnusableValue[] {
  const templates = inList(spec, 'volumeClaimTemplates');
  return templates.length === 0 ? NO_VALUES : inTemplates.of(templates);
}

const inTemplates = new PartAnswers<readonly UnusableValue[]>((templates) => (
  inList(templates).flatMap((template: Loose, index) => (
    unusableInClaim(template.spec, ['spec', 'volumeClaimTemplates', index, 'spec'])
  ))
));

/** Values of what is at a path. */
export function unusableTroubles(found: readonly UnusableValue[], holder: readonly PathSegment[]): Trouble[] {
  return found.map(({ path: below, message, remedy }) => {
    const path = [...holder, ...below];
    return { message: `${formatPath(path)}: ${message}`, remedy, path };
  });
}
