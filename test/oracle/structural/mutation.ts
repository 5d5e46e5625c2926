/** Changes to an object that a keyword may refuse. */
import { SchemaPath, Site } from './generator';
import { Random } from './random';
import { StructuralSchema } from '../../../src/kubernetes/types/structural-schema';

const SOME: readonly unknown[] = [
  '', 'text', '1', 0, 1, -1, 1.5, true, false, null, [], [1], {}, { a: 1 }, [{ a: null }], ['x', null],
];
const INTEGERS = [
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31),
  -(2 ** 31) - 1,
  2 ** 53 - 1,
  2 ** 53,
  2 ** 62,
  2 ** 63 - 1024,
  2 ** 63,
  -(2 ** 63),
  -(2 ** 63) + 1024,
  2 ** 64,
  1e20, 1e21, 1e22, 1e-7, 0.5, -0,
];
const TIMES = [
  '2026-07-01', '2026-07-01 12:00:00Z', '2026-07-01T12:00:00', '2026-07-01T24:00:00Z', '2026-07-01T23:59:60Z',
  '2026-07-01T12:60:00Z', '2026-02-29T12:00:00Z', '2000-02-29T12:00:00Z', '1900-02-29T12:00:00Z',
  '2026-13-01T12:00:00Z', '2026-00-01T12:00:00Z', '2026-01-00T12:00:00Z', '2026-04-31T00:00:00z',
  '2026-07-01T12:00:00+99:99', '2026-07-01T12:00:00x5Z', '2026-07-01T12:00:00.Z', '2026-07-01T12:00:0012Z',
  '2026-07-01T12:00:00ZT', '2026-07-01T12:00:00Z\n', '2026-07-01T12:00:00\n5Z', '26-07-01T12:00:00Z',
  '0000-01-01T00:00:00Z', ' 2026-07-01T12:00:00Z', '2026-07-01T1:00:00Z', '2026-7-01T12:00:00Z',
  '2026-07-01T12:00:00+0200', 'T', '', '2026-07-01T12:00:00😀5Z',
];
const TEXTS = [
  '',
  ' ',
  '1 Gi',
  '1Gib',
  '1GI',
  '1e',
  'e3',
  '1e3e3',
  '++1',
  '1.2.3',
  '.',
  '1\n',
  '\n1',
  '１',
  '1k',
  '1K',
  '0x10',
  '1Gi ',
  'Ready',
  'ready',
  'Re ady',
  'Ready\n',
  'a/b/c',
  'example.com/',
  '/Ready',
  'Example.com/Ready',
  'R😀',
  '😀',
  '-',
  'a_',
  'A:',
  'A,B',
];
const NAMES = [
  'unknown', '', 'a b', 'x.y', '__proto__', 'constructor', 'toString', 'apiVersion', 'metadata', 'kind', '😀',
];

/** Changes the object where the site is; what it returns may be valid still. */
export function mutate(object: any, { path, schema, keyword }: Site, random: Random): void {
  const places = placesOf(object, path);
  if (places.length === 0) { return; }
  const { holder, key } = random.pick(places);
  const value = holder[key];
  const [word] = keyword.split(' ');
  if (random.chance(0.05)) {
    holder[key] = structuredClone(random.pick(SOME));
    return;
  }
  switch (word) {
    case 'type':
    case 'anyOf':
    case 'int-or-string':
      holder[key] = structuredClone(random.pick(SOME));
      break;
    case 'properties':
      addUnknown(value, schema, random);
      break;
    case 'additionalProperties':
      set(value, random.pick(NAMES), structuredClone(random.pick(SOME)));
      break;
    case 'items':
      if (Array.isArray(value)) {
        value.splice(random.below(value.length + 1), 0, structuredClone(random.pick(SOME)));
      }
      break;
    case 'required':
      spoil(value, random.pick(schema.required!), random);
      break;
    case 'default':
      spoil(holder, key, random);
      break;
    case 'enum':
      holder[key] = random.pick([
        ...schema.enum!,
        ...schema.enum!.map((each) => String(each).toLowerCase()),
        '',
        ' ',
        `${schema.enum![0]} `,
        0,
      ]);
      break;
    case 'pattern':
      holder[key] = random.chance(0.2) ? edited(String(value), random) : random.pick(TEXTS);
      break;
    case 'format':
      holder[key] =
        schema.type === 'integer'
          ? random.pick(INTEGERS)
          : random.chance(0.3)
            ? edited(String(value), random)
            : random.pick([...TIMES, ['x'], [{ a: 1 }]]);
      break;
    case 'minimum':
      holder[key] = schema.minimum! - random.below(3) + 1;
      break;
    case 'maximum':
      holder[key] = schema.maximum! + random.below(3) - 1;
      break;
    case 'minLength':
      holder[key] = 'a'.repeat(Math.max(0, schema.minLength! - random.below(2)));
      break;
    case 'maxLength':
      holder[key] = random.pick(['a', '😀']).repeat(schema.maxLength! + random.below(2));
      break;
    case 'minItems':
      if (Array.isArray(value)) { value.splice(Math.max(0, schema.minItems! - random.below(2))); }
      break;
    case 'maxItems':
      if (Array.isArray(value) && value.length > 0) {
        holder[key] = Array.from({ length: schema.maxItems! + random.below(2) }, () => structuredClone(value[0]));
      }
      break;
    case 'minProperties':
      holder[key] = random.chance(0.5) ? {} : value;
      break;
    case 'maxProperties':
      holder[key] = Object.fromEntries(
        Array.from({ length: schema.maxProperties! + random.below(2) }, (_, index) => [`k${index}`, 'a']),
      );
      break;
    case 'list-type':
      repeat(value, schema, random);
      break;
    default:
      throw new Error(`no mutation for the keyword '${keyword}'`);
  }
}

