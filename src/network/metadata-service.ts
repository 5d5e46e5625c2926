import { addressOf } from './intent/cidr';
import type { AddressRange, NetworkRule } from './intent/intent';
import { portsOf } from './intent/kplus-rules';
import { shown } from '../checks/forms';
import { NetworkPolicyPort } from '../kubernetes/kplus';

/**
 * A service of a cloud that gives out credentials or settings, at an address that is blocked unless it is named.
 *
 * A pod that reaches the metadata of its node may act as the node. What is named here should give pods identities of their
 * own.
 */
export class MetadataService {
  /**
   * Identities of pods on EKS: 169.254.170.23, port 80.
   * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html
   */
  public static readonly EKS_POD_IDENTITY = MetadataService.of(['169.254.170.23'], [NetworkPolicyPort.tcp(80)]);

  /**
   * The same in clusters of IPv6: fd00:ec2::23, port 80.
   * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html
   */
  public static readonly EKS_POD_IDENTITY_IPV6 = MetadataService.of(['fd00:ec2::23'], [NetworkPolicyPort.tcp(80)]);

  /**
   * Workload identity on GKE with dataplane V2: 169.254.169.254, ports 80 and 8080.
   * @see https://cloud.google.com/kubernetes-engine/docs/how-to/network-policy#network-policy-and-workload-identity
   */
  public static readonly GKE_DATAPLANE_V2 = MetadataService.of(
    ['169.254.169.254'],
    [NetworkPolicyPort.tcp(80), NetworkPolicyPort.tcp(8080)],
  );

  /**
   * Workload identity on GKE without dataplane V2: 169.254.169.252, ports 987 and 988.
   * @see https://cloud.google.com/kubernetes-engine/docs/how-to/network-policy#network-policy-and-workload-identity
   */
  public static readonly GKE_CALICO = MetadataService.of(
    ['169.254.169.252'],
    [NetworkPolicyPort.tcp(987), NetworkPolicyPort.tcp(988)],
  );

  /**
   * Any other.
   *
   * @param addresses where it answers, such as `169.254.169.254`
   * @param ports on which it does
   * @throws when an address or port is none, or there is none
   */
  public static of(addresses: string[], ports: NetworkPolicyPort[]): MetadataService {
    if (!Array.isArray(addresses) || addresses.length === 0) {
      throw new Error(`'addresses' is ${shown(addresses)}; give a list such as ['169.254.169.254']`);
    }
    const targets = addresses.map((address): AddressRange => ({
      kind: 'range',
      cidr: addressOf(address),
      isNamed: true,
    }));
    return new MetadataService({ targets, ports: portsOf(ports) });
  }

  /**
   * @internal
   */
  public readonly _rule: NetworkRule;

  private constructor(rule: NetworkRule) {
    this._rule = rule;
  }
}
