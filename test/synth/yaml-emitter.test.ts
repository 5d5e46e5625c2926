/**
 * The emitter prints the bytes of cdk8s, unless kubectl would read those otherwise. FUZZ_SEED compares other documents.
 */
import { Yaml } from 'cdk8s';
import { findText } from '../../src/app/json/find-text';
import { changeByCdk8s, isUnprintable, UnprintableText } from '../../src/app/json/kubectl-text';
import { releaseAssets, upstreamAssets } from '../../src/install/assets';
import { canonical } from '../../src/kubernetes/types/canonical-json';
import { Catalogue } from '../../src/release/catalogue';
import { emit, emitAsIs } from '../../src/synth/yaml-emitter';
import * as fc from '../support/fuzz';

const FIRST = ['apiVersion', 'kind', 'metadata'];

/** What cdk8s prints for the document with its keys in the order that emitters here give them. */
function stock(document: object, first: readonly string[] = []): string {
  const sorted = canonical(document) as Record<string, unknown>;
  const ordered = Object.fromEntries(first.filter((key) => key in sorted).map((key) => [key, sorted[key]]));
  return Yaml.stringify({ ...ordered, ...sorted });
}

/** Texts that YAML readers take for something else, or that need care. */
const TRICKY = [
  '', ' ', 'y', 'N', 'yes', 'oN', 'nO', 'nULL', 'On', 'tRUE', 'Off', 'TRUE', 'null', 'Null', '~', '=', '<<', '.inf',
  '-.INF', '.nan', '.5', '.e1', 'e0', 'E+12', '-e1', '._', '._5', '._e5', '--e1', '0', '00', '07', '0x1f', '0b1', '0o7',
  '1', '-1', '+1', '1e3', '1_000', '1.5', '1:30', '190:20:30', '2026-11-24', '2026-11-24T00:00:00Z', '12m', '1h',
  '64Mi', '1e', '1E5m', '10.0.0.0/8', '::1', 'fe80::1', '-', '--', '---', '--- a', '...', '-a', '--a', '- a', '?',
  '? a', '?a', ':', ': a', ':a', 'a:', 'a: b', 'a:b', 'a #b', 'a#b', '#a', 'a ', ' a', 'a-', 'a  b', '\ta', 'a\tb',
  '[a]', '{a}', 'a[b]', 'a{b}', 'a, b', ',a', '&a', '*a', '!a', '|a', '>a', "'a", '"a"', 'a"b', "a'b", '"\'', '%a',
  '@a', '`a', 'a\\b', '\\', '^(\\+|-)?a$', '$(A)', '(a)', '/a', '1 to run', '10 e', '1 2', '=a', ';a', '<a', '_a', '+a',
  '$a', 'é', 'a\u0085b', '\u2028', '😀', 'a\nb', 'a\n', '\na', 'a\r', '\u0000', 'x'.repeat(1100), 'key with spaces',
  "a ' b", 'http://a:80/?b=c#d',
];
/** Texts of several lines, and what can only be escaped. */
const LINES = [
  '\n',
  '\n\n',
  ' \n',
  '\n ',
  '\t\n',
  'a\n ',
  'a \n',
  'a\n\n',
  'a \n \n',
  ' a\nb',
  '\n a',
  '\na',
  '\n\n  a\n\n b\n',
  '\tb\nc',
  'a\t',
  '#a\nb',
  'a: b\nc',
  '- a\n- b',
  '"a"\n\'b\'\n ',
  'a\n---\nb',
  'a\n...',
  'a\r\nb',
  `${'x'.repeat(60)}\n `,
  `${'x\n'.repeat(30)} `,
  '\u0001 \n'.repeat(12),
  'a"\u0001\n\n\nb'.repeat(6),
  '\ufeff',
  '\ufffe',
  '\ud800',
  '\udc00x',
  '\u0007\u001b\u007f\u0085\u00a0',
  '\u2028%',
  '\u2029---',
];
const LETTERS = ' -:#?.\'"[]{},&*!|>%@`0159aAyYnNeE_/~=<+$^()\\\n\n\t\r\u0000\u0007\u0085\u00a0é\u2028😀TZx';
const of = (letters: string, more: fc.StringConstraints = {}) =>
  fc.string({ ...more, unit: fc.constantFrom(...letters) });
