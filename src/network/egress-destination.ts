import { GLOBAL_UNICAST_V6, NOT_PUBLIC_V4, NOT_PUBLIC_V6, PLATFORM_ADDRESSES } from './intent/addresses';
import { contains, formatCidr, parseCidr } from './intent/cidr';
import { checkDomain } from './intent/domain-name';
import type { AddressRange, NetworkRule } from './intent/intent';
import { checkPeer, optionalPorts, peerRule } from './intent/kplus-rules';
import { ruleText } from './intent/rule-text';
import { MetadataService } from './metadata-service';
import type { PodPeerOptions } from './pod-peer-options';
import { POD_PEER_OPTIONS, podTargets } from './pod-targets';
import { shown } from '../checks/forms';
import { checkMembers } from '../checks/members';
import type { INetworkPolicyPeer, NetworkPolicyPort } from '../kubernetes/kplus';

/** The ports of a destination. */
export interface EgressDestinationOptions {
  /**
   * The ports.
   * @default - all ports; for pods that the app makes, the ports of their containers
   */
  readonly ports?: NetworkPolicyPort[];
}

/** The part of the internet that is reached. */
export interface InternetDestinationOptions extends EgressDestinationOptions {
  /**
   * Whether addresses of IPv6 are part of it. The network policy agent of EKS drops all egress of pods in an IPv4
   * cluster whose policy has such addresses.
   * @default - true, but in a cluster that is declared as EKS with IPv4
   * @see https://github.com/aws/aws-network-policy-agent/issues/321
   */
  readonly ipv6?: boolean;
}

/** Pods that a sandbox may reach. */
export interface PodsDestinationOptions extends PodPeerOptions, EgressDestinationOptions {}

/** One object for every destination, so that the exceptions of the range are computed once. */
const INTERNET_V4: AddressRange = {
  kind: 'range',
  title: 'public addresses of IPv4',
  cidr: parseCidr('0.0.0.0/0'),
  except: NOT_PUBLIC_V4.map(({ cidr }) => cidr),
};
/** Asked for. */
const INTERNET_V6: AddressRange = {
  kind: 'range',
  title: 'public addresses of IPv6',
  cidr: GLOBAL_UNICAST_V6,
  except: NOT_PUBLIC_V6.map(({ cidr }) => cidr),
};

const OPTIONAL_V6: AddressRange = { ...INTERNET_V6, isOptional: true };

/** A destination that a sandbox may reach. */
export class EgressDestination {
  /**
   * The public internet: no private, shared, link-local or reserved address, and no address of the cloud's platform.
   *
   * @param options ports, and whether IPv6 is part of it
   * @throws when an option is malformed
   */
  public static internet(options: InternetDestinationOptions = {}): EgressDestination {
    const { ipv6 } = checkMembers('the options of EgressDestination.internet', options, ['ports', 'ipv6']);
    if (ipv6 !== undefined && typeof ipv6 !== 'boolean') {
      throw new Error(`'ipv6' is ${shown(ipv6)}; give true or false`);
    }
    const v6 = ipv6 === undefined ? [OPTIONAL_V6] : ipv6 ? [INTERNET_V6] : [];
    const rule = { targets: [INTERNET_V4, ...v6], ports: optionalPorts(options) ?? [] };
    return new EgressDestination(() => rule);
  }

  /**
   * A range of addresses. Addresses of clouds' platforms in it stay blocked.
   *
   * A policy sees addresses of pods and nodes, not of Services: give pods by `pods` or `peer`.
   *
   * @param cidr range, such as `203.0.113.0/24`
   * @param options ports
   * @throws when the range is malformed, has bits set beyond its prefix, or holds only addresses of a cloud's platform
   */
  public static cidr(cidr: string, options: EgressDestinationOptions = {}): EgressDestination {
    checkMembers('the options of EgressDestination.cidr', options, ['ports']);
    const range = parseCidr(cidr);
    const platform = PLATFORM_ADDRESSES.find((each) => contains(each.cidr, range));
    if (platform) {
      throw new Error(
        `'${formatCidr(range)}' is ${platform.what} of ${platform.cloud}, which gives pods the credentials of their `
        + 'node; if it is meant, give EgressDestination.metadata(MetadataService.of(...))',
      );
    }
    const rule: NetworkRule = { targets: [{ kind: 'range', cidr: range }], ports: optionalPorts(options) ?? [] };
    return new EgressDestination(() => rule);
  }

  /**
   * Pods by their labels and those of their namespaces. Without options: all pods of the namespace of the sandbox.
   *
   * Network policies of these pods must admit the sandbox, if there are some.
   *
   * @param options labels, namespaces and ports
   * @throws when labels or names are malformed or empty, or options exclude each other
   */
  public static pods(options: PodsDestinationOptions = {}): EgressDestination {
    checkMembers('the options of EgressDestination.pods', options, [...POD_PEER_OPTIONS, 'ports']);
    const rule = { targets: podTargets(options), ports: optionalPorts(options) ?? [] };
    return new EgressDestination(() => rule);
  }

  /**
   * A peer of cdk8s-plus: pods, namespaces, a range, a sandbox, a template or a router.
   *
   * Network policies of these pods must admit the sandbox, if there are some. In Java and C# `kplus.Pods` cannot be
   * given here, as it does not declare the interface: use `pods`.
   *
   * @param peer destination
   * @param options ports
   * @throws when it is not a peer, or an option is malformed
   */
  public static peer(peer: INetworkPolicyPeer, options: EgressDestinationOptions = {}): EgressDestination {
    checkMembers('the options of EgressDestination.peer', options, ['ports']);
    checkPeer(peer);
    const ports = optionalPorts(options);
    return new EgressDestination(() => peerRule(peer, ports));
  }

  /**
   * A domain of the internet: `pkg.example`, or `*.pkg.example` for names with one more label. The engine KUBERNETES
   * knows no domains.
   *
   * @param name of the domain
   * @param options ports
   * @throws when the name is malformed
   */
  public static domain(name: string, options: EgressDestinationOptions = {}): EgressDestination {
    checkMembers('the options of EgressDestination.domain', options, ['ports']);
    checkDomain(name);
    const rule: NetworkRule = { targets: [{ kind: 'domain', name }], ports: optionalPorts(options) ?? [] };
    return new EgressDestination(() => rule);
  }

  /**
   * A service of a cloud's platform, which is blocked otherwise.
   *
   * @param service service, such as `MetadataService.EKS_POD_IDENTITY`
   * @throws when it is not a MetadataService
   */
  public static metadata(service: MetadataService): EgressDestination {
    if (!service?._rule) {
      throw new Error(`the service is ${shown(service)}; give one such as MetadataService.EKS_POD_IDENTITY`);
    }
    return new EgressDestination(() => service._rule);
  }

  /**
   * A destination that was data.
   * @internal
   */
  public static _of(rule: NetworkRule): EgressDestination {
    return new EgressDestination(() => rule);
  }

  /**
   * The destination as data. Peers are read each time.
   * @internal
   */
  public readonly _rule: () => NetworkRule;

  private constructor(rule: () => NetworkRule) {
    this._rule = rule;
  }

  /** The destination in words, such as `203.0.113.0/24 on TCP 443`. */
  public toString(): string {
    return ruleText(this._rule());
  }
}
