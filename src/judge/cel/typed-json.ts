/**
 * JSON with a schema: properties have their escaped names, strings of some formats are times or bytes, and lists of the
 * types set and map are equal in any order.
 */
import { spend } from './budget';
import { absorbed, CelError } from './error';
import { escape, unescape } from './escaping';
import { AddsBySchema, EqualsBySchema, ContainsBySchema, equal } from './operations';
import { parseDate, parseDuration, parseTimestamp } from './time';
import { ArrayList, CelMap, List, noSuchOverload, Value } from './values';
import { canonicalJson } from '../../kubernetes/types/canonical-json';
import type { StructuralSchema } from '../../kubernetes/types/structural-schema';

type JsonObject = Readonly<Record<string, unknown>>;

/** @throws CelError when the value is not what the schema says */
export function schemaValue(value: unknown, schema: StructuralSchema): Value {
  if (value === null || value === undefined) { return mismatch(null, 'a value'); }
  if (schema['x-kubernetes-int-or-string']) {
    return typeof value === 'string' ? value : integer(value, 'an integer or a string');
  }
  switch (schema.type) {
    case 'object':
      return isObject(value) ? new TypedMap(value, schema) : mismatch(value, 'an object');
    case 'array':
      return Array.isArray(value) ? listOf(value, schema) : mismatch(value, 'a list');
    case 'string':
      return typeof value === 'string' ? textOf(value, schema.format) : mismatch(value, 'a string');
    case 'number':
      return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : mismatch(value, 'a number');
    case 'integer':
      return integer(value, 'an integer');
    case 'boolean':
      return typeof value === 'boolean' ? value : mismatch(value, 'a boolean');
    default:
      return mismatch(value, 'of a type that the schema names');
  }
}

function mismatch(value: unknown, wanted: string): never {
  throw new CelError(
    `the data has ${described(value)} where the schema wants ${wanted}`,
  );
}

function described(value: unknown): string {
  if (value === null || typeof value !== 'object') { return String(value); }
  return Array.isArray(value) ? 'a list' : 'an object';
}

function integer(value: unknown, wanted: string): bigint {
  if (typeof value === 'bigint') { return value; }
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : mismatch(value, wanted);
}

function textOf(text: string, format: string | undefined): Value {
  switch (format) {
    case 'date-time': return parseTimestamp(text);
    case 'date': return parseDate(text);
    case 'duration': return parseDuration(text);
    case 'byte': return bytesOf(text);
    default: return text;
  }
}

