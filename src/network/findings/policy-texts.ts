import type { ClusterPolicies, ReadPolicy } from '../reachability';

/** Integers of files may be beyond what a number holds. */
function plain(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

/**
 * The rules of policies without their selectors, as text: each sandbox of a fleet has its own policy with the same
 * rules.
 */
export class RuleTexts {
  private readonly texts = new Map<ReadPolicy, string>();

  constructor(private readonly policies: ClusterPolicies) {}

  /** A text that is equal for pods of a namespace with the same answers. */
  of(policies: readonly ReadPolicy[], namespace: string): string {
    return [namespace, ...policies.map((policy) => this.textOf(policy))].join('\n');
  }

  /** Without names: those of policies that the controller makes for claims are not known. */
  private textOf(policy: ReadPolicy): string {
    let text = this.texts.get(policy);
    if (text === undefined) {
      const { object: { kind, metadata: { namespace }, spec, specs }, part } = this.policies.sourceOf(policy);
      const { podSelector, endpointSelector, ...rules } = spec as Record<string, unknown> | undefined ?? {};
      this.texts.set(policy, text = JSON.stringify([kind, namespace, rules, specs, part], plain));
    }
    return text;
  }
}
