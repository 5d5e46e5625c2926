import { parseCidr } from './intent/cidr';
import type { NetworkRule } from './intent/intent';
import { checkPeer, peerRule, portsOf } from './intent/kplus-rules';
import { NAMESPACE } from '../api/controller-names';
import { ROUTER_LABELS } from '../api/labels';
import { checkForm, checkMetadata, shown } from '../checks/forms';
import type { INetworkPolicyPeer, NetworkPolicyPort } from '../kubernetes/kplus';
import { namespaceNamed } from '../kubernetes/well-known';

/** Where at the sandbox. */
export interface IngressSourceOptions {
  /**
   * The ports of the sandbox.
   * @default - all
   */
  readonly ports?: NetworkPolicyPort[];
}

/** Where the router runs. */
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

/** Somebody who may reach a sandbox. */
export class IngressSource {
  /**
   * The router of Agent Sandbox.
   *
   * @param options where it runs, and which ports
   * @see https://github.com/kubernetes-sigs/agent-sandbox/tree/main/sandbox-router
   */
  public static router(options: RouterSourceOptions = {}): IngressSource {
    const { namespace = NAMESPACE, podLabels = ROUTER_LABELS } = options;
    checkForm("'namespace' of the router", namespace, 'DNS label');
    checkMetadata("'podLabels' of the router", podLabels, 'label');
    const rule: NetworkRule = {
      targets: [
        { kind: 'pods', podSelector: { matchLabels: podLabels }, namespaceSelector: namespaceNamed(namespace) },
      ],
      ports: portsIn(options),
    };
    return new IngressSource(() => rule);
  }

  /**
   * Pods, namespaces or a range of cdk8s-plus, a sandbox, a template or a router.
   *
   * @param peer who
   * @param options which ports of the sandbox
   */
  public static peer(peer: INetworkPolicyPeer, options: IngressSourceOptions = {}): IngressSource {
    checkPeer(peer);
    const ports = portsIn(options);
    return new IngressSource(() => peerRule(peer, ports));
  }

  /**
   * A range of addresses, such as that of a load balancer.
   *
   * @param cidr such as `203.0.113.0/24`
   * @param options which ports of the sandbox
   * @throws when it is malformed, or has bits set beyond its prefix
   */
  public static cidr(cidr: string, options: IngressSourceOptions = {}): IngressSource {
    const rule: NetworkRule = { targets: [{ kind: 'range', cidr: parseCidr(cidr) }], ports: portsIn(options) };
    return new IngressSource(() => rule);
  }

  /**
   * @internal
   */
  public readonly _rule: () => NetworkRule;

  private constructor(rule: () => NetworkRule) {
    this._rule = rule;
  }
}

/** Who may reach a sandbox. What is not named may not; the node of a pod always may, and so its probes. */
export class SandboxIngress {
  /** Nobody. */
  public static none(): SandboxIngress {
    return new SandboxIngress([]);
  }

  /**
   * The router of Agent Sandbox, and nobody else.
   *
   * @param options where it runs, and which ports
   */
  public static router(options: RouterSourceOptions = {}): SandboxIngress {
    return new SandboxIngress([IngressSource.router(options)]);
  }

  /**
   * Sources of any kind.
   *
   * @param sources all who may reach it
   */
  public static of(sources: IngressSource[]): SandboxIngress {
    if (!Array.isArray(sources) || !sources.every((source) => typeof source?._rule === 'function')) {
      throw new Error(`'sources' is ${shown(sources)}; give a list such as [IngressSource.router()]`);
    }
    return new SandboxIngress(sources);
  }

  private readonly sources: readonly IngressSource[];

  private constructor(sources: readonly IngressSource[]) {
    this.sources = sources;
    // Peers are read again when the policy is printed; what is wrong with one is told now.
    for (const { _rule } of sources) { _rule(); }
  }

  /**
   * The rules as data.
   * @internal
   */
  public get _rules(): NetworkRule[] {
    return this.sources.map(({ _rule }) => _rule());
  }
}

function portsIn({ ports }: IngressSourceOptions): NetworkRule['ports'] {
  return ports === undefined ? [] : portsOf(ports);
}
