import type { Policy } from './network/reachability';
import type { KubeObject } from './release/objects/kube-object';

/** What policies say, apart from which pods they are about: sandboxes of a fleet have each its own, and all say the same. */
export class RuleTexts {
  private readonly byTitle: ReadonlyMap<string, string>;

  /** @param policies those of the app; any other is known by its title */
  constructor(policies: readonly KubeObject[]) {
    this.byTitle = new Map(policies.map((policy) => [titleOf(policy), textOf(policy)]));
  }

  /** Equal for pods of a namespace that get one answer about what they may reach. */
  of(policies: readonly Policy[], namespace: string): string {
    return [namespace, ...policies.map(({ title }) => this.byTitle.get(title) ?? title)].join('\n');
  }
}

/** How policies are named in findings. */
export function titleOf({ kind, metadata: { name, namespace } }: KubeObject): string {
  return `${kind} '${namespace ? `${namespace}/` : ''}${name}'`;
}

function textOf({ kind, metadata: { namespace }, spec }: KubeObject): string {
  const { podSelector, endpointSelector, ...rules } = spec as Record<string, unknown> | undefined ?? {};
  return JSON.stringify([kind, namespace, rules]);
}
