import { Dns } from './dns';
import { EgressDestination, InternetDestinationOptions } from './egress-destination';
import { ALWAYS_BLOCKED } from './intent/addresses';
import { Cidr, contains, formatAddress, formatCidr, parseCidr } from './intent/cidr';
import { checkDomain } from './intent/domain-name';
import { checkRemains, EgressIntent, egressRules, strictNames } from './intent/intent';
import type { Resolver } from './intent/resolver';
import { ruleText } from './intent/rule-text';
import { shown } from '../checks/forms';
import { checkMembers } from '../checks/members';
import type { INetworkPolicyPeer, NetworkPolicyPort } from '../kubernetes/kplus';

/** Options beside the destinations. */
export interface EgressOptions {
  /**
   * The name servers.
   * @default - the DNS of the cluster; with `internetOnly` public resolvers
   */
  readonly dns?: Dns;

  /**
   * Ranges that stay blocked in every destination that is a range, such as `10.9.0.0/16`. Pods are reached wherever
   * they are.
   * @default - only the addresses of clouds' platforms
   */
  readonly blocked?: string[];
}

/** Options of an egress to destinations. */
export interface DestinationsEgressOptions extends EgressOptions {
  /**
   * Names that may be looked up besides the domains of the destinations, such as `*.internal.example.com`; `*` for all
   * names. Only for an egress with domains and without the internet, whose lookups the engine CILIUM limits to its
   * list: a lookup can carry data out in the name. Other engines limit no lookups.
   * @default - the domains; with pods among the destinations, the names of Services as well
   */
  readonly lookups?: string[];
}

/** Options of an egress to the internet. */
export interface InternetOnlyOptions extends EgressOptions, InternetDestinationOptions {}

/** Options of an egress to peers in the cluster. */
export interface ClusterEgressOptions extends EgressOptions {
  /**
   * The ports.
   * @default - all ports; for pods that the app makes, the ports of their containers
   */
  readonly ports?: NetworkPolicyPort[];
}

/**
 * The destinations that a sandbox may reach, for every network policy engine. All others are denied. Addresses of
 * clouds' platforms, which give out credentials of the node, are denied unless EgressDestination.metadata names them.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 *
 * @example
 * const https = kplus.NetworkPolicyPort.tcp(443);
 * new Sandbox(chart, 'Dev', {
 *   containers: [{ image: 'registry.example.com/devbox:2.4' }],
 *   egress: SandboxEgress.to([
 *     EgressDestination.cidr('203.0.113.0/24'),
 *     EgressDestination.pods({ podLabels: { app: 'registry' }, ports: [https] }),
 *   ]),
 * });
 */
export class SandboxEgress {
  /** No destination and no name server. */
  public static none(): SandboxEgress {
    return new SandboxEgress([], { dns: Dns.none() });
  }

  /**
   * The public internet and nothing else: no private address, no pod, no node, no metadata.
   *
   * @param options ports, whether IPv6 is part of it, name servers, and blocked ranges
   * @throws when an option is malformed
   */
  public static internetOnly(options: InternetOnlyOptions = {}): SandboxEgress {
    const { dns = Dns.publicResolvers(), blocked, ports, ipv6 } = checkMembers(
      'the options of SandboxEgress.internetOnly', options, ['ports', 'ipv6', 'dns', 'blocked'],
    );
    return new SandboxEgress([EgressDestination.internet({ ports, ipv6 })], { dns, blocked });
  }

  /**
   * Peers in the cluster, and its DNS.
   *
   * @param peers pods or namespaces of cdk8s-plus, sandboxes, templates, a router
   * @param options ports, name servers, and blocked ranges
   * @throws when one is not a peer, or an option is malformed
   */
  public static cluster(peers: INetworkPolicyPeer[], options: ClusterEgressOptions = {}): SandboxEgress {
    const { ports } = checkMembers('the options of SandboxEgress.cluster', options, ['ports', 'dns', 'blocked']);
    return new SandboxEgress(listOf('peers', peers).map((peer) => EgressDestination.peer(peer, { ports })), options);
  }

