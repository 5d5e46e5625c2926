import type { Kind } from '../api/kinds';
import { ApiVersion, KINDS } from '../api/kinds';
import { SANDBOX_POD_TEMPLATE } from '../kubernetes/pod-templates';

/** The kinds that a policy is about. */
export type PolicyKind = 'Pod' | Kind;

/** A kind as the API server matches it, and where its pod is. */
export interface PolicySubject {
  readonly apiGroup: string;
  readonly apiVersions: readonly string[];
  /** With the subresources through which what the policy judges may change. */
  readonly resources: readonly string[];
  readonly pod?: readonly string[];
}

/** A request in another served version is converted to one of these first. */
const VERSIONS: readonly ApiVersion[] = ['v1beta1', 'v1alpha1'];

function ours(kind: Kind, pod?: readonly string[], subresources: readonly string[] = []): PolicySubject {
  const { group, plural } = KINDS[kind];
  return { apiGroup: group, apiVersions: VERSIONS, resources: [plural, ...subresources.map((each) => `${plural}/${each}`)], pod };
}

const TEMPLATE = [...SANDBOX_POD_TEMPLATE, 'spec'];

/** In the order of their policies. */
export const SUBJECTS: Readonly<Record<PolicyKind, PolicySubject>> = {
  Pod: { apiGroup: '', apiVersions: ['v1'], resources: ['pods', 'pods/ephemeralcontainers', 'pods/resize'], pod: ['spec'] },
  Sandbox: ours('Sandbox', TEMPLATE),
  SandboxTemplate: ours('SandboxTemplate', TEMPLATE),
  // An autoscaler scales the subresource, which has the count in the same place.
  SandboxWarmPool: ours('SandboxWarmPool', undefined, ['scale']),
  SandboxClaim: ours('SandboxClaim'),
};

export const POLICY_KINDS = Object.keys(SUBJECTS) as PolicyKind[];
