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

  /** A text that is equal for pods with the same answers about addresses, which no namespace bears on. */
  ofAddresses(policies: readonly ReadPolicy[]): string {
    return policies.map((policy) => this.textOf(policy)).join('\n');
  }

  /** The namespaces that the rules of policies are about where they name none, and that of the pod. */
  namespacesOf(policies: readonly ReadPolicy[], namespace: string): string {
    return [namespace, ...policies.map((policy) => this.policies.sourceOf(policy).object.metadata.namespace)].join();
  }

  /** Without names: those of policies that the controller makes for claims are not known. */
  private textOf(policy: ReadPolicy): string {
    let text = this.texts.get(policy);
    if (text === undefined) {
      const { object: { kind, spec, specs }, part } = this.policies.sourceOf(policy);
      const { podSelector, endpointSelector, ...rules } = spec as Record<string, unknown> | undefined ?? {};
      this.texts.set(policy, text = JSON.stringify([kind, rules, specs, part], plain));
    }
    return text;
  }
}
