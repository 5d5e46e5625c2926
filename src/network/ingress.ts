import { parseCidr } from './intent/cidr';
import type { Rule } from './intent/intent';
import { checkPeer, peerRule, portsOf } from './intent/kplus-rules';
import { NAMESPACE } from '../api/controller-names';
import { ROUTER_LABELS } from '../api/labels';
import { checkForm, checkMetadata, shown } from '../checks/forms';
import type { INetworkPolicyPeer, NetworkPolicyPort } from '../kubernetes/kplus';
import { namespaceNamed } from '../kubernetes/well-known';

/** Where at the sandbox. */
export interface SourceOptions {
  /**
   * The ports of the sandbox.
   * @default - all
   */
  readonly ports?: NetworkPolicyPort[];
}

/** Where the router runs. */
export interface RouterSourceOptions extends SourceOptions {
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
export class Source {
  /**
   * The router of Agent Sandbox.
   *
   * @param options where it runs, and which ports
   * @see https://github.com/kubernetes-sigs/agent-sandbox/tree/main/sandbox-router
   */
  public static router(options: RouterSourceOptions = {}): Source {
    const { namespace = NAMESPACE, podLabels = ROUTER_LABELS } = options;
    checkForm("'namespace' of the router", namespace, 'DNS label');
    checkMetadata("'podLabels' of the router", podLabels, 'label');
    const rule: Rule = {
      targets: [{ kind: 'pods', podSelector: { matchLabels: podLabels }, namespaceSelector: namespaceNamed(namespace) }],
      ports: portsIn(options),
    };
    return new Source(() => rule);
  }

  /**
   * Pods, namespaces or a range of cdk8s-plus, a sandbox, a template or a router.
   *
   * @param peer who
   * @param options which ports of the sandbox
   */
  public static peer(peer: INetworkPolicyPeer, options: SourceOptions = {}): Source {
    checkPeer(peer);
    const ports = portsIn(options);
    return new Source(() => peerRule(peer, ports));
  }

  /**
   * A range of addresses, such as that of a load balancer.
   *
   * @param cidr such as `203.0.113.0/24`
   * @param options which ports of the sandbox
   * @throws when it is malformed, or has bits set beyond its prefix
   */
  public static cidr(cidr: string, options: SourceOptions = {}): Source {
    const rule: Rule = { targets: [{ kind: 'range', cidr: parseCidr(cidr) }], ports: portsIn(options) };
    return new Source(() => rule);
  }

  /**
   * @internal
   */
  public readonly _rule: () => Rule;

  private constructor(rule: () => Rule) {
    this._rule = rule;
  }
}

/** Who may reach a sandbox. What is not named may not; the node of a pod always may, and so its probes. */
export class Ingress {
  /** Nobody. */
  public static nobody(): Ingress {
    return new Ingress([]);
  }

  /**
   * The router of Agent Sandbox, and nobody else.
   *
   * @param options where it runs, and which ports
   */
  public static router(options: RouterSourceOptions = {}): Ingress {
    return new Ingress([Source.router(options)]);
  }

  /**
   * Sources of any kind.
   *
   * @param sources all who may reach it
   */
  public static from(sources: Source[]): Ingress {
    if (!Array.isArray(sources) || !sources.every((source) => typeof source?._rule === 'function')) {
      throw new Error(`'sources' is ${shown(sources)}; give a list such as [Source.router()]`);
    }
    return new Ingress(sources);
  }

  private readonly sources: readonly Source[];

  private constructor(sources: readonly Source[]) {
    this.sources = sources;
    // Peers are read again when the policy is printed; what is wrong with one is told now.
    for (const { _rule } of sources) { _rule(); }
  }

  /**
   * The rules as data.
   * @internal
   */
  public get _rules(): Rule[] {
    return this.sources.map(({ _rule }) => _rule());
  }
}

function portsIn({ ports }: SourceOptions): Rule['ports'] {
  return ports === undefined ? [] : portsOf(ports);
}
