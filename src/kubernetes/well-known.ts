/** Names and labels that policies and selectors use. */

/** The label of every namespace that has its name. */
export const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** The pods behind the name servers of a cluster, as CoreDNS and kube-dns have them. */
export const CLUSTER_DNS = { namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' } };

/** The namespace of a name, as a selector. */
export function namespaceNamed(name: string): { readonly matchLabels: Readonly<Record<string, string>> } {
  return { matchLabels: { [NAMESPACE_NAME]: name } };
}

/**
 * The rule of a NetworkPolicy that lets pods ask the DNS of the cluster: large answers, and those of many names, come
 * over TCP.
 */
export function egressToClusterDns(): object {
  const { namespace, podLabels } = CLUSTER_DNS;
  return {
    to: [{ namespaceSelector: namespaceNamed(namespace), podSelector: { matchLabels: podLabels } }],
    ports: [{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }],
  };
}

/** How Kubernetes lets a volume be mounted. The CRDs accept any word, and the claim is then never made. */
export const ACCESS_MODES: readonly string[] = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];
