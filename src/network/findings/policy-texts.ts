import type { KubeObject } from '../../kubernetes/kube-object';
import type { ClusterPolicies, ReadPolicy } from '../reachability';

/** What policies say, apart from which pods they are about: sandboxes of a fleet have each its own, and all say the same. */
export class RuleTexts {
  private readonly texts = new Map<ReadPolicy, string>();

  constructor(private readonly policies: ClusterPolicies) {}

  /** Equal for pods of a namespace that get one answer about what they may reach. */
  of(policies: readonly ReadPolicy[], namespace: string): string {
    return [namespace, ...policies.map((policy) => this.textOf(policy))].join('\n');
  }

  /** Names tell nothing: those of policies that the controller makes for claims are not known. */
  private textOf(policy: ReadPolicy): string {
    let text = this.texts.get(policy);
    if (text === undefined) {
      const { object: { kind, metadata: { namespace }, spec, specs }, part } = this.policies.sourceOf(policy);
      const { podSelector, endpointSelector, ...rules } = spec as Record<string, unknown> | undefined ?? {};
      this.texts.set(policy, text = JSON.stringify([kind, namespace, rules, specs, part]));
    }
    return text;
  }
}

/** How policies are named in findings. */
export function titleOf({ kind, metadata: { name, namespace } }: KubeObject): string {
  return `${kind} '${namespace ? `${namespace}/` : ''}${name}'`;
}
