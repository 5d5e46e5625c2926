/** The form of the attack tables: who sends which request, and which part of the cluster must refuse it. */
import type { Request } from './requests';

/**
 * Who attacks. Each has a token of a ServiceAccount.
 *
 * - viewer, claimer, runner, operator: the roles of `SandboxTenant`
 * - workload: the ServiceAccount of the tenant's pods, without any grant, as code in a sandbox would use a leaked token
 * - neighbour: an operator of another tenant
 * - editor: somebody with Kubernetes' ClusterRole `edit` in the namespace, which is no role of `SandboxTenant`
 */
export type Role = 'viewer' | 'claimer' | 'runner' | 'operator' | 'workload' | 'neighbour' | 'editor';

/** Which part of the cluster refuses. */
export type Refuser =
  | 'RBAC'
  | 'API' // the server does not know the path, or contradictions in the request
  | 'schema' // of a custom resource
  | 'validation' // of a core kind
  | 'quota'
  | 'LimitRange'
  | 'Pod Security'
  | 'admission' // a ValidatingAdmissionPolicy
  | 'RuntimeClass'
  | 'controller';

/** The expected end of an attack. */
export interface Refusal {
  readonly by: Refuser;
  /** A part of the message that only this refuser gives. */
  readonly proof: string;
  /**
   * The object is stored, and the controller then fails to create its pod, or a part such as a Service. The proof is in
   * the condition Ready.
   */
  readonly later?: 'pod' | 'part';
}

/** An attack that succeeds today. */
export interface Gap {
  /** The first cell of a row of docs/what-is-not-protected.md. */
  readonly documentedAs: string;
}

/** A row of the tables. */
export interface Attack {
  readonly who: Role;
  /** The end of a sentence that begins with the role. */
  readonly does: string;
  readonly sends: Request;
  readonly outcome: Refusal | Gap;
  /** The nearest request of the same role that is accepted. It is sent as a dry run. */
  readonly neighbour?: Request;
}

export function isGap(outcome: Refusal | Gap): outcome is Gap {
  return 'documentedAs' in outcome;
}

/** Refused by the answer to the request. */
export function by(refuser: Refuser, proof: string): Refusal {
  return { by: refuser, proof };
}

/** Refused when the controller serves the object, as its condition Ready shows. There is no pod then. */
export function later(refuser: Refuser, proof: string): Refusal {
  return { by: refuser, proof, later: 'pod' };
}

/** As `later`, of a part of the object: its pod may exist. */
export function partLater(refuser: Refuser, proof: string): Refusal {
  return { by: refuser, proof, later: 'part' };
}

/** Accepted today. A row fails once the gap is closed: then it moves to the refuser that closed it. */
export function gap(documentedAs: string): Gap {
  return { documentedAs };
}

type Row = readonly [does: string, sends: Request, outcome: Refusal | Gap, neighbour?: Request];

/** Rows of one role. */
export function attacksOf(who: Role, ...rows: readonly Row[]): Attack[] {
  return rows.map(([does, sends, outcome, neighbour]) => ({ who, does, sends, outcome, neighbour }));
}

/** Rows of one role that RBAC refuses, by the verb and the resource that its message names. */
export function forbidden(
  who: Role,
  ...rows: ReadonlyArray<readonly [does: string, sends: Request, right: string, neighbour?: Request]>
): Attack[] {
  return rows.map(([does, sends, right, neighbour]) => {
    const [verb, resource] = right.split(' ');
    return { who, does, sends, outcome: by('RBAC', `cannot ${verb} resource "${resource}"`), neighbour };
  });
}
