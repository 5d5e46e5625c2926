/** Random mutations of manifests: of bytes, lines, structure and types, with everything that breaks readers. */
import { CORE_SCHEMA, dump, load } from 'js-yaml';
import { Random } from '../../oracle/structural/random';

const ODD_TEXTS = [
  '\t',
  '\r',
  '\r\n',
  '\u0085',
  '\u2028',
  '\u2029',
  '\ufeff',
  '\0',
  '\u0007',
  '\u001b[2J',
  '\u007f',
  '\u202e',
  '\ud83d\ude00',
  '{{',
  '{{ .Values.x }}',
  '${X}',
  '$(A)',
  '---',
  '\n---\n',
  '\n...\n',
  '--- a',
  '%YAML 1.1',
  '#',
  ' # ',
  ': ',
  ':',
  '- ',
  '-',
  '? ',
  '[',
  ']',
  '{',
  '}',
  ',',
  '&a ',
  '*a',
  '<<: *a',
  '!!binary ',
  '!!str ',
  '!',
  '|',
  '>',
  '|+',
  '>-',
  '"',
  "'",
  '\\',
  '\\u',
  '`',
  '@',
  '~',
  'null',
  'yes',
  '0x',
  '0o7',
  '1e999',
  '.nan',
  '.inf',
  '-0',
  '1_000',
  '2001-01-01',
  '__proto__: 1',
  'constructor: {}',
  'apiVersion: v1',
  'kind: List',
  'items: []',
  '  ',
  '\n',
  '\n\n\n',
  'é',
  '\u00a0',
];
const HUGE = 200_000;
const MOST_SLOTS = 20_000;

type Edit = (text: string, random: Random, other: string) => string;

function spliced(text: string, at: number, removed: number, inserted: string): string {
  return text.slice(0, at) + inserted + text.slice(at + removed);
}

function onLines(change: (lines: string[], random: Random, other: string[]) => void): Edit {
  return (text, random, other) => {
    const lines = text.split('\n');
    change(lines, random, other.split('\n'));
    return lines.join('\n');
  };
}

const EDITS: readonly Edit[] = [
  // Bytes.
  (text, random) => spliced(text, random.below(text.length), 1 + random.below(4), ''),
  (text, random) => spliced(text, random.below(text.length), 1, String.fromCharCode(random.below(256))),
  (text, random) => spliced(text, random.below(text.length), 1, String.fromCharCode(random.below(65_536))),
  (text, random) => spliced(text, random.below(text.length), random.below(3), random.pick(ODD_TEXTS)),
  (text, random) => spliced(text, random.below(text.length), 0, random.pick(ODD_TEXTS)),
  (text, random) => text.slice(0, random.below(text.length)),
  (text, random) => text.slice(random.below(text.length)),
  (text) => text.replaceAll('\n', '\r\n'),
  // Lines.
  onLines((lines, random) => { lines.splice(random.below(lines.length), 1); }),
  onLines((lines, random) => { lines.splice(random.below(lines.length), 0, random.pick(lines)); }),
  onLines((lines, random, other) => { lines.splice(random.below(lines.length), 0, random.pick(other)); }),
  onLines((lines, random) => {
    const at = random.below(lines.length);
    lines[at] = random.next() < 0.5 ? `${' '.repeat(1 + random.below(4))}${lines[at]}` : lines[at].slice(2);
  }),
  onLines((lines, random) => {
    const at = random.below(lines.length);
    lines[at] = lines[at].replace(/: .*$/, () => `: ${random.pick(ODD_TEXTS)}`);
  }),
  onLines((lines, random) => {
    const at = random.below(lines.length);
    lines[at] = lines[at].replace(/: .*$/, () => `: ${huge(random)}`);
  }),
  onLines((lines, random) => {
    // An anchor here, and its alias below.
    const at = random.below(lines.length);
    lines[at] = lines[at].replace(/:( |$)/, ': &a$1');
    const below = at + random.below(lines.length - at);
    lines[below] = lines[below].replace(/: .*$/, ': *a');
  }),
  (text, random) => {
    const levels = 2 + random.below(12);
    const bomb = Array.from({ length: levels }, (_, index) => (
      `x${index}: &x${index} [${Array.from({ length: 9 }, () => (index === 0 ? 'x' : `*x${index - 1}`)).join(', ')}]\n`
    ));
    return `${text}\n${bomb.join('')}`;
  },
  (text, _, other) => `${text}\n---\n${other}`,
  // Structure.
  ...[onTree(replaceNode), onTree(removeNode), onTree(renameKey), onTree(repeatItem), onTree(nest), onTree(moveNode)],
];

