/**
 * The values of expressions. An int is a bigint, a double a number; strings, booleans and null are themselves, and
 * bytes a Uint8Array. The rest are classes.
 */
import { CelError, CelOfflineError } from './error';

export type Value =
  | bigint
  | number
  | string
  | boolean
  | null
  | Uint8Array
  | Uint
  | Timestamp
  | Duration
  | Optional
  | TypeValue
  | List
  | CelMap
  | Opaque;

export class Uint {
  constructor(readonly value: bigint) {}
}

/** A point in time, in nanoseconds since 1970, and the offset of the zone in which it was written, in minutes. */
export class Timestamp {
  constructor(readonly nanos: bigint, readonly offset: number = 0) {}
}

export class Duration {
  constructor(readonly nanos: bigint) {}
}

export class Optional {
  static readonly NONE = new Optional(undefined);

  static of(value: Value): Optional {
    return new Optional(value);
  }

  private constructor(readonly value: Value | undefined) {}
}

/** A type as a value: `int`, `type(self)`. */
export class TypeValue {
  constructor(readonly name: string) {}
}

/** A value of a Kubernetes type, such as a quantity. It compares with its like only. */
export abstract class Opaque {
  abstract readonly type: string;
  protected abstract isSame(other: this): boolean;

  equals(other: Value): boolean {
    if (!(other instanceof Opaque) || other.type !== this.type) { throw noSuchOverload(); }
    return this.isSame(other as this);
  }
}

/** A value that only a cluster knows. Reading it throws CelOfflineError. */
export class Unanswerable {
  constructor(readonly description: string) {}

  refuse(): never {
    throw new CelOfflineError(`${this.description} cannot be answered offline`);
  }
}

export abstract class List {
  abstract readonly size: number;
  abstract at(index: number): Value;

  * [Symbol.iterator](): Generator<Value> {
    for (let index = 0; index < this.size; index++) { yield this.at(index); }
  }

  /** The item at an index as an expression gives it; undefined when there is none. */
  find(index: Value): Value | undefined {
    const at = toIndex(index);
    return at < 0 || at >= this.size ? undefined : this.at(at);
  }

  get(index: Value): Value {
    const item = this.find(index);
    if (item === undefined) { throw new CelError(`index out of bounds: ${toIndex(index)}`); }
    return item;
  }
}

export class ArrayList extends List {
  constructor(private readonly values: readonly Value[]) {
    super();
  }

  get size(): number {
    return this.values.length;
  }

  at(index: number): Value {
    return this.values[index];
  }

  override [Symbol.iterator](): Generator<Value> {
    return this.values[Symbol.iterator]() as Generator<Value>;
  }
}

export abstract class CelMap {
  abstract readonly size: number;
  /** Undefined when there is no such key. */
  abstract find(key: Value): Value | undefined;
  abstract keys(): Iterable<Value>;
}

/** A map that an expression made. Keys are equal across numeric types, as they are anywhere in an expression. */
export class EntryMap extends CelMap {
  private readonly entries = new Map<unknown, readonly [Value, Value]>();

  constructor(entries: Iterable<readonly [Value, Value]> = []) {
    super();
    for (const [key, value] of entries) { this.add(key, value); }
  }

  get size(): number {
    return this.entries.size;
  }

  find(key: Value): Value | undefined {
    return this.entries.get(identity(key))?.[1];
  }

  * keys(): Generator<Value> {
    for (const [key] of this.entries.values()) { yield key; }
  }

  /** Adds an entry; fails if there is one of the key. */
  add(key: Value, value: Value): void {
    if (this.find(key) !== undefined) { throw new CelError('insert failed: the map has the key already'); }
    this.set(key, value);
  }

  /** Adds an entry or takes the place of the one of the key. */
  set(key: Value, value: Value): void {
    if (key instanceof Uint8Array) { throw new CelError('bytes cannot be a key of a map'); }
    this.entries.set(identity(key), [key, value]);
  }
}

/** The identity of a key: keys with the same one are equal. Lists, maps and the like equal only themselves. */
export function identity(key: Value): unknown {
  if (typeof key === 'number') { return Number.isInteger(key) ? BigInt(key) : key; }
  if (key instanceof Uint) { return key.value; }
  return key instanceof Timestamp || key instanceof Duration ? `${typeName(key)} ${key.nanos}` : key;
}

/** The name of a value's type, as `type()` gives it. */
export function typeName(value: Value): string {
  switch (typeof value) {
    case 'bigint': return 'int';
    case 'number': return 'double';
    case 'string': return 'string';
    case 'boolean': return 'bool';
    default:
  }
  if (value === null) { return 'null_type'; }
  if (value instanceof List) { return 'list'; }
  if (value instanceof CelMap) { return 'map'; }
  if (value instanceof Uint8Array) { return 'bytes'; }
  if (value instanceof Uint) { return 'uint'; }
  if (value instanceof Timestamp) { return 'google.protobuf.Timestamp'; }
  if (value instanceof Duration) { return 'google.protobuf.Duration'; }
  if (value instanceof Optional) { return 'optional_type'; }
  return value instanceof TypeValue ? 'type' : value.type;
}

/** An index of a list: any number without a fraction. */
function toIndex(index: Value): number {
  if (typeof index === 'bigint') { return Number(index); }
  const value = index instanceof Uint ? Number(index.value) : index;
  if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 63) { return value; }
  throw new CelError(`unsupported index type '${typeName(index)}' in list`);
}

export function noSuchOverload(): CelError {
  return new CelError('no such overload');
}
