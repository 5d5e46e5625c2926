import type { RuleSettings } from './admission-settings';
import { Condition } from './conditions';
import { AdmissionKind } from './matched-kinds';
import { Given, isParameter } from './parameter';

/** One requirement of an admission policy, judged here at synth and in the cluster as CEL. */
export interface AdmissionRule {
  /** Code of its finding. */
  readonly code: string;
  /** The kinds whose objects the API server judges by this rule. */
  readonly kinds: readonly AdmissionKind[];
  /**
   * The part that is judged: the spec of the pod that an object is or describes, the metadata of that pod, the spec
   * of the object, or the object itself.
   */
  readonly judges: 'pod' | 'podMetadata' | 'spec' | 'object';
  /** Checks of the Pod Security Standards with the same requirement. */
  readonly podSecurity?: readonly string[];
  /**
   * Whether a LimitRange may fill in the missing value when a pod is created, before the admission policy judges it.
   */
  readonly isMendedByDefaults?: boolean;
  /** Whether it is about the bound of the network, of which policies that tenants share have one rule each. */
  readonly isOfNetwork?: boolean;
  /** Whether the API server accepts the object from some accounts, so that synth can only warn. */
  readonly dependsOnAccount?: boolean;
  /** What to change. */
  readonly remedy: string;
  /** The same for those who write manifests and read the message of the policy. @default - the remedy */
  readonly remedyInFile?: string;
  /** The requirement as a clause. */
  requirement(settings: RuleSettings, kind: AdmissionKind): string;
  /** The condition for a kind, or undefined where the settings do not require it. */
  condition(settings: RuleSettings, kind: AdmissionKind): Condition | undefined;
}

/** A pod, and the kinds that describe one. */
export const PODS: readonly AdmissionKind[] = ['Pod', 'Sandbox', 'SandboxTemplate'];

/** A rule about pods and about the objects that describe pods. */
export function podRule(
  rule: Omit<AdmissionRule, 'kinds' | 'judges'> & Partial<Pick<AdmissionRule, 'kinds'>>,
): AdmissionRule {
  return { kinds: PODS, judges: 'pod', ...rule };
}

/** Whether a list is known to be empty. */
export function isNone(values: Given<readonly string[]>): boolean {
  return !isParameter(values) && values.length === 0;
}

/** `'a', 'b'`. */
export function listed(values: Given<readonly string[]>): string {
  if (isParameter(values)) { return String(values); }
  return values.map((name) => `'${name}'`).join(', ');
}
