import { inObject, Loose } from '../../kubernetes/read-json';
import {
  call, Code, CodeMembers, evaluate, filled, list, literal, name, object, ProgramScope,
} from '../code/expression';
import type { ChartReferences } from '../references';

/** What a conversion may ask for. */
export interface Vocabulary {
  readonly scope: ProgramScope;
  readonly references: ChartReferences;
}

/** Props for a member of JSON; undefined where no props print it as it is. */
export type Conversion = (value: unknown, vocabulary: Vocabulary) => CodeMembers | undefined;
type ValueConversion = (value: unknown, vocabulary: Vocabulary) => Code | undefined;

/** Conversions by the member of JSON. */
export type Conversions = Readonly<Record<string, Conversion>>;

/** Props of the members of an object, and the members that have none. */
export function converted(
  json: Loose, table: Conversions, vocabulary: Vocabulary,
): { props: CodeMembers; rest: Loose } {
  const props: CodeMembers = {};
  const rest: Record<string, unknown> = {};
  const inTable = Object.keys(table).filter((key) => Object.hasOwn(json, key));
  for (const key of [...inTable, ...Object.keys(json).filter((each) => !Object.hasOwn(table, each))]) {
    const value = json[key];
    if (value === null || value === undefined) { continue; }
    const members = Object.hasOwn(table, key) ? unlessRefused(() => table[key](value, vocabulary)) : undefined;
    if (members) { Object.assign(props, members); } else { rest[key] = value; }
  }
  return { props, rest };
}

/** Undefined too where a construct that is referred to refuses its name, as of a RuntimeClass. */
function unlessRefused(convert: () => CodeMembers | undefined): CodeMembers | undefined {
  try {
    return convert();
  } catch {
    return undefined;
  }
}

/** An object all of whose members have props. */
export function allOf(json: unknown, table: Conversions, vocabulary: Vocabulary): CodeMembers | undefined {
  if (!isObject(json)) { return undefined; }
  const { props, rest } = converted(json, table, vocabulary);
  return Object.keys(rest).length === 0 ? props : undefined;
}

export function isObject(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A prop of a value. */
export function prop(name_: string, convert: ValueConversion): Conversion {
  return (value, vocabulary) => {
    const expression = convert(value, vocabulary);
    return expression && { [name_]: expression };
  };
}

/** A conversion for a field that constructs print anyway: no prop is needed for the value that they print. */
export function unless(usual: unknown, convert: Conversion): Conversion {
  const text_ = JSON.stringify(usual);
  return (value, vocabulary) => (JSON.stringify(value) === text_ ? {} : convert(value, vocabulary));
}

export const boolean: ValueConversion = (value) => (typeof value === 'boolean' ? literal(value) : undefined);
export const number: ValueConversion = (value) => (typeof value === 'number' ? literal(value) : undefined);
export const text: ValueConversion = (value) => (typeof value === 'string' ? literal(value) : undefined);
export const texts: ValueConversion = (value) =>
  Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string')
    ? literal(value)
    : undefined;
export const textMap: ValueConversion = (value) =>
  isObject(value) && Object.keys(value).length > 0 && Object.values(value).every((each) => typeof each === 'string')
    ? literal(value)
    : undefined;
export const seconds: ValueConversion = (value) => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) { return undefined; }
  const [unit, size] = value > 0 && value % 3600 === 0 ? ['hours', 3600] : value > 0 && value % 60 === 0
    ? ['minutes', 60]
    : ['seconds', 1];
  return call(`Duration.${unit}`, literal(value / (size as number)));
};

/** A member of an enum. */
export function enumOf(type: string): ValueConversion {
  return (value, { scope }) => {
    const [key] = Object.entries(evaluate(name(type), scope)).find(([, each]) => each === value) ?? [];
    return key === undefined ? undefined : name(`${type}.${key}`);
  };
}

/** A list, all of whose items are converted. */
export function listOf(convert: ValueConversion): ValueConversion {
  return (value, vocabulary) => {
    if (!Array.isArray(value) || value.length === 0) { return undefined; }
    const items = value.map((each) => convert(each, vocabulary));
    return items.every((each) => each !== undefined) ? list(items) : undefined;
  };
}

/** An object, all of whose members are converted. */
export function structOf(table: Conversions): ValueConversion {
  return (value, vocabulary) => {
    const members = allOf(value, table, vocabulary);
    return members && object(members);
  };
}

/** A size in the unit in which it would be printed; undefined where that differs from the text that was given. */
export function sizeOf(value: unknown, printedIn: 'Mi' | 'Gi' | 'largest'): Code | undefined {
  const [, digits, unit] = /^([1-9]\d{0,8})(Ki|Mi|Gi)$/.exec(String(value)) ?? [];
  const amount = Number(digits);
  if (unit === undefined || typeof value !== 'string') { return undefined; }
  if (printedIn === 'largest') {
    return unit !== 'Gi' && amount % 1024 === 0 ? undefined : call(`Size.${UNITS[unit]}`, literal(amount));
  }
  if (unit !== printedIn) { return undefined; }
  return unit === 'Mi' && amount % 1024 === 0
    ? call('Size.gibibytes', literal(amount / 1024))
    : call(`Size.${UNITS[unit]}`, literal(amount));
}

const UNITS: Readonly<Record<string, string>> = { Ki: 'kibibytes', Mi: 'mebibytes', Gi: 'gibibytes' };

export const cpuOf: ValueConversion = (value) => {
  if (typeof value !== 'string') { return undefined; }
  const [, digits, milli] = /^([1-9]\d{0,8})(m?)$/.exec(value) ?? [];
  if (digits === undefined) { return undefined; }
  return call(milli ? 'kplus.Cpu.millis' : 'kplus.Cpu.units', literal(Number(digits)));
};

/** Requests and limits, where cdk8s-plus prints them in the units that were given. */
export const resources: ValueConversion = (value, vocabulary) => {
  const sides = { request: inObject(value, 'requests'), limit: inObject(value, 'limits') };
  const known = allOf(value, { requests: () => ({}), limits: () => ({}) }, vocabulary);
  const rows: Array<[string, string, ValueConversion]> = [
    ['cpu', 'cpu', cpuOf],
    ['memory', 'memory', (each) => sizeOf(each, 'Mi')],
    ['ephemeral-storage', 'ephemeralStorage', (each) => sizeOf(each, 'Gi')],
  ];
  const names = rows.map(([resource]) => resource);
  if (!known || Object.values(sides).some((side) => Object.keys(side).some((each) => !names.includes(each)))) {
    return undefined;
  }
  const members: CodeMembers = {};
  for (const [resource, name_, convert] of rows) {
    const bounds: CodeMembers = {};
    for (const [bound, side] of Object.entries(sides)) {
      if (side[resource] === undefined) { continue; }
      bounds[bound] = convert(side[resource], vocabulary);
      if (!bounds[bound]) { return undefined; }
    }
    members[name_] = filled(bounds);
  }
  return filled(members);
};
