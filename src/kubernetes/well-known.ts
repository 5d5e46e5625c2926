/** Names and labels that policies and selectors use. */

/** The label of every namespace that has its name. */
export const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** The pods behind the name servers of a cluster, as CoreDNS and kube-dns have them. */
export const CLUSTER_DNS = { namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' } };

/**
 * Where NodeLocal DNSCache listens unless its manifests say otherwise.
 *
 * @see https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/
 */
export const NODE_LOCAL_DNS = '169.254.20.10';

/** The namespace of a name, as a selector. */
export function namespaceNamed(name: string): { readonly matchLabels: Readonly<Record<string, string>> } {
  return { matchLabels: { [NAMESPACE_NAME]: name } };
}

/** Who answers lookups in a cluster. */
export interface ClusterDns {
  /** Pods, where pods do. */
  readonly pods?: { readonly namespace: string; readonly podLabels: Record<string, string>; readonly port?: number };
  /** Addresses on each node, and those of a Service without pods. */
  readonly addresses?: readonly string[];
}

/** What nothing else is known of. */
const USUAL_DNS: ClusterDns = { pods: CLUSTER_DNS };

/**
 * The rules of a NetworkPolicy that let pods ask the DNS of the cluster: large answers, and those of many names, come
 * over TCP.
 */
export function egressToClusterDns({ pods, addresses = [] }: ClusterDns = USUAL_DNS): object[] {
  const portsOf = (port: number) => [{ port, protocol: 'UDP' }, { port, protocol: 'TCP' }];
  return [
    ...(pods ? [{
      to: [{ namespaceSelector: namespaceNamed(pods.namespace), podSelector: { matchLabels: pods.podLabels } }],
      ports: portsOf(pods.port ?? 53),
    }] : []),
    ...(addresses.length > 0 ? [{
      to: addresses.map((address) => ({ ipBlock: { cidr: `${address}/${address.includes(':') ? 128 : 32}` } })),
      ports: portsOf(53),
    }] : []),
  ];
}

/** How Kubernetes lets a volume be mounted. The CRDs accept any word, and the claim is then never made. */
export const ACCESS_MODES: readonly string[] = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];