interface Place {
  readonly holder: any;
  readonly key: string | number;
}

/** Where in the object a way through the schema ends. */
function placesOf(object: any, path: SchemaPath): Place[] {
  let places: Place[] = [{ holder: { '': object }, key: '' }];
  for (const step of path) {
    places = places.flatMap(({ holder, key }): Place[] => {
      const value = holder[key];
      if (typeof value !== 'object' || value === null) { return []; }
      if (step === '[]') { return (value as unknown[]).map((_, index) => ({ holder: value, key: index })); }
      if (step === '*') { return Object.keys(value).map((each) => ({ holder: value, key: each })); }
      return Object.hasOwn(value, step) ? [{ holder: value, key: step }] : [];
    });
  }
  return places;
}

function addUnknown(value: any, schema: StructuralSchema, random: Random): void {
  const known = random.pick(Object.keys(schema.properties!));
  const name = random.chance(0.5)
    ? random.pick(NAMES)
    : random.pick([`${known}s`, known.slice(1), known.toUpperCase(), known]);
  set(value, name, structuredClone(random.pick(SOME)));
}

/** The four ways to leave a field out, two of which are none. */
function spoil(holder: any, key: string | number, random: Random): void {
  switch (random.below(3)) {
    case 0: holder[key] = null; break;
    case 1: if (Array.isArray(holder)) { holder.splice(Number(key), 1); } else { delete holder[key]; } break;
    default: holder[key] = structuredClone(random.pick(SOME));
  }
}

/** Repeats an item, whole or by its keys only, of which a defaulted one may be left out. */
function repeat(list: any, schema: StructuralSchema, random: Random): void {
  if (!Array.isArray(list) || list.length === 0) { return; }
  const copy = structuredClone(random.pick(list));
  const keys = schema['x-kubernetes-list-map-keys'];
  if (keys && typeof copy === 'object' && copy !== null) {
    const last = keys[keys.length - 1];
    switch (random.below(5)) {
      case 0: delete copy[last]; break;
      case 1: copy[last] = random.pick(['TCP', 'UDP', '', null, 'main0']); break;
      case 2: for (const other of Object.keys(copy)) { if (!keys.includes(other)) { delete copy[other]; } } break;
      case 3: copy[keys[0]] = random.pick([80, 'main', '', null, 1]); break;
      default:
    }
  }
  for (let times = random.below(10) === 0 ? 12 : 1; times > 0; times--) {
    list.splice(random.below(list.length + 1), 0, structuredClone(copy));
  }
}

/** One character added, dropped or replaced. */
function edited(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const char = random.pick([...'0159-+:.TtZzGi \n€eE']);
  return text.slice(0, at) + random.pick([char, '']) + text.slice(at + random.below(2));
}

/** Also for names that assigning would not make a member of. */
function set(object: any, name: string, value: unknown): void {
  if (typeof object !== 'object' || object === null || Array.isArray(object)) { return; }
  Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}