  /**
   * Destinations of any kind.
   *
   * @param destinations all that may be reached, besides DNS
   * @param options name servers, blocked ranges, and names besides the domains
   * @throws when one is not a destination, `blocked` leaves nothing of a range, or `lookups` limits nothing
   */
  public static to(destinations: EgressDestination[], options: DestinationsEgressOptions = {}): SandboxEgress {
    checkMembers('the options of SandboxEgress.to', options, ['dns', 'blocked', 'lookups']);
    return new SandboxEgress(listOf('destinations', destinations), options);
  }

  private readonly destinations: readonly EgressDestination[];
  private readonly ownBlocked: readonly Cidr[];
  private readonly blocked: readonly Cidr[];
  private readonly dns: Dns;
  private readonly names?: readonly string[];

  private constructor(
    destinations: readonly EgressDestination[],
    { dns = Dns.cluster(), blocked = [], lookups }: DestinationsEgressOptions,
  ) {
    for (const each of destinations) {
      if (typeof each?._rule === 'function') { continue; }
      throw new Error(
        `'destinations' has ${shown(each)}; give an EgressDestination such as EgressDestination.domain('pkg.example')`,
      );
    }
    if (!dns?._lookups) { throw new Error(`'dns' is ${shown(dns)}; give a Dns such as Dns.cluster()`); }
    this.destinations = destinations;
    this.dns = dns;
    this.names = lookups && listOf('lookups', lookups).map(checkedName);
    this.ownBlocked = listOf('blocked', blocked).map(parseCidr);
    // Without own ranges the shared list itself: exceptions of a range are computed once for each list.
    this.blocked = this.ownBlocked.length > 0 ? [...ALWAYS_BLOCKED, ...this.ownBlocked] : ALWAYS_BLOCKED;
    this.check();
  }

  /**
   * The intent as data. Peers are read each time.
   * @internal
   */
  public get _intent(): EgressIntent {
    return {
      rules: this.destinations.map(({ _rule }) => _rule()),
      blocked: this.blocked,
      lookups: this.dns._lookups,
      ...(this.names && { names: this.names }),
    };
  }

  /**
   * The DNS settings of the pod.
   * @internal
   */
  public get _resolver(): Resolver {
    return this.dns._resolver;
  }

  /** The destinations in words, such as `to 203.0.113.0/24 on TCP 443; names by the DNS of the cluster`. */
  public toString(): string {
    const rules = this._intent.rules.map(ruleText);
    return [
      rules.length === 0 ? 'to nowhere' : `to ${rules.join('; to ')}`,
      ...this.ownBlocked.length > 0 ? [`never to ${this.ownBlocked.map(formatCidr).join(', ')}`] : [],
      `names by ${String(this.dns)}`,
    ].join('; ');
  }

  /** @throws when something is both allowed and blocked, or `lookups` limits nothing */
  private check(): void {
    const { _intent: egress } = this;
    if (this.names && !strictNames({ ingress: [], egress: { ...egress, names: [] } })) {
      throw new Error("'lookups' is given, and lookups are only limited where destinations are domains and not the "
        + 'internet; remove it');
    }
    for (const { targets } of egressRules(egress)) {
      for (const target of targets) {
        if (target.kind !== 'range') { continue; }
        checkRemains(target, this.blocked);
        // A named address is exempt from the addresses of platforms, not from the user's own blocked ranges.
        const by = target.isNamed && this.ownBlocked.find((each) => contains(each, target.cidr));
        if (by) {
          throw new Error(
            `the address '${formatAddress(target.cidr)}' is named, and '${formatCidr(by)}' blocks it; remove one`,
          );
        }
      }
    }
  }
}

function checkedName(name: string): string {
  if (name !== '*') { checkDomain(name); }
  return name;
}

/** A copy of a list, so that later changes of it do not change the policy. */
function listOf<T>(prop: string, list: readonly T[]): readonly T[] {
  if (!Array.isArray(list)) { throw new Error(`'${prop}' is ${shown(list)}; give a list`); }
  return [...list];
}
