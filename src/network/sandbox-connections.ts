import type { NetworkRule } from './intent/intent';
import { checkPeer, containerPorts, peerRule, portsOf } from './intent/kplus-rules';
import type { INetworkPolicyPeer, NetworkPolicyPort } from '../kubernetes/kplus';

/** What of a connection is let through. */
export interface ConnectionOptions {
  /**
   * The ports of whoever is called.
   * @default - those of its containers, if the app makes them and they have some; else all
   */
  readonly ports?: NetworkPolicyPort[];
}

/**
 * Peers that are let through besides what `egress` and `ingress` say, with the verbs of cdk8s-plus.
 *
 * They become rules of the one policy that the sandbox has. Policies of the peer are its own.
 */
export class SandboxConnections {
  /**
   * @param pod whose connections they are
   * @param admit called with each before it is added
   * @internal
   */
  public static _of(pod: object, admit: (connection: NetworkRule) => void): SandboxConnections {
    return new SandboxConnections(pod, admit);
  }

  private readonly pod: object;
  private readonly admit: (connection: NetworkRule) => void;
  private readonly egress: Array<() => NetworkRule> = [];
  private readonly ingress: Array<() => NetworkRule> = [];

  private constructor(pod: object, admit: (connection: NetworkRule) => void) {
    this.pod = pod;
    this.admit = admit;
  }

  /**
   * Lets the sandbox reach a peer.
   *
   * @param peer pods, namespaces or a range of cdk8s-plus, a sandbox, a template or a router
   * @param options which ports of the peer
   * @throws when the policy of the sandbox is not made by this library
   */
  public allowTo(peer: INetworkPolicyPeer, options: ConnectionOptions = {}): void {
    this.add(this.egress, peer, options, () => undefined);
  }

  /**
   * Lets a peer reach the sandbox.
   *
   * @param peer pods, namespaces or a range of cdk8s-plus, a sandbox, a template or a router
   * @param options which ports of the sandbox
   * @throws when the policy of the sandbox is not made by this library
   */
  public allowFrom(peer: INetworkPolicyPeer, options: ConnectionOptions = {}): void {
    this.add(this.ingress, peer, options, () => containerPorts(this.pod));
  }

  /**
   * Whether the sandbox reaches peers.
   * @internal
   */
  public get _hasEgress(): boolean {
    return this.egress.length > 0;
  }

  /**
   * The rules as data: peers and containers as they are now.
   * @internal
   */
  public get _rules(): { readonly egress: NetworkRule[]; readonly ingress: NetworkRule[] } {
    return { egress: this.egress.map((rule) => rule()), ingress: this.ingress.map((rule) => rule()) };
  }

  private add(
    list: Array<() => NetworkRule>,
    peer: INetworkPolicyPeer,
    { ports }: ConnectionOptions,
    byDefault: () => NetworkRule['ports'] | undefined,
  ): void {
    checkPeer(peer);
    const given = ports && portsOf(ports);
    const rule = () => peerRule(peer, given ?? byDefault());
    this.admit(rule());
    list.push(rule);
  }
}
