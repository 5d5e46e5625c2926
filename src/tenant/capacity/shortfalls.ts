import { Needs, quantityText, sum, thousandths } from './needs';
import type { Part } from './object-needs';
import { SYSTEM_PODS } from './pod-needs';

/** What a ResourceQuota allows, as quantities by its names for resources. */
export type Hard = Readonly<Record<string, string>>;

/** A resource of which more is needed than allowed. */
export interface Shortfall {
  readonly resource: string;
  readonly allowed: string;
  readonly needed: string;
  /** What needs it, the greatest first: `SandboxWarmPool python 40`. */
  readonly by: readonly string[];
}

/** What a ResourceQuota can bound: of resources such as GPUs and huge pages only what is requested, which is what is limited. */
function isBounded(resource: string): boolean {
  return resource !== SYSTEM_PODS && !/^limits\.(?:.*\/|hugepages-)/.test(resource);
}

/** A quota that allows just what is needed. */
export function hardOf(needs: Needs): Hard {
  const byName = Object.entries(needs).filter(([resource]) => isBounded(resource)).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(byName.map(([name, amount]) => [name, quantityText(name, amount)]));
}

/** Short names that a quota may use. */
const FULL_NAMES: Readonly<Record<string, string>> = {
  'cpu': 'requests.cpu', 'memory': 'requests.memory', 'ephemeral-storage': 'requests.ephemeral-storage', 'count/pods': 'pods',
};

/** Where a quota allows less than the parts need together. */
export function shortfalls(hard: Hard, parts: readonly Part[]): Shortfall[] {
  const total = sum(parts.map(({ needs }) => needs));
  return Object.entries(hard).flatMap(([resource, allowed]) => {
    const name = FULL_NAMES[resource] ?? resource;
    const amount = total[name];
    if (amount === undefined || amount <= (thousandths(allowed) ?? 0n)) { return []; }
    const by = parts
      .map(({ what, needs }) => ({ what, amount: needs[name] ?? 0n }))
      .filter((part) => part.amount > 0n)
      .sort((one, other) => (one.amount < other.amount ? 1 : -1))
      .map((part) => `${part.what} ${quantityText(resource, part.amount)}`);
    return [{ resource, allowed, needed: quantityText(resource, amount), by }];
  });
}
