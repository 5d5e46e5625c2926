import { parseQuantity } from '../../kubernetes/quantity';

/**
 * How much of each resource something needs, by the names that a ResourceQuota has for them (`requests.cpu`, `limits.memory`,
 * `pods`, `count/sandboxes.agents.x-k8s.io`), in thousandths: the least that Kubernetes counts of a CPU.
 */
export type Needs = Readonly<Record<string, bigint>>;

const THOUSANDTHS = 1000n;

/** So many whole ones. */
export function whole(count: number): bigint {
  return BigInt(count) * THOUSANDTHS;
}

/** An amount of a manifest, what is below a thousandth rounded up as Kubernetes does; nothing for what is none. */
export function thousandths(quantity: unknown): bigint | undefined {
  const parsed = parseQuantity(quantity);
  if (!parsed) { return undefined; }
  const { over, under } = parsed;
  const scaled = over * THOUSANDTHS;
  return scaled / under + (scaled % under > 0n ? 1n : 0n);
}

/** All of them together. */
export function sum(all: readonly Needs[]): Needs {
  return merge(all, (one, other) => one + other);
}

/** The greatest of each. */
export function most(all: readonly Needs[]): Needs {
  return merge(all, (one, other) => (one > other ? one : other));
}

/** So many times as much. */
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

const BINARY: ReadonlyArray<readonly [string, bigint]> = [['Ti', 1024n ** 4n], ['Gi', 1024n ** 3n], ['Mi', 1024n ** 2n], ['Ki', 1024n]];

/** An amount as a manifest has it: bytes in the largest unit that divides them, CPU in thousandths where it must. */
export function quantityText(resource: string, amount: bigint): string {
  const rounded = amount / THOUSANDTHS + (amount % THOUSANDTHS > 0n ? 1n : 0n);
  if (/(^|\.)cpu$/.test(resource)) { return amount % THOUSANDTHS === 0n ? String(rounded) : `${amount}m`; }
  if (!/memory|storage|hugepages-/.test(resource)) { return String(rounded); }
  const [unit, size] = BINARY.find(([, bytes]) => rounded > 0n && rounded % bytes === 0n) ?? ['', 1n];
  return `${rounded / size}${unit}`;
}
