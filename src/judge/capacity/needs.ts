import { inUnitsOf, parseQuantity } from '../../kubernetes/quantity';

/**
 * Needs by the names of resources in a ResourceQuota (`requests.cpu`, `limits.memory`, `pods`,
 * `count/sandboxes.agents.x-k8s.io`), in thousandths, the smallest amount of CPU in Kubernetes.
 */
export type Needs = Readonly<Record<string, bigint>>;

const THOUSANDTHS = 1000n;

/** A whole number in thousandths. */
export function whole(count: number): bigint {
  return BigInt(count) * THOUSANDTHS;
}

/** A quantity in thousandths, rounded up as Kubernetes does; undefined where it is not a quantity. */
export function thousandths(quantity: unknown): bigint | undefined {
  const parsed = parseQuantity(quantity);
  return parsed && inUnitsOf(-3, parsed);
}

/** The sum of needs, by resource. */
export function sum(all: readonly Needs[]): Needs {
  return merge(all, (one, other) => one + other);
}

/** The maximum of needs, by resource. */
export function most(all: readonly Needs[]): Needs {
  return merge(all, (one, other) => (one > other ? one : other));
}

/** A multiple of needs. */
export function times(count: number, needs: Needs): Needs {
  return mapped(needs, (amount) => amount * BigInt(count));
}

export function mapped(needs: Needs, change: (amount: bigint, resource: string) => bigint): Needs {
  return Object.fromEntries(Object.entries(needs).map(([resource, amount]) => [resource, change(amount, resource)]));
}

function merge(all: readonly Needs[], join: (one: bigint, other: bigint) => bigint): Needs {
  const merged: Record<string, bigint> = {};
  for (const needs of all) {
    for (const [resource, amount] of Object.entries(needs)) {
      merged[resource] = resource in merged ? join(merged[resource], amount) : amount;
    }
  }
  return merged;
}

const BINARY: ReadonlyArray<readonly [string, bigint]> = [
  ['Ti', 1024n ** 4n],
  ['Gi', 1024n ** 3n],
  ['Mi', 1024n ** 2n],
  ['Ki', 1024n],
];

/** The quantity of an amount: bytes in the largest unit without a remainder, CPU in thousandths if needed. */
export function quantityText(resource: string, amount: bigint): string {
  const rounded = amount / THOUSANDTHS + (amount % THOUSANDTHS > 0n ? 1n : 0n);
  if (/(^|\.)cpu$/.test(resource)) { return amount % THOUSANDTHS === 0n ? String(rounded) : `${amount}m`; }
  if (!/memory|storage|hugepages-/.test(resource)) { return String(rounded); }
  const [unit, size] = BINARY.find(([, bytes]) => rounded > 0n && rounded % bytes === 0n) ?? ['', 1n];
  return `${rounded / size}${unit}`;
}
