import { AdmissionSettings } from './admission-settings';
import { Condition } from './conditions';
import { AdmissionKind } from './matched-kinds';

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
  /** Whether the API server accepts the object from some accounts, so that synth can only warn. */
  readonly dependsOnAccount?: boolean;
  /** What to change. */
  readonly remedy: string;
  /** The same for those who write manifests and read the message of the policy. @default - the remedy */
  readonly remedyInFile?: string;
  /** The requirement as a clause. */
  requirement(settings: AdmissionSettings, kind: AdmissionKind): string;
  /** The condition for a kind, or undefined where the settings do not require it. */
  condition(settings: AdmissionSettings, kind: AdmissionKind): Condition | undefined;
}

/** A pod, and the kinds that describe one. */
export const PODS: readonly AdmissionKind[] = ['Pod', 'Sandbox', 'SandboxTemplate'];

/** A rule about pods and about the objects that describe pods. */
export function podRule(
  rule: Omit<AdmissionRule, 'kinds' | 'judges'> & Partial<Pick<AdmissionRule, 'kinds'>>,
): AdmissionRule {
  return { kinds: PODS, judges: 'pod', ...rule };
}

/** `'a', 'b'`. */
export function listed(values: readonly string[]): string {
  return values.map((name) => `'${name}'`).join(', ');
}