/** A scalar of much more than any field takes. */
function huge(random: Random): string {
  const unit = random.pick([
    'a',
    '1',
    'a/',
    '-',
    '.',
    'a-',
    '{}',
    '[',
    '$(A)',
    '(',
    'é',
    ' ',
    '0',
    '9',
    '\\n',
    'a,b=c ',
  ]);
  return random.pick(['', '"', '\'']) + unit.repeat(HUGE / unit.length);
}

interface Slot { readonly parent: any; readonly key: string | number }

/** The mutation of the value that a text stands for, printed as YAML or JSON. */
function onTree(change: (slots: readonly Slot[], random: Random) => void): Edit {
  return (text, random) => {
    let value: unknown;
    try {
      value = load(text, { schema: CORE_SCHEMA });
    } catch {
      return text;
    }
    const slots: Slot[] = [];
    collect(value, slots, 0);
    // Aliases can stand for more than can be printed.
    if (slots.length === 0 || slots.length > MOST_SLOTS) { return text; }
    change(slots, random);
    try {
      return random.next() < 0.7 ? dump(value, { noRefs: random.next() < 0.5 }) : `${JSON.stringify(value)}\n`;
    } catch {
      // A value that contains itself, or nests too deep to be printed.
      return text;
    }
  };
}

function collect(value: unknown, slots: Slot[], depth: number): void {
  if (typeof value !== 'object' || value === null || depth > 100 || slots.length > MOST_SLOTS) { return; }
  for (const key of Object.keys(value)) {
    slots.push({ parent: value, key });
    collect((value as Record<string, unknown>)[key], slots, depth + 1);
  }
}

const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1,
  1.5,
  1e300,
  2 ** 53,
  70_000,
  '',
  'a',
  'true',
  '1',
  '-1',
  ' ',
  'a b',
  'A_B',
  '../..',
  '/',
  '*',
  '100Ti',
  '1e99',
  '-1Gi',
  '2001-01-01T00:00:00Z',
  '10.0.0.0/8',
  '::1',
  'a'.repeat(300),
  '(a+)+$',
  '^(.*)*$',
  [],
  {},
  [[]],
  [null],
  [{}],
  { a: 1 },
  { '': '' },
  { a: { b: {} } },
  Array.from({ length: 2000 }, (_, index) => ({ name: `n${index}` })),
  'object.spec',
  'self.all(a, self.all(b, a == b))',
  '$(A)'.repeat(500),
  '\u2028',
  '\u0007',
  '::error::a',
  '##[error]a',
];

function replaceNode(slots: readonly Slot[], random: Random): void {
  const { parent, key } = random.pick(slots);
  parent[key] = structuredClone(random.pick(VALUES));
}

function removeNode(slots: readonly Slot[], random: Random): void {
  const { parent, key } = random.pick(slots);
  if (Array.isArray(parent)) { parent.splice(Number(key), 1); } else { delete parent[key]; }
}

function renameKey(slots: readonly Slot[], random: Random): void {
  const { parent, key } = random.pick(slots);
  const name = random.pick([
    `${key}x`,
    String(key).slice(1),
    '',
    'constructor',
    'toString',
    '__proto__',
    'a.b',
    '$ref',
  ]);
  Object.defineProperty(parent, name, { value: parent[key], enumerable: true, configurable: true, writable: true });
  delete parent[key];
}

function repeatItem(slots: readonly Slot[], random: Random): void {
  const lists = slots.filter(({ parent }) => Array.isArray(parent));
  if (lists.length === 0) { return; }
  const { parent, key } = random.pick(lists);
  const times = random.pick([1, 2, 50, 2000]);
  for (let count = 0; count < times; count++) { parent.push(parent[key]); }
}

function nest(slots: readonly Slot[], random: Random): void {
  const { parent, key } = random.pick(slots);
  const depth = random.pick([1, 3, 50, 190, 400]);
  for (let count = 0; count < depth; count++) {
    parent[key] = random.next() < 0.5 ? [parent[key]] : { a: parent[key] };
  }
}

function moveNode(slots: readonly Slot[], random: Random): void {
  const [from, to] = [random.pick(slots), random.pick(slots)];
  to.parent[to.key] = structuredClone(from.parent[from.key]);
}

/** A manifest after some mutations. */
export function mutated(texts: readonly string[], random: Random): Buffer {
  let text = random.pick(texts);
  for (let count = 1 + random.below(3); count > 0; count--) {
    text = random.pick(EDITS)(text, random, random.pick(texts));
  }
  const bytes = Buffer.from(text);
  // Bytes that are no UTF-8.
  if (random.next() < 0.03 && bytes.length > 0) { bytes[random.below(bytes.length)] = random.below(256); }
  return bytes;
}