const string = fc.oneof(
  fc.constantFrom(...TRICKY, ...LINES),
  fc.string(),
  fc.string({ unit: 'binary' }),
  of(LETTERS),
  of('a \n\t#:', { maxLength: 8 }),
  of('a \n"\u0001\\n', { minLength: 20, maxLength: 80 }),
  of('0123456789-+._:eExb TtZ', { maxLength: 12 }),
);
const key = string.filter((each) => each !== '__proto__');
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    string,
    string,
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constantFrom(null, undefined, 1e21, 1e-7),
    tie('list'),
    tie('map'),
  ),
  list: fc.array(tie('any'), { maxLength: 4 }),
  map: fc.dictionary(key, tie('any'), { maxKeys: 4, noNullPrototype: true }),
}));
const document = fc.dictionary(key, value.any, { maxKeys: 5, noNullPrototype: true }) as fc.Arbitrary<object>;

test.each(Catalogue.standard().ids)('every document of %s is printed as cdk8s prints it', (id) => {
  const catalogue = Catalogue.standard();
  const release = catalogue.get(id);
  for (const { objects } of [
    ...releaseAssets(release, { crdDescriptions: true }, catalogue),
    ...upstreamAssets(release, {}, catalogue),
  ]) {
    for (const object of objects) {
      expect(emit(object, FIRST) === stock(object, FIRST)).toBe(true);
    }
  }
});

/** The text of the emitter, which is that of cdk8s unless kubectl reads a string in that otherwise. */
function expectBytes(each: object): void {
  if (findText(each, (text) => (isUnprintable(text) ? '' : undefined))) {
    expect(() => emitAsIs(each)).toThrow(UnprintableText);
  } else if (findText(each, changeByCdk8s)) {
    expect(emitAsIs(each)).not.toBe(Yaml.stringify(each));
  } else {
    expect([undefined, Yaml.stringify(each)]).toContain(emitAsIs(each));
  }
}

test.each([...TRICKY, ...LINES])('%j is printed as cdk8s prints it, wherever it stands', (text) => {
  for (const each of [{ a: text }, { a: [text] }, { a: [[{ b: { c: text } }]] }]) { expectBytes(each); }
  for (const each of [{ [text]: 'a' }, { a: { [text]: text } }, { [text]: { [text]: [text] } }]) { expectBytes(each); }
});

test('a key that is too long for a line has lines of its own', () => {
  const long = 'a b '.repeat(300);
  for (const short of [1, null, 'a\nb', [], {}, [1, [2]], { a: { b: [1] }, c: 2 }]) {
    const copy = () => JSON.parse(JSON.stringify(short)) as unknown;
    const last = { [long]: copy(), [`${long}2`]: copy() };
    const each = { [long]: copy(), a: { [long]: { [long]: copy() } }, b: [last] };
    expect(emitAsIs(each) === Yaml.stringify(each)).toBe(true);
  }
});

test('random documents are printed as cdk8s prints them, and few are left to it', () => {
  let printed = 0;
  let all = 0;
  fc.assert(fc.property(document, (each) => {
    if (findText(each, changeByCdk8s)) { return; }
    all++;
    const ours = emitAsIs(each);
    if (ours === undefined) { return; }
    printed++;
    expect(ours === Yaml.stringify(each)).toBe(true);
  }), { numRuns: 20_000, interruptAfterTimeLimit: 20_000 });
  expect(printed / all).toBeGreaterThan(0.9);
}, 60_000);

test('keys that are put in order leave out what is undefined', () => {
  fc.assert(fc.property(document, (each) => {
    const defined = JSON.parse(JSON.stringify(each)) as object;
    if (findText(defined, changeByCdk8s)) { return; }
    // Numbers that JSON does not have become null.
    expect([undefined, stock(defined)]).toContain(emit(defined));
  }), { numRuns: 2000, interruptAfterTimeLimit: 10_000 });
  expect(emit({ b: 1, a: undefined, c: { e: undefined } })).toBe('b: 1\nc: {}\n');
});

test.each<[string, object]>([
  ['a date', { a: new Date(0) }],
  ['an instance of a class', { a: new (class A { public b = 1; })() }],
  ['a function', { a: () => 1 }],
  ['minus zero', { a: -0 }],
])('leaves %s to others', (_, each) => {
  expect(emitAsIs(each)).toBeUndefined();
  expect(emit(each)).toBeUndefined();
});

test('keys go first as asked, the others in their order, and undefined ones not at all', () => {
  expect(emit({ spec: { b: 1, a: [] }, kind: 'A', apiVersion: 'v1', status: undefined, data: {} }, FIRST)).toBe(
    'apiVersion: v1\nkind: A\ndata: {}\nspec:\n  a: []\n  b: 1\n',
  );
});
