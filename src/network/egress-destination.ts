import { GLOBAL_UNICAST_V6, NOT_PUBLIC_V4, NOT_PUBLIC_V6, PLATFORM_ADDRESSES } from './intent/addresses';
import { contains, formatCidr, parseCidr } from './intent/cidr';
import type { AddressRange, NetworkRule } from './intent/intent';
import { checkPeer, peerRule, portsOf } from './intent/kplus-rules';
import { MetadataService } from './metadata-service';
import { FORMS, hasForm, shown } from '../checks/forms';
import type { INetworkPolicyPeer, NetworkPolicyPort } from '../kubernetes/kplus';

/** Where at a destination. */
export interface EgressDestinationOptions {
  /**
   * The ports.
   * @default - all; of pods that the app makes, those of their containers
   */
  readonly ports?: NetworkPolicyPort[];
}

/** Where in the internet. */
export interface InternetDestinationOptions extends EgressDestinationOptions {
  /**
   * Whether addresses of IPv6 are part of it. The agent for network policies of EKS lets nothing out of pods of an IPv4
   * cluster whose policy has them.
   * @default true
   * @see https://github.com/aws/aws-network-policy-agent/issues/321
   */
  readonly ipv6?: boolean;
}

/** The internet is the same for all who ask for it, so that what policies leave out of it is found once. */
const INTERNET_V4: AddressRange = {
  kind: 'range',
  cidr: parseCidr('0.0.0.0/0'),
  except: NOT_PUBLIC_V4.map(({ cidr }) => cidr),
};
const INTERNET_V6: AddressRange = {
  kind: 'range',
  cidr: GLOBAL_UNICAST_V6,
  except: NOT_PUBLIC_V6.map(({ cidr }) => cidr),
};
const MOST_LABELS = /^(?:\*\.)?[^.*]+(?:\.[^.*]+)+$/;

/** Something that a sandbox may reach. */
export class EgressDestination {
  /**
   * The public internet: no private address, none that carriers or clusters share, none of the machine or its cloud.
   *
   * @param options which ports, and whether IPv6
   */
  public static internet(options: InternetDestinationOptions = {}): EgressDestination {
    const ports = optionalPorts(options);
    return new EgressDestination(() => ({
      targets: options.ipv6 === false ? [INTERNET_V4] : [INTERNET_V4, INTERNET_V6],
      ports: ports ?? [],
    }));
  }

  /**
   * A range of addresses. Addresses of clouds' platforms in it stay blocked.
   *
   * A policy sees addresses of pods and nodes, not of Services: name pods as peers.
   *
   * @param cidr such as `203.0.113.0/24`
   * @param options which ports
   * @throws when it is malformed, has bits set beyond its prefix, or holds nothing but addresses of a cloud's platform
   */
  public static cidr(cidr: string, options: EgressDestinationOptions = {}): EgressDestination {
    const range = parseCidr(cidr);
    const platform = PLATFORM_ADDRESSES.find((each) => contains(each.cidr, range));
    if (platform) {
      throw new Error(
        `'${formatCidr(range)}' is ${platform.what} of ${platform.cloud}, which hands pods what is the node's; ` +
          'if it is meant, give EgressDestination.metadata(MetadataService.of(...))',
      );
    }
    const ports = optionalPorts(options);
    return new EgressDestination(() => ({ targets: [{ kind: 'range', cidr: range }], ports: ports ?? [] }));
  }

  /**
   * Pods, namespaces or a range of cdk8s-plus, a sandbox, a template or a router. They must let the sandbox in, too, if
   * policies of theirs say who may come.
   *
   * @param peer whom
   * @param options which ports
   */
  public static peer(peer: INetworkPolicyPeer, options: EgressDestinationOptions = {}): EgressDestination {
    checkPeer(peer);
    const ports = optionalPorts(options);
    return new EgressDestination(() => peerRule(peer, ports));
  }

  /**
   * A domain of the internet: `pkg.example`, or `*.pkg.example` for names with one more label. Not with the engine KUBERNETES.
   *
   * @param name of the domain
   * @param options which ports
   * @throws when it is no name of a domain
   */
  public static domain(name: string, options: EgressDestinationOptions = {}): EgressDestination {
    const plain = typeof name === 'string' ? name.replace(/^\*\./, '') : name;
    if (!hasForm(plain, FORMS['DNS subdomain']) || !MOST_LABELS.test(name) || /^[\d.]+$/.test(plain)) {
      throw new Error(
        `domain ${shown(name)} is not valid; give a name such as 'pkg.example', or '*.pkg.example' for those below it, in lower case without a dot at the end` +
          (typeof name === 'string' && (/^[\d.]+$/.test(name) || name.includes(':'))
            ? '; for an address give EgressDestination.cidr(...)'
            : ''),
      );
    }
    const ports = optionalPorts(options);
    return new EgressDestination(() => ({ targets: [{ kind: 'domain', name }], ports: ports ?? [] }));
  }

  /**
   * A service of a cloud's platform, which is blocked unless it is named so.
   *
   * @param service which
   */
  public static metadata(service: MetadataService): EgressDestination {
    if (!service?._rule) {
      throw new Error(`the service is ${shown(service)}; give one such as MetadataService.EKS_POD_IDENTITY`);
    }
    return new EgressDestination(() => service._rule);
  }

  /**
   * @internal
   */
  public readonly _rule: () => NetworkRule;

  private constructor(rule: () => NetworkRule) {
    this._rule = rule;
  }
}

function optionalPorts({ ports }: EgressDestinationOptions): NetworkRule['ports'] | undefined {
  return ports === undefined ? undefined : portsOf(ports);
}
