import { NODE_LOCAL_DNS } from './intent/addresses';
import { addressOf, Cidr, formatAddress } from './intent/cidr';
import type { Lookups, Port, NetworkRule } from './intent/intent';
import { checkForm, checkMetadata, shown } from '../checks/forms';
import { CLUSTER_DNS, namespaceNamed } from '../kubernetes/well-known';
import { MANAGED_NAMESERVERS, Resolver } from './intent/resolver';

const LOOKUP_PORT = 53;

/** Kubernetes takes as many. */
const MOST_NAMESERVERS = 3;

/** Nothing listens there, so that a lookup fails at once in place of waiting for an answer that a policy drops. */
const NOBODY = '127.0.0.1';

/** Where the DNS of the cluster runs. */
export interface ClusterDnsOptions {
  /**
   * Namespace of its pods.
   * @default kube-system
   */
  readonly namespace?: string;

  /**
   * Labels of its pods.
   * @default - `k8s-app: kube-dns`, which CoreDNS bears as well
   */
  readonly podLabels?: { [key: string]: string };

  /**
   * The port on which its pods listen, which need not be that of its Service.
   * @default 53
   */
  readonly port?: number;
}

/** Where NodeLocal DNSCache and the DNS of the cluster behind it run. */
export interface NodeLocalDnsOptions extends ClusterDnsOptions {
  /**
   * Where NodeLocal DNSCache listens on each node.
   * @default 169.254.20.10
   * @see https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/
   */
  readonly address?: string;
}

/** Who resolves names for a sandbox: what its pod is told, and what its policy lets through, which belong together. */
export class Dns {
  /**
   * The DNS of the cluster, by which names of Services resolve: `dnsPolicy: ClusterFirst`.
   *
   * @param options where it runs
   */
  public static cluster(options: ClusterDnsOptions = {}): Dns {
    return new Dns({ servers: 'cluster', rules: [clusterRule(options)] }, { dnsPolicy: 'ClusterFirst' });
  }

  /**
   * NodeLocal DNSCache, and behind it the DNS of the cluster: `dnsPolicy: ClusterFirst`.
   *
   * @param options where they run
   * @throws when the address is none
   */
  public static nodeLocal(options: NodeLocalDnsOptions = {}): Dns {
    const cache = addressOf(options.address ?? NODE_LOCAL_DNS);
    return new Dns(
      { servers: 'node-local', rules: [clusterRule(options), addressRule([cache])] },
      { dnsPolicy: 'ClusterFirst' },
    );
  }

  /** The public resolvers that the controller chooses for pods under its default policy: 8.8.8.8 and 1.1.1.1. */
  public static publicResolvers(): Dns {
    return Dns.nameservers([...MANAGED_NAMESERVERS]);
  }

  /**
   * Name servers of your own: `dnsPolicy: None`. Names of Services do not resolve, unless the servers know them.
   *
   * @param addresses of one to three servers, such as `9.9.9.9`
   * @throws when an address is none, or their number is another
   */
  public static nameservers(addresses: string[]): Dns {
    if (!Array.isArray(addresses) || addresses.length === 0 || addresses.length > MOST_NAMESERVERS) {
      throw new Error(
        `'addresses' is ${shown(addresses)}; give one to ${MOST_NAMESERVERS} name servers, such as ['9.9.9.9']`,
      );
    }
    const servers = addresses.map(addressOf);
    return new Dns(
      { servers: 'given', rules: [addressRule(servers)] },
      { dnsPolicy: 'None', dnsConfig: { nameservers: servers.map(formatAddress) } },
    );
  }

  /** None: lookups fail at once, as the pod is told to ask itself. */
  public static none(): Dns {
    return new Dns({ servers: 'none', rules: [] }, { dnsPolicy: 'None', dnsConfig: { nameservers: [NOBODY] } });
  }

  /**
   * The way to the servers.
   * @internal
   */
  public readonly _lookups: Lookups;

  /**
   * What the pod is told.
   * @internal
   */
  public readonly _resolver: Resolver;

  private constructor(lookups: Lookups, resolver: Resolver) {
    this._lookups = lookups;
    this._resolver = resolver;
  }
}

/** Large answers, and those of many names, come over TCP. */
function lookupPorts(port: number): Port[] {
  return [{ protocol: 'UDP', port }, { protocol: 'TCP', port }];
}

function clusterRule({
  namespace = CLUSTER_DNS.namespace,
  podLabels = CLUSTER_DNS.podLabels,
  port = LOOKUP_PORT,
}: ClusterDnsOptions): NetworkRule {
  checkForm("'namespace' of the DNS", namespace, 'DNS label');
  checkMetadata("'podLabels' of the DNS", podLabels, 'label');
  return {
    targets: [{ kind: 'pods', podSelector: { matchLabels: podLabels }, namespaceSelector: namespaceNamed(namespace) }],
    ports: lookupPorts(port),
  };
}

/** The servers are named, so that it does not matter whether they are in a range that is blocked otherwise. */
function addressRule(addresses: readonly Cidr[]): NetworkRule {
  return {
    targets: addresses.map((cidr) => ({ kind: 'range', cidr, isNamed: true })),
    ports: lookupPorts(LOOKUP_PORT),
  };
}
