import { createHash } from 'node:crypto';
import type { FactsDocument } from './facts-document';

/** Of the facts besides itself and `$schema`, in whatever order their members are. */
export function digestOf({ $schema: _, digest: __, ...facts }: FactsDocument): string {
  return `sha256:${createHash('sha256').update(JSON.stringify(sorted(facts))).digest('hex')}`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) { return value.map(sorted); }
  if (typeof value !== 'object' || value === null) { return value; }
  // Pairs, as an object would lose the order and a member `__proto__`.
  return [null, Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, of]) => [key, sorted(of)])];
}
