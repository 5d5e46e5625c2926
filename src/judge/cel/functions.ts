/** Functions as the checker and the evaluator see them, made of lines such as `charAt(this: string, int) -> string`. */
import { charge, spend, spendOnText } from './budget';
import type { CallCost, Charge } from './costs';
import { CelError } from './error';
import {
  BOOL, BYTES, CelType, DOUBLE, DURATION, DYN, INT, listType, mapType, NULL, optionalType, paramType, plainType,
  STRING, TIMESTAMP, typeType, UINT,
} from './types';
import { CelMap, List, noSuchOverload, typeName, Value } from './values';

/** The functions of a library by their signatures; undefined where the evaluator or only a cluster implements them. */
export type Library = Readonly<Record<string, ((...args: any[]) => Value) | undefined>>;

export interface Overload {
  readonly isMember: boolean;
  /** Of a member, the first is what it is a member of. */
  readonly args: readonly CelType[];
  readonly result: CelType;
  readonly params: readonly string[];
  readonly call?: (...args: Value[]) => Value;
}

const NAMED: Readonly<Record<string, CelType>> = {
  int: INT,
  uint: UINT,
  double: DOUBLE,
  string: STRING,
  bool: BOOL,
  bytes: BYTES,
  dyn: DYN,
  null: NULL,
  timestamp: TIMESTAMP,
  duration: DURATION,
  quantity: plainType('kubernetes.Quantity'),
  url: plainType('kubernetes.URL'),
  ip: plainType('net.IP'),
  cidr: plainType('net.CIDR'),
  semver: plainType('kubernetes.Semver'),
  format: plainType('kubernetes.NamedFormat'),
  authorizer: plainType('kubernetes.authorization.Authorizer'),
  pathCheck: plainType('kubernetes.authorization.PathCheck'),
  groupCheck: plainType('kubernetes.authorization.GroupCheck'),
  resourceCheck: plainType('kubernetes.authorization.ResourceCheck'),
  decision: plainType('kubernetes.authorization.Decision'),
};

/** The functions of libraries, read when they are asked for. */
export class Functions {
  private readonly lines = new Map<string, Array<readonly [string, Library[string]]>>();
  private readonly read = new Map<string, readonly Overload[]>();

  constructor(libraries: readonly Library[]) {
    for (const library of libraries) {
      for (const [line, call] of Object.entries(library)) {
        const name = line.slice(0, line.indexOf('('));
        const same = this.lines.get(name);
        if (same) {
          same.push([line, call]);
        } else {
          this.lines.set(name, [[line, call]]);
        }
      }
    }
  }

  has(name: string): boolean {
    return this.lines.has(name);
  }

  /** The overloads of a name; undefined for an unknown function. */
  find(name: string): readonly Overload[] | undefined {
    const lines = this.lines.get(name);
    if (!lines) { return undefined; }
    let overloads = this.read.get(name);
    if (!overloads) {
      this.read.set(name, (overloads = lines.map(([line, call]) => ({ ...readSignature(line), call }))));
    }
    return overloads;
  }
}

function readSignature(line: string): Omit<Overload, 'call'> {
  const reader = new TypeReader(line, line.indexOf('(') + 1);
  const isMember = reader.take('this: ');
  const args: CelType[] = [];
  while (!reader.take(')')) {
    args.push(reader.type());
    reader.take(', ');
  }
  reader.take(' -> ');
  return { isMember, args, result: reader.type(), params: [...reader.params] };
}

/** Reads `list(A)`, `map(string, int)`: one letter is a parameter. */
class TypeReader {
  readonly params = new Set<string>();

  constructor(private readonly text: string, private at: number) {}

  take(what: string): boolean {
    const isThere = this.text.startsWith(what, this.at);
    if (isThere) { this.at += what.length; }
    return isThere;
  }

  type(): CelType {
    const [name] = /^\w+/.exec(this.text.slice(this.at))!;
    this.at += name.length;
    if (/^[A-Z]$/.test(name)) {
      this.params.add(name);
      return paramType(name);
    }
    if (Object.hasOwn(NAMED, name)) { return NAMED[name]; }
    if (!this.take('(')) { throw new Error(`'${this.text}' has no type '${name}'`); }
    const args: CelType[] = [];
    while (!this.take(')')) {
      args.push(this.type());
      this.take(', ');
    }
    switch (name) {
      case 'list': return listType(args[0]);
      case 'map': return mapType(args[0], args[1]);
      case 'optional': return optionalType(args[0]);
      default: return typeType(args[0]);
    }
  }
}

/** Whether an overload takes a value. Of a list or map only the first member is looked at, as in cel-go. */
export function accepts({ kind, args }: CelType, value: Value): boolean {
  if (kind === 'dyn' || kind === 'param') { return true; }
  if (kind !== typeName(value)) { return false; }
  if (value instanceof List) { return value.size === 0 || accepts(args[0], value.at(0)); }
  if (value instanceof CelMap) {
    for (const key of value.keys()) { return accepts(args[0], key) && accepts(args[1], value.find(key)!); }
  }
  return true;
}

/** Calls the first overload of a function that takes the values. */
export function dispatch({ cost, isFirst }: Charge, overloads: readonly Overload[], values: Value[]): Value {
  for (const value of values) { spendOn(value); }
  for (const { args, call } of overloads) {
    if (call && args.every((type, index) => accepts(type, values[index]))) {
      if (isFirst) { charge(cost(values, null)); }
      const result = isFirst ? call(...values) : chargedCall(call, cost, values);
      spendOn(result);
      return result;
    }
  }
  throw noSuchOverload();
}

/** A call that is charged when its result is known, also if it fails. */
function chargedCall(call: (...args: Value[]) => Value, cost: CallCost, values: Value[]): Value {
  let result: Value = null;
  try {
    result = call(...values);
  } finally {
    charge(cost(values, result));
  }
  return result;
}

/** Adds the work of reading or making a value. */
function spendOn(value: Value): void {
  if (typeof value === 'string') {
    spendOnText(value.length);
  } else if (value instanceof List) {
    spend(value.size);
  } else if (value instanceof CelMap) {
    spend(10 * value.size);
  } else if (value instanceof Uint8Array) {
    spendOnText(value.length);
  }
}

/** Fails for an argument of the right type that the function cannot take. */
export function fail(message: string): never {
  throw new CelError(message);
}
