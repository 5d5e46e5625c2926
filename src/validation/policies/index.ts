/**
 * Judges objects by ValidatingAdmissionPolicies, offline.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
import type { PolicyWorld } from './policy-world';
import type { Finding } from '../../findings/finding';
import type { KubeObject } from '../../release/objects/kube-object';
import type { Release } from '../../release/release';
import type { Located } from '../rules';

export type { PolicyWorld } from './policy-world';

/** Policies and bindings, compiled once for many objects. */
export interface Policies {
  /** What is wrong with the policies themselves: ASB105, and a policy that nothing binds. */
  readonly findings: ReadonlyArray<{ readonly policy: KubeObject; readonly finding: Finding }>;
}

/** Reads the policies and bindings among objects (v1 and v1beta1); other objects are passed over. */
export function readPolicies(_objects: readonly KubeObject[], _release: Release): Policies {
  return { findings: [] };
}

/** What the policies that match an object say of it: ASB104, ASB105. */
export function judgeByPolicies(_policies: Policies, _object: KubeObject, _world: PolicyWorld): Located[] {
  return [];
}
