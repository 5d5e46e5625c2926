import { IngressSource, RouterSourceOptions } from './ingress-source';
import type { NetworkRule } from './intent/intent';
import { ruleText } from './intent/rule-text';
import { shown } from '../checks/forms';

/**
 * The sources that may reach a sandbox. All others are denied, except the node of the pod, and so the kubelet's probes.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 *
 * @example
 * new SandboxTemplate(chart, 'Python', {
 *   containers: [{ image: 'registry.example.com/python:3.14', portNumber: 8888 }],
 *   egress: SandboxEgress.internetOnly(),
 *   ingress: SandboxIngress.router(),
 * });
 */
export class SandboxIngress {
  /** No source. */
  public static none(): SandboxIngress {
    return new SandboxIngress([]);
  }

  /**
   * The router of Agent Sandbox and no other source.
   *
   * @param options labels and namespace of its pods, and ports of the sandbox
   * @throws when an option is malformed
   */
  public static router(options: RouterSourceOptions = {}): SandboxIngress {
    return new SandboxIngress([IngressSource.router(options)]);
  }

  /**
   * Sources of any kind.
   *
   * @param sources all that may reach the sandbox
   * @throws when it is not a list of sources
   */
  public static of(sources: IngressSource[]): SandboxIngress {
    if (!Array.isArray(sources) || !sources.every((source) => typeof source?._rule === 'function')) {
      throw new Error(`'sources' is ${shown(sources)}; give a list such as [IngressSource.router()]`);
    }
    return new SandboxIngress([...sources]);
  }

  private readonly sources: readonly IngressSource[];

  private constructor(sources: readonly IngressSource[]) {
    this.sources = sources;
    // Peers are read again when the policy is printed; errors of a peer are thrown at once.
    for (const { _rule } of sources) { _rule(); }
  }

  /**
   * The rules as data.
   * @internal
   */
  public get _rules(): NetworkRule[] {
    return this.sources.map(({ _rule }) => _rule());
  }

  /** The sources in words: `from pods with app=sandbox-router of namespace 'agent-sandbox-system' on all ports`. */
  public toString(): string {
    return this.sources.length === 0 ? 'from nowhere' : `from ${this._rules.map(ruleText).join('; from ')}`;
  }
}
