/** Conversion of JSON to values of expressions and back. Values are converted when an expression reads them. */
import { spend } from './budget';
import { CelError } from './error';
import { formatDuration, formatTimestamp } from './time';
import { schemaValue } from './typed-json';
import type { CelType } from './types';
import { CelMap, Duration, List, Opaque, Optional, Timestamp, TypeValue, Uint, Unanswerable, Value } from './values';

/** A value of a variable: JSON by the schema of its type, or what is a value already. */
export function bound(value: unknown, { schema }: CelType): Value {
  if (value instanceof Unanswerable) { value.refuse(); }
  return schema && !isValue(value) ? schemaValue(value, schema) : plainValue(value);
}

/** JSON without a schema: numbers without a fraction are ints. */
export function plainValue(value: unknown): Value {
  switch (typeof value) {
    case 'string': case 'boolean': case 'bigint': return value;
    case 'number': return Number.isInteger(value) && Math.abs(value) < 2 ** 63 ? BigInt(value) : value;
    case 'object':
      if (value === null) { return null; }
      if (Array.isArray(value)) { return new JsonList(value); }
      if (value instanceof Unanswerable) { return value.refuse(); }
      return isValue(value) ? value : new JsonMap(value as Record<string, unknown>);
    default: throw new CelError('a value is missing');
  }
}

function isValue(value: unknown): value is Value & object {
  return (
    value instanceof List ||
    value instanceof CelMap ||
    value instanceof Uint8Array ||
    value instanceof Uint ||
    value instanceof Timestamp ||
    value instanceof Duration ||
    value instanceof Optional ||
    value instanceof TypeValue ||
    value instanceof Opaque
  );
}

class JsonList extends List {
  constructor(private readonly items: readonly unknown[]) {
    super();
  }

  get size(): number {
    return this.items.length;
  }

  at(index: number): Value {
    return plainValue(this.items[index] ?? null);
  }
}

class JsonMap extends CelMap {
  private count: number | undefined;

  constructor(private readonly members: Readonly<Record<string, unknown>>) {
    super();
  }

  get size(): number {
    return this.count ??= [...this.keys()].length;
  }

  find(key: Value): Value | undefined {
    if (typeof key !== 'string' || !Object.hasOwn(this.members, key)) { return undefined; }
    const member = this.members[key];
    return member === undefined ? undefined : plainValue(member);
  }

  * keys(): Generator<Value> {
    for (const key of Object.keys(this.members)) {
      if (this.members[key] !== undefined) { yield key; }
    }
  }
}

/** A value as plain data: ints as bigints, maps as objects, times as strings, optionals as their value or undefined. */
export function plainData(value: Value): unknown {
  spend(1);
  if (value instanceof Uint) { return value.value; }
  if (value instanceof List) { return [...value].map(plainData); }
  if (value instanceof CelMap) {
    return Object.fromEntries([...value.keys()].map((key) => [String(plainData(key)), plainData(value.find(key)!)]));
  }
  if (value instanceof Timestamp) { return formatTimestamp(value); }
  if (value instanceof Duration) { return formatDuration(value); }
  if (value instanceof Optional) { return value.value === undefined ? undefined : plainData(value.value); }
  return value instanceof TypeValue ? value.name : value;
}
