import type { Kind } from '../api/kinds';
import { ApiVersion, KINDS } from '../api/kinds';
import { SANDBOX_POD_TEMPLATE } from '../kubernetes/pod-templates';

/** The kinds that an admission policy judges. `SandboxScale` is the subresource that scales a Sandbox of v1alpha1. */
export type AdmissionKind = 'Pod' | Kind | 'SandboxScale';

/** How the API server matches a kind, and where the kind has its pod. */
export interface MatchedKind {
  readonly apiGroup: string;
  readonly apiVersions: readonly string[];
  /** The resource and the subresources that can change what is judged. */
  readonly resources: readonly string[];
  /** JSON path of the spec of the pod. */
  readonly pod?: readonly string[];
  /** JSON path of the metadata of the pod. */
  readonly podMetadata?: readonly string[];
}

/** The API server converts requests in other served versions to one of these first. */
const VERSIONS: readonly ApiVersion[] = ['v1beta1', 'v1alpha1'];

function agentSandboxKind(
  kind: Kind,
  paths: Pick<MatchedKind, 'pod' | 'podMetadata'> = {},
  subresources: readonly string[] = [],
): MatchedKind {
  const { group, plural } = KINDS[kind];
  return {
    apiGroup: group,
    apiVersions: VERSIONS,
    resources: [plural, ...subresources.map((each) => `${plural}/${each}`)],
    ...paths,
  };
}

const TEMPLATE = { pod: [...SANDBOX_POD_TEMPLATE, 'spec'], podMetadata: [...SANDBOX_POD_TEMPLATE, 'metadata'] };

/** In the order of the printed policies. */
export const MATCHED_KINDS: Readonly<Record<AdmissionKind, MatchedKind>> = {
  Pod: {
    apiGroup: '',
    apiVersions: ['v1'],
    resources: ['pods', 'pods/ephemeralcontainers', 'pods/resize'],
    pod: ['spec'],
    podMetadata: ['metadata'],
  },
  Sandbox: agentSandboxKind('Sandbox', TEMPLATE),
  // A policy of its own: its object has no pod.
  SandboxScale: {
    apiGroup: KINDS.Sandbox.group,
    apiVersions: ['v1alpha1'],
    resources: [`${KINDS.Sandbox.plural}/scale`],
  },
  SandboxTemplate: agentSandboxKind('SandboxTemplate', TEMPLATE),
  // An autoscaler changes the subresource, which has the count at the same path.
  SandboxWarmPool: agentSandboxKind('SandboxWarmPool', {}, ['scale']),
  SandboxClaim: agentSandboxKind('SandboxClaim', { podMetadata: ['spec', 'additionalPodMetadata'] }),
};

export const ADMISSION_KINDS = Object.keys(MATCHED_KINDS) as AdmissionKind[];
