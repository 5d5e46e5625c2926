import type { KubeObject } from './kube-object';
import { inObject } from './read-json';

/**
 * Annotations of a ServiceAccount by which its pods act as an identity of a cloud.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity
 * @see https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html
 */
export const AWS_ROLE = 'eks.amazonaws.com/role-arn';
export const GOOGLE_ACCOUNT = 'iam.gke.io/gcp-service-account';
export const AZURE_CLIENT = 'azure.workload.identity/client-id';

/** The label of pods that use their identity of Azure. */
export const AZURE_USE = 'azure.workload.identity/use';

/** Identities in words, by the annotation that gives one. */
export const IDENTITY_TITLES = {
  [AWS_ROLE]: 'IRSA',
  [GOOGLE_ACCOUNT]: 'Workload Identity Federation for GKE',
  [AZURE_CLIENT]: 'Microsoft Entra Workload ID',
} as const;

/** The identity that no annotation gives. */
export const EKS_POD_IDENTITY = 'EKS Pod Identity';

/** Whether an object gives an identity of EKS to a ServiceAccount. */
export function isAssociation({ apiVersion, kind }: Pick<KubeObject, 'apiVersion' | 'kind'>): boolean {
  return kind === 'PodIdentityAssociation' && apiVersion.startsWith('eks.');
}

/** The ServiceAccount of an association, as `namespace/name`, and the role. */
export function associated({ spec }: KubeObject): readonly [account: string, role: string] {
  const { namespace, serviceAccount, roleARN, roleRef } = inObject(spec);
  const role = roleARN ?? inObject(roleRef, 'from').name ?? 'a role';
  return [`${String(namespace)}/${String(serviceAccount)}`, String(role)];
}
