import { addressOf, formatAddress } from './intent/cidr';
import { addressRule, LOOKUP_PORT, lookupPorts } from './intent/in-cloud';
import type { Lookups, NetworkRule } from './intent/intent';
import { checkPort } from './intent/kplus-rules';
import { MANAGED_NAMESERVERS, Resolver } from './intent/resolver';
import { podTargets } from './pod-targets';
import { checkForm, shown } from '../checks/forms';
import { checkMembers } from '../checks/members';
import { CLUSTER_DNS, NODE_LOCAL_DNS } from '../kubernetes/well-known';

/** The limit of Kubernetes. */
const MOST_NAMESERVERS = 3;

/**
 * An address where no server listens: a lookup fails at once, and does not wait for an answer that the policy drops.
 */
const NO_SERVER = '127.0.0.1';

const CLUSTER_FIRST: Resolver = { dnsPolicy: 'ClusterFirst' };

/** The pods of the cluster's DNS. */
export interface ClusterDnsOptions {
  /**
   * Namespace of its pods.
   * @default kube-system
   */
  readonly namespace?: string;

  /**
   * Labels of its pods.
   * @default - `k8s-app: kube-dns`, which CoreDNS has as well
   */
  readonly podLabels?: { [key: string]: string };

  /**
   * The port on which its pods listen, which may differ from that of its Service.
   * @default 53
   */
  readonly port?: number;
}

/** NodeLocal DNSCache, and the DNS of the cluster behind it. */
export interface NodeLocalDnsOptions extends ClusterDnsOptions {
  /**
   * The address of NodeLocal DNSCache on each node.
   * @default 169.254.20.10
   * @see https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/
   */
  readonly address?: string;
}

/** Names of the members of ClusterDnsOptions. */
const CLUSTER_OPTIONS = ['namespace', 'podLabels', 'port'];

/** The name servers of a sandbox: the DNS settings of its pod, and the rule of its policy that lets lookups through. */
export class Dns {
  /**
   * The DNS of the cluster, which resolves names of Services: `dnsPolicy: ClusterFirst`. Without options it is that of
   * the declared cloud, such as the pods of OpenShift.
   *
   * @param options namespace, labels and port of its pods
   * @throws when an option is malformed
   */
  public static cluster(options: ClusterDnsOptions = {}): Dns {
    checkMembers('the options of Dns.cluster', options, CLUSTER_OPTIONS);
    const lookups: Lookups = { servers: 'cluster', rules: [clusterRule(options)] };
    const isUsual = Object.values(options).every((each) => each === undefined);
    return new Dns('the DNS of the cluster', isUsual ? { ...lookups, isUsual } : lookups, CLUSTER_FIRST);
  }

  /**
   * NodeLocal DNSCache, and behind it the DNS of the cluster: `dnsPolicy: ClusterFirst`.
   *
   * @param options address of the cache, and namespace, labels and port of the pods behind it
   * @throws when an option is malformed
   */
  public static nodeLocal(options: NodeLocalDnsOptions = {}): Dns {
    checkMembers('the options of Dns.nodeLocal', options, [...CLUSTER_OPTIONS, 'address']);
    const cache = addressOf(options.address ?? NODE_LOCAL_DNS);
    const rules = [clusterRule(options), addressRule([cache])];
    const text = `NodeLocal DNSCache at ${formatAddress(cache)} and the DNS of the cluster`;
    return new Dns(text, { servers: 'node-local', rules }, CLUSTER_FIRST);
  }

  /** The public resolvers that the controller gives to pods under its default policy: 8.8.8.8 and 1.1.1.1. */
  public static publicResolvers(): Dns {
    return Dns.nameservers([...MANAGED_NAMESERVERS]);
  }

  /**
   * Other name servers: `dnsPolicy: None`. Names of Services resolve only if the servers know them.
   *
   * @param addresses of one to three servers, such as `9.9.9.9`
   * @throws when an address is malformed, or there are none or more than three
   */
  public static nameservers(addresses: string[]): Dns {
    if (!Array.isArray(addresses) || addresses.length === 0 || addresses.length > MOST_NAMESERVERS) {
      throw new Error(
        `'addresses' is ${shown(addresses)}; give one to ${MOST_NAMESERVERS} name servers, such as ['9.9.9.9']`,
      );
    }
    const servers = addresses.map(addressOf);
    const nameservers = servers.map(formatAddress);
    return new Dns(
      nameservers.length === 1 ? `name server ${nameservers[0]}` : `name servers ${nameservers.join(', ')}`,
      { servers: 'given', rules: [addressRule(servers)] },
      { dnsPolicy: 'None', dnsConfig: { nameservers } },
    );
  }

  /** No name servers: lookups fail at once, as the pod asks itself. */
  public static none(): Dns {
    const resolver = { dnsPolicy: 'None', dnsConfig: { nameservers: [NO_SERVER] } };
    return new Dns('no name server', { servers: 'none', rules: [] }, resolver);
  }

  /**
   * The rules that let lookups through.
   * @internal
   */
  public readonly _lookups: Lookups;

  /**
   * The DNS settings of the pod.
   * @internal
   */
  public readonly _resolver: Resolver;

  private readonly text: string;

  private constructor(text: string, lookups: Lookups, resolver: Resolver) {
    this.text = text;
    this._lookups = lookups;
    this._resolver = resolver;
  }

  /** The name servers in words, such as `name servers 8.8.8.8, 1.1.1.1`. */
  public toString(): string {
    return this.text;
  }
}

function clusterRule(
  { namespace = CLUSTER_DNS.namespace, podLabels = CLUSTER_DNS.podLabels, port = LOOKUP_PORT }: ClusterDnsOptions,
): NetworkRule {
  checkForm("'namespace' of the DNS", namespace, 'DNS label');
  checkPort("'port' of the DNS", port);
  return { targets: podTargets({ podLabels, namespaces: [namespace] }), ports: lookupPorts(port) };
}
