import { Needs, quantityText, sum, thousandths } from './needs';
import type { ObjectNeeds } from './object-needs';
import { SYSTEM_PODS } from './pod-needs';

/** The amounts of a ResourceQuota, as quantities by its names for resources. */
export type Hard = Readonly<Record<string, string>>;

/** A resource whose needs are above the quota. */
export interface Shortfall {
  readonly resource: string;
  readonly allowed: string;
  readonly needed: string;
  /** The objects that need it, with amounts, the largest first: `SandboxWarmPool python 40`. */
  readonly consumers: readonly string[];
}

/**
 * Whether a ResourceQuota can limit the resource: of extended resources and huge pages, only requests, which equal
 * limits.
 */
function isBounded(resource: string): boolean {
  return resource !== SYSTEM_PODS && !/^limits\.(?:.*\/|hugepages-)/.test(resource);
}

/** The quota that equals the needs. */
export function hardOf(needs: Needs): Hard {
  const byName = Object.entries(needs)
    .filter(([resource]) => isBounded(resource))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(byName.map(([name, amount]) => [name, quantityText(name, amount)]));
}

/** Short names of resources in a quota. */
const FULL_NAMES: Readonly<Record<string, string>> = {
  'cpu': 'requests.cpu',
  'memory': 'requests.memory',
  'ephemeral-storage': 'requests.ephemeral-storage',
  'count/pods': 'pods',
};

/** The resources of a quota that are below the sum of the needs. */
export function shortfalls(hard: Hard, objects: readonly ObjectNeeds[]): Shortfall[] {
  const total = sum(objects.map(({ needs }) => needs));
  return Object.entries(hard).flatMap(([resource, allowed]) => {
    const name = FULL_NAMES[resource] ?? resource;
    const amount = total[name];
    if (amount === undefined || amount <= (thousandths(allowed) ?? 0n)) { return []; }
    const consumers = objects
      .map(({ object, needs }) => ({ object, amount: needs[name] ?? 0n }))
      .filter((each) => each.amount > 0n)
      .sort((one, other) => (one.amount === other.amount ? 0 : one.amount < other.amount ? 1 : -1))
      .map((each) => `${each.object} ${quantityText(resource, each.amount)}`);
    return [{ resource, allowed, needed: quantityText(resource, amount), consumers }];
  });
}
