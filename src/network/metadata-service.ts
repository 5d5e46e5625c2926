import { addressOf } from './intent/cidr';
import type { AddressRange, NetworkRule } from './intent/intent';
import { portsOf } from './intent/kplus-rules';
import { ruleText } from './intent/rule-text';
import { shown } from '../checks/forms';
import { NetworkPolicyPort } from '../kubernetes/kplus';

/**
 * A service of a cloud that gives out credentials or settings, at an address that is blocked otherwise.
 *
 * A pod that reaches the metadata of its node can act as the node. A service that is named here should give pods
 * identities of their own.
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
    ['169.254.169.254'], [NetworkPolicyPort.tcp(80), NetworkPolicyPort.tcp(8080)],
  );

  /**
   * Workload identity on GKE without dataplane V2: 169.254.169.252, ports 987 and 988.
   * @see https://cloud.google.com/kubernetes-engine/docs/how-to/network-policy#network-policy-and-workload-identity
   */
  public static readonly GKE_CALICO = MetadataService.of(
    ['169.254.169.252'], [NetworkPolicyPort.tcp(987), NetworkPolicyPort.tcp(988)],
  );

  /**
   * Another service.
   *
   * @param addresses of the service, such as `169.254.169.254`
   * @param ports of the service
   * @throws when an address or a port is malformed, or a list is empty
   */
  public static of(addresses: string[], ports: NetworkPolicyPort[]): MetadataService {
    if (!Array.isArray(addresses) || addresses.length === 0) {
      throw new Error(`'addresses' is ${shown(addresses)}; give a list such as ['169.254.169.254']`);
    }
    const cidrs = addresses.map(addressOf);
    const targets = cidrs.map((cidr): AddressRange => ({ kind: 'range', cidr, isNamed: true }));
    return new MetadataService({ targets, ports: portsOf(ports) });
  }

  /**
   * The service as data.
   * @internal
   */
  public readonly _rule: NetworkRule;

  private constructor(rule: NetworkRule) {
    this._rule = rule;
  }

  /** The service in words, such as `169.254.170.23 on TCP 80`. */
  public toString(): string {
    return ruleText(this._rule);
  }
}
