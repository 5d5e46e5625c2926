import type { EgressDestination } from '../network/egress-destination';

/** What identities of all clouds have. */
export interface CloudIdentityProps {
  /**
   * Name of the ServiceAccount that carries the identity, in the namespace of the pods.
   * @default sandbox-identity
   */
  readonly serviceAccountName?: string;

  /**
   * Whether the ServiceAccount is made where the identity is used: by the tenant that has it, else beside the first
   * sandbox of a namespace.
   * @default true
   */
  readonly createServiceAccount?: boolean;
}

/** A role of AWS IAM for ServiceAccounts (IRSA). */
export interface IrsaProps extends CloudIdentityProps {
  /** ARN of the role, such as `arn:aws:iam::111122223333:role/sandbox`. */
  readonly roleArn: string;

  /** The region, whose Security Token Service is asked, such as `eu-west-1`. */
  readonly region: string;

  /**
   * The issuer of the tokens of the cluster.
   * @default - that of `Cloud.eks`, which is given to `trustPolicy`
   */
  readonly oidcIssuer?: string;

  /**
   * The audience of the token.
   * @default sts.amazonaws.com
   */
  readonly audience?: string;

  /**
   * How the Security Token Service is reached, where it is not by its domain, such as the range of a VPC endpoint.
   * @default - the domain `sts.<region>.amazonaws.com`, port 443
   */
  readonly tokenService?: EgressDestination;
}

/** A role of AWS IAM by EKS Pod Identity. */
export interface PodIdentityProps extends CloudIdentityProps {
  /** ARN of the role, such as `arn:aws:iam::111122223333:role/sandbox`. */
  readonly roleArn: string;

  /** Name of the EKS cluster, for the association. */
  readonly clusterName: string;
}

/** An identity by Workload Identity Federation for GKE. */
export interface WorkloadIdentityProps extends CloudIdentityProps {
  /** The workload pool of the cluster: `<project>.svc.id.goog`. */
  readonly workloadPool: string;

  /** Number of the project, such as `123456789012`: principals of accounts are named by it. */
  readonly projectNumber: string;

  /**
   * The Google service account that pods impersonate, such as `sandbox@my-project.iam.gserviceaccount.com`.
   * @default - none: roles are granted to the account of Kubernetes itself
   */
  readonly googleServiceAccount?: string;
}

/** An identity by Microsoft Entra Workload ID. */
export interface AzureIdentityProps extends CloudIdentityProps {
  /** Client ID of the managed identity or the app registration. */
  readonly clientId: string;

  /**
   * ID of the tenant.
   * @default - that of the webhook of Workload ID
   */
  readonly tenantId?: string;

  /**
   * The issuer of the tokens of the cluster.
   * @default - that of `Cloud.aks`, which is given to `trustPolicy`
   */
  readonly oidcIssuer?: string;

  /**
   * How Microsoft Entra ID is reached, where it is not by its domain.
   * @default - the domain `login.microsoftonline.com`, port 443
   */
  readonly tokenService?: EgressDestination;
}
