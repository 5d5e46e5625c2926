/**
 * The DNS of a GKE cluster.
 *
 * @see https://cloud.google.com/kubernetes-engine/docs/concepts/about-cloud-dns
 */
export enum GkeDns {
  /** Pods of kube-dns in `kube-system`. */
  KUBE_DNS = 'kube-dns',
  /** Cloud DNS: each node answers at 169.254.169.254, port 53, and no pod does. */
  CLOUD_DNS = 'cloud-dns',
}

/**
 * What enforces network policies in an AKS cluster.
 *
 * @see https://learn.microsoft.com/azure/aks/use-network-policies
 */
export enum AksNetworkPolicy {
  /** Azure CNI powered by Cilium. */
  CILIUM = 'cilium',
  /** Azure's network policy manager. */
  AZURE = 'azure',
  /** Calico. */
  CALICO = 'calico',
  /** Nothing: policies are accepted, and nobody reads them. */
  NONE = 'none',
}
