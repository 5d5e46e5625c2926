import type { AksNetworkPolicy, GkeDns } from './enums';
import type { NetworkPolicyEngine } from '../kubernetes/network-policy-engine';

/** A cluster of GKE. */
export interface GkeCloudProps {
  /**
   * Version of the control plane: `1.36.3-gke.1767000`, or its minor, `1.36`, where nothing that is declared depends
   * on more.
   */
  readonly version: string;

  /**
   * Whether GKE's add-on installs Agent Sandbox, so that no app may: `--enable-agent-sandbox`.
   * @default false
   * @see https://docs.cloud.google.com/kubernetes-engine/docs/how-to/how-install-agent-sandbox
   */
  readonly addOn?: boolean;

  /**
   * Whether it is an Autopilot cluster: GKE owns the nodes.
   * @default false
   */
  readonly autopilot?: boolean;

  /**
   * Whether it has the dataplane V2, which enforces network policies and domain names.
   * @default - true with `autopilot`
   * @see https://cloud.google.com/kubernetes-engine/docs/concepts/dataplane-v2
   */
  readonly dataplaneV2?: boolean;

  /**
   * Whether network policy enforcement, by Calico, was turned on. The dataplane V2 needs none.
   * @default false
   * @see https://cloud.google.com/kubernetes-engine/docs/how-to/network-policy
   */
  readonly networkPolicy?: boolean;

  /**
   * The DNS of the cluster.
   * @default - GkeDns.CLOUD_DNS with `autopilot`, else GkeDns.KUBE_DNS
   */
  readonly dns?: GkeDns;

  /**
   * Whether NodeLocal DNSCache runs.
   * @default - true with `autopilot`
   * @see https://cloud.google.com/kubernetes-engine/docs/how-to/nodelocal-dns-cache
   */
  readonly nodeLocalDns?: boolean;

  /**
   * The workload pool of Workload Identity Federation: `<project>.svc.id.goog`.
   * @default - unknown
   * @see https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity
   */
  readonly workloadPool?: string;
}

/** A cluster of EKS. */
export interface EksCloudProps {
  /** The Kubernetes minor, such as `1.36`. */
  readonly version: string;

  /**
   * Whether it is in Auto Mode: EKS owns the nodes.
   * @default false
   * @see https://docs.aws.amazon.com/eks/latest/userguide/automode.html
   */
  readonly autoMode?: boolean;

  /**
   * Whether network policies are enforced, which EKS does not until it is turned on: the setting `enableNetworkPolicy`
   * of the VPC CNI, or in Auto Mode the ConfigMap `amazon-vpc-cni`.
   * @default false
   * @see https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy-configure.html
   * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-net-pol.html
   */
  readonly networkPolicy?: boolean;

  /**
   * The address that pods ask for names, such as `172.20.0.10`: that of the Service `kube-dns`. In Auto Mode no pod
   * answers there, so that policies have to let the address through.
   * @default - pods of CoreDNS; in Auto Mode unknown, and an egress that asks the DNS of the cluster is refused
   * @see https://github.com/aws/containers-roadmap/issues/2552
   */
  readonly dnsAddress?: string;

  /**
   * Whether NodeLocal DNSCache runs at 169.254.20.10.
   * @default false
   */
  readonly nodeLocalDns?: boolean;

  /**
   * Whether pods have addresses of IPv6. In a cluster of IPv4 the policy agent drops all egress of a policy with
   * addresses of IPv6, so that `EgressDestination.internet` has none unless it is asked for.
   * @default false
   * @see https://github.com/aws/aws-network-policy-agent/issues/321
   */
  readonly ipv6?: boolean;

  /**
   * Whether the EKS Pod Identity Agent runs.
   * @default - true with `autoMode`, which has it
   * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html
   */
  readonly podIdentityAgent?: boolean;

  /**
   * The issuer of the tokens of ServiceAccounts, such as
   * `https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE`.
   * @default - unknown
   * @see https://docs.aws.amazon.com/eks/latest/userguide/enable-iam-roles-for-service-accounts.html
   */
  readonly oidcIssuer?: string;
}

/** A cluster of AKS. */
export interface AksCloudProps {
  /** The version of Kubernetes: `1.36`, or `1.36.2`. */
  readonly version: string;

  /**
   * What enforces network policies.
   * @default AksNetworkPolicy.NONE
   */
  readonly networkPolicy?: AksNetworkPolicy;

  /**
   * Whether Advanced Container Networking Services are on, by which Cilium there knows domain names.
   * @default false
   * @see https://learn.microsoft.com/azure/aks/container-network-security-fqdn-filtering-concepts
   */
  readonly fqdnFiltering?: boolean;

  /**
   * Whether nodes have Pod Sandboxing, so that AKS makes the RuntimeClass `kata-vm-isolation`.
   * @default - unknown
   * @see https://learn.microsoft.com/azure/aks/use-pod-sandboxing
   */
  readonly podSandboxing?: boolean;

  /**
   * Whether nodes have LocalDNS, at 169.254.10.11 for pods.
   * @default false
   * @see https://learn.microsoft.com/azure/aks/localdns-custom
   * @see https://github.com/Azure/AgentBaker/blob/master/parts/linux/cloud-init/artifacts/localdns.sh
   */
  readonly localDns?: boolean;

  /**
   * The issuer of the tokens of ServiceAccounts, which Workload ID needs.
   * @default - unknown
   * @see https://learn.microsoft.com/azure/aks/use-oidc-issuer
   */
  readonly oidcIssuer?: string;
}

/** A cluster of OpenShift. */
export interface OpenShiftCloudProps {
  /** Version of OpenShift: `4.20`, or `4.20.3`. */
  readonly version: string;

  /**
   * The Kubernetes minor of it, such as `1.36`.
   * @default - as far as it is known: from 4.14 to 4.21
   */
  readonly kubernetesVersion?: string;

  /**
   * Whether the Operator Lifecycle Manager installs Agent Sandbox. An app may have its Subscription, and no install.
   * @default false
   */
  readonly olm?: boolean;

  /**
   * Whether the operator of OpenShift sandboxed containers makes the RuntimeClass `kata`.
   * @default - unknown
   * @see https://docs.redhat.com/en/documentation/openshift_sandboxed_containers
   */
  readonly sandboxedContainers?: boolean;
}

/** A cluster of kind, for tests: kindnet enforces network policies from kind 0.24 on. */
export interface KindCloudProps {
  /** The Kubernetes minor of its node image, such as `1.36`. */
  readonly version: string;
}

/** A cluster that no cloud runs. */
export interface BareCloudProps {
  /** The Kubernetes minor, such as `1.36`. */
  readonly version: string;

  /**
   * What enforces network policies.
   * @default NetworkPolicyEngine.KUBERNETES
   */
  readonly networkPolicyEngine?: NetworkPolicyEngine;

  /**
   * Whether NodeLocal DNSCache runs at 169.254.20.10.
   * @default false
   */
  readonly nodeLocalDns?: boolean;
}

/** Something that is known of a cluster. */
export interface CloudFact {
  /** A sentence. */
  readonly text: string;
  /** The page that says so. */
  readonly source: string;
}
