/** The engine that enforces network policies in a cluster: it decides which kinds of policies are made. */
export enum NetworkPolicyEngine {
  /** Any network plugin that knows the NetworkPolicy of Kubernetes. It knows no domain names. */
  KUBERNETES = 'kubernetes',
  /** Cilium: all of an intent becomes one CiliumNetworkPolicy. */
  CILIUM = 'cilium',
  /** The dataplane V2 of GKE: a NetworkPolicy, and an FQDNNetworkPolicy for domain names. */
  GKE_DATAPLANE_V2 = 'gke-dataplane-v2',
  /** EKS in Auto Mode: all of an intent becomes one ApplicationNetworkPolicy, which knows domain names. */
  EKS_AUTO_MODE = 'eks-auto-mode',
}
