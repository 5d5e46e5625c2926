import { parseCidr } from './intent/cidr';
import type { NetworkRule } from './intent/intent';
import { checkPeer, optionalPorts, peerRule } from './intent/kplus-rules';
import { ruleText } from './intent/rule-text';
import type { PodPeerOptions } from './pod-peer-options';
import { POD_PEER_OPTIONS, podTargets } from './pod-targets';
import { NAMESPACE } from '../api/controller-names';
import { ROUTER_LABELS } from '../api/labels';
import { checkForm } from '../checks/forms';
import { checkMembers } from '../checks/members';
import type { INetworkPolicyPeer, NetworkPolicyPort } from '../kubernetes/kplus';

/** The ports that a source may reach. */
export interface IngressSourceOptions {
  /**
   * The ports of the sandbox.
   * @default - all ports
   */
  readonly ports?: NetworkPolicyPort[];
}

/** Pods that may reach a sandbox. */
export interface PodsSourceOptions extends PodPeerOptions, IngressSourceOptions {}

/** A router that may reach a sandbox. */
export interface RouterSourceOptions extends IngressSourceOptions {
  /**
   * Namespace of its pods.
   * @default agent-sandbox-system
   */
  readonly namespace?: string;

  /**
   * Labels of its pods.
   * @default - `app: sandbox-router`
   */
  readonly podLabels?: { [key: string]: string };
}

/** A source that may reach a sandbox. */
export class IngressSource {
  /**
   * The router of Agent Sandbox.
   *
   * @param options labels and namespace of its pods, and ports of the sandbox
   * @throws when an option is malformed
   * @see https://github.com/kubernetes-sigs/agent-sandbox/tree/main/sandbox-router
   */
  public static router(options: RouterSourceOptions = {}): IngressSource {
    checkMembers('the options of IngressSource.router', options, ['namespace', 'podLabels', 'ports']);
    const { namespace = NAMESPACE, podLabels = ROUTER_LABELS } = options;
    checkForm("'namespace' of the router", namespace, 'DNS label');
    const rule = { targets: podTargets({ podLabels, namespaces: [namespace] }), ports: optionalPorts(options) ?? [] };
    return new IngressSource(() => rule);
  }

  /**
   * Pods by their labels and those of their namespaces. Without options: all pods of the namespace of the sandbox.
   *
   * @param options labels, namespaces, and ports of the sandbox
   * @throws when labels or names are malformed or empty, or options exclude each other
   */
  public static pods(options: PodsSourceOptions = {}): IngressSource {
    checkMembers('the options of IngressSource.pods', options, [...POD_PEER_OPTIONS, 'ports']);
    const rule = { targets: podTargets(options), ports: optionalPorts(options) ?? [] };
    return new IngressSource(() => rule);
  }

  /**
   * A peer of cdk8s-plus: pods, namespaces, a range, a sandbox, a template or a router.
   *
   * In Java and C# `kplus.Pods` cannot be given here, as it does not declare the interface: use `pods`.
   *
   * @param peer source
   * @param options ports of the sandbox
   * @throws when it is not a peer, or an option is malformed
   */
  public static peer(peer: INetworkPolicyPeer, options: IngressSourceOptions = {}): IngressSource {
    checkMembers('the options of IngressSource.peer', options, ['ports']);
    checkPeer(peer);
    const ports = optionalPorts(options) ?? [];
    return new IngressSource(() => peerRule(peer, ports));
  }

  /**
   * A range of addresses, such as that of a load balancer.
   *
   * @param cidr range, such as `203.0.113.0/24`
   * @param options ports of the sandbox
   * @throws when the range is malformed, or has bits set beyond its prefix
   */
  public static cidr(cidr: string, options: IngressSourceOptions = {}): IngressSource {
    checkMembers('the options of IngressSource.cidr', options, ['ports']);
    const rule: NetworkRule = {
      targets: [{ kind: 'range', cidr: parseCidr(cidr) }],
      ports: optionalPorts(options) ?? [],
    };
    return new IngressSource(() => rule);
  }

  /**
   * The source as data. Peers are read each time.
   * @internal
   */
  public readonly _rule: () => NetworkRule;

  private constructor(rule: () => NetworkRule) {
    this._rule = rule;
  }

  /** The source in words, such as `pods with app=gateway of namespace 'web' on TCP 8080`. */
  public toString(): string {
    return ruleText(this._rule());
  }
}
