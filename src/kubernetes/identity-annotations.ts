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
