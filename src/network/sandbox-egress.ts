import { Dns } from './dns';
import { EgressDestination, InternetDestinationOptions } from './egress-destination';
import { ALWAYS_BLOCKED } from './intent/addresses';
import { Cidr, contains, formatAddress, formatCidr, parseCidr } from './intent/cidr';
import { checkRemains, EgressIntent, egressRules } from './intent/intent';
import { shown } from '../checks/forms';
import type { INetworkPolicyPeer, NetworkPolicyPort } from '../kubernetes/kplus';
import type { Resolver } from './intent/resolver';

/** What goes with the destinations. */
export interface EgressOptions {
  /**
   * Who resolves names.
   * @default - the DNS of the cluster; with `internetOnly` public resolvers
   */
  readonly dns?: Dns;

  /**
   * Ranges that stay out of reach, whatever else is allowed, such as `10.9.0.0/16`. Pods are not meant: peers are reached
   * wherever they are.
   * @default - none but the addresses of clouds' platforms
   */
  readonly blocked?: string[];
}

/** What of the internet may be reached. */
export interface InternetOnlyOptions extends EgressOptions, InternetDestinationOptions {}

/** What of the cluster may be reached. */
export interface ClusterEgressOptions extends EgressOptions {
  /**
   * The ports.
   * @default - all; of pods that the app makes, those of their containers
   */
  readonly ports?: NetworkPolicyPort[];
}

/**
 * Whom a sandbox may reach, said once for every back end. What is not named is out of reach, and addresses of clouds'
 * platforms, which give out credentials of the node, unless they are named as such.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export class SandboxEgress {
  /** Nobody, and no name resolves. */
  public static none(): SandboxEgress {
    return new SandboxEgress([], { dns: Dns.none() });
  }

  /**
   * The public internet and nothing else: no private address, no pod, no node, no metadata.
   *
   * @param options which ports, whether IPv6, who resolves names, and what is blocked besides
   */
  public static internetOnly(options: InternetOnlyOptions = {}): SandboxEgress {
    return new SandboxEgress([EgressDestination.internet(options)], {
      ...options,
      dns: options.dns ?? Dns.publicResolvers(),
    });
  }

  /**
   * Peers in the cluster, and its DNS.
   *
   * @param peers pods or namespaces of cdk8s-plus, sandboxes, templates, a router
   * @param options which ports, and who resolves names
   */
  public static cluster(peers: INetworkPolicyPeer[], options: ClusterEgressOptions = {}): SandboxEgress {
    return new SandboxEgress(
      listOf('peers', peers).map((peer) => EgressDestination.peer(peer, options)),
      options,
    );
  }

  /**
   * Destinations of any kind.
   *
   * @param destinations all that may be reached, besides DNS
   * @param options who resolves names, and what is blocked
   * @throws when what is blocked leaves nothing of a destination
   */
  public static to(destinations: EgressDestination[], options: EgressOptions = {}): SandboxEgress {
    return new SandboxEgress(listOf('destinations', destinations), options);
  }

  private readonly destinations: readonly EgressDestination[];
  private readonly blocked: readonly Cidr[];
  private readonly dns: Dns;

  private constructor(
    destinations: readonly EgressDestination[],
    { dns = Dns.cluster(), blocked = [] }: EgressOptions,
  ) {
    const odd = destinations.find((each) => typeof each?._rule !== 'function');
    if (odd !== undefined) {
      throw new Error(
        `'destinations' has ${shown(odd)}; give an EgressDestination such as EgressDestination.domain('pkg.example')`,
      );
    }
    if (!dns?._lookups) {
      throw new Error(`'dns' is ${shown(dns)}; give a Dns such as Dns.cluster()`);
    }
    this.destinations = destinations;
    this.dns = dns;
    const own = listOf('blocked', blocked).map(parseCidr);
    // The list of all, where it is: what it leaves of a range is found once for each list.
    this.blocked = own.length > 0 ? [...ALWAYS_BLOCKED, ...own] : ALWAYS_BLOCKED;
    this.check(own);
  }

  /**
   * The intent as data. Peers are read when it is asked for.
   * @internal
   */
  public get _intent(): EgressIntent {
    return { rules: this.destinations.map(({ _rule }) => _rule()), blocked: this.blocked, lookups: this.dns._lookups };
  }

  /**
   * What the pod is told of names.
   * @internal
   */
  public get _resolver(): Resolver {
    return this.dns._resolver;
  }

  /** @throws when something is allowed and blocked */
  private check(own: readonly Cidr[]): void {
    for (const { targets } of egressRules(this._intent)) {
      for (const target of targets) {
        if (target.kind !== 'range') {
          continue;
        }
        checkRemains(target, this.blocked);
        // What is named is exempt from the addresses of platforms, not from what the user blocks.
        const by = target.isNamed && own.find((each) => contains(each, target.cidr));
        if (by) {
          throw new Error(
            `the address '${formatAddress(target.cidr)}' is named, and '${formatCidr(by)}' blocks it; remove one`,
          );
        }
      }
    }
  }
}

function listOf<T>(what: string, list: readonly T[]): readonly T[] {
  if (!Array.isArray(list)) { throw new Error(`'${what}' is ${shown(list)}; give a list`); }
  return list;
}