/** The API server checks fields for the usual alphabet, and reads them for expressions in that of URLs. */
function bytesOf(text: string): Uint8Array {
  if (!/^(?:[\w-]{4})*(?:[\w-]{2}==|[\w-]{3}=)?$/.test(text)) {
    throw new CelError(`'${text}' is not base64 in the alphabet of URLs`);
  }
  return new Uint8Array(Buffer.from(text, 'base64url'));
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

class TypedMap extends CelMap implements EqualsBySchema {
  constructor(readonly members: JsonObject, private readonly schema: StructuralSchema) {
    super();
  }

  get size(): number {
    return this.names().length;
  }

  find(key: Value): Value | undefined {
    if (typeof key !== 'string') { throw noSuchOverload(); }
    const name = this.schema.properties ? unescape(key) : key;
    if (name === undefined || !Object.hasOwn(this.members, name)) { return undefined; }
    const member = this.members[name];
    // A null in a map stays one, which is wrong; that of a property counts as absent.
    if (member === undefined || (this.schema.properties && member === null)) { return undefined; }
    const of = this.schemaOf(name);
    return of && schemaValue(member, of);
  }

  * keys(): Generator<Value> {
    for (const name of this.names()) {
      if (this.schemaOf(name)) { yield (this.schema.properties && escape(name)) ?? name; }
    }
  }

  equalsBySchema(other: Value): boolean {
    if (!(other instanceof CelMap)) { throw noSuchOverload(); }
    const names = this.names();
    if (names.length !== other.size) { return false; }
    spend(names.length);
    return names.every((name) => {
      if (this.schemaOf(name)) {
        const key = (this.schema.properties && escape(name)) ?? name;
        const [mine, others] = [this.find(key), other.find(key)];
        return mine === undefined || others === undefined ? mine === others : equal(mine, others);
      }
      // Members that the schema does not describe are compared as they are.
      if (!(other instanceof TypedMap)) { throw noSuchOverload(); }
      return (
        other.members[name] === undefined || canonicalJson(other.members[name]) === canonicalJson(this.members[name])
      );
    });
  }

  private names(): string[] {
    return Object.keys(this.members).filter((name) => this.members[name] !== undefined);
  }

  private schemaOf(name: string): StructuralSchema | undefined {
    const { properties, additionalProperties } = this.schema;
    return properties ? (Object.hasOwn(properties, name) ? properties[name] : undefined) : additionalProperties;
  }
}

function listOf(items: readonly unknown[], schema: StructuralSchema): TypedList {
  switch (schema['x-kubernetes-list-type']) {
    case 'set': return new SetList(items, schema);
    case 'map': return new MapList(items, schema);
    default: return new TypedList(items, schema);
  }
}

class TypedList extends List implements EqualsBySchema, ContainsBySchema {
  constructor(protected readonly items: readonly unknown[], protected readonly schema: StructuralSchema) {
    super();
  }

  get size(): number {
    return this.items.length;
  }

  at(index: number): Value {
    return schemaValue(this.items[index], this.schema.items ?? {});
  }

  override get(index: Value): Value {
    if (typeof index !== 'bigint') { throw new CelError('an index of a list is an int'); }
    return super.get(index);
  }

  equalsBySchema(other: Value): boolean {
    if (!(other instanceof List)) { throw noSuchOverload(); }
    if (this.size !== other.size) { return false; }
    spend(this.size);
    return this.items.every((_, index) => equal(this.at(index), other.at(index)));
  }

  /** Unlike with other lists, an item that cannot be compared fails unless another is equal. */
  containsBySchema(value: Value): boolean {
    let fault: unknown;
    for (const item of this) {
      try {
        if (equal(item, value)) { return true; }
      } catch (error) {
        fault ??= absorbed(error);
      }
    }
    if (fault) { throw fault; }
    return false;
  }
}

/** A list of unique items whose order does not matter. */
class SetList extends TypedList implements AddsBySchema {
  override equalsBySchema(other: Value): boolean {
    if (!(other instanceof List)) { throw noSuchOverload(); }
    if (this.size !== other.size) { return false; }
    spend(this.size * this.size);
    const mine = [...this];
    return [...other].every((item) => mine.some((each) => equal(each, item)));
  }

  addBySchema(other: List): Value {
    const items = [...this];
    for (const item of other) {
      if (!items.some((each) => equal(each, item))) { items.push(item); }
    }
    // A set of plain JSON values stays a set.
    return items.every((item) => typeof item !== 'object') ? new SetList(items, this.schema) : new ArrayList(items);
  }
}

/** A list of objects of which some members are a key. */
class MapList extends TypedList implements AddsBySchema {
  override equalsBySchema(other: Value): boolean {
    if (!(other instanceof List)) { throw noSuchOverload(); }
    if (this.size !== other.size) { return false; }
    spend(this.size);
    const mine = new Map([...this].map((item) => [this.keyOf(item), item]));
    return [...other].every((item) => {
      const same = mine.get(this.keyOf(item));
      return same !== undefined && equal(same, item);
    });
  }

  /** Items of a key that is there take its place. */
  addBySchema(other: List): Value {
    const items = new Map([...this, ...other].map((item) => [this.keyOf(item), item]));
    const values = [...items.values()];
    return values.every((item) => item instanceof TypedMap)
      ? new MapList(
        values.map(({ members }) => members),
        this.schema,
      )
      : new ArrayList(values);
  }

  private keyOf(item: Value): string {
    const of = item instanceof TypedMap ? item.members : {};
    return canonicalJson((this.schema['x-kubernetes-list-map-keys'] ?? []).map((key) => of[key] ?? null));
  }
}
