/** The emitter prints the bytes that cdk8s prints, or nothing. */
import { Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import { canonical } from '../../src/api/canonical-json';
import { releaseAssets, upstreamAssets } from '../../src/release/assets';
import { Catalogue } from '../../src/release/catalogue';
import { emit } from '../../src/synth/emitter';

const FIRST = ['apiVersion', 'kind', 'metadata'];

/** What cdk8s prints for the document with its keys in the order that emitters here give them. */
function stock(document: object, first: readonly string[] = []): string {
  const sorted = canonical(document) as Record<string, unknown>;
  const ordered = Object.fromEntries(first.filter((key) => key in sorted).map((key) => [key, sorted[key]]));
  return Yaml.stringify({ ...ordered, ...sorted });
}

/** Texts that YAML readers take for something else, or that need care. */
const TRICKY = [
  '', ' ', 'y', 'N', 'yes', 'oN', 'nO', 'nULL', 'On', 'tRUE', 'Off', 'TRUE', 'null', 'Null', '~', '=', '<<', '.inf', '-.INF', '.nan', '.5', '.e1', 'e0', 'E+12', '-e1', '._', '._5', '._e5', '--e1', '0', '00', '07', '0x1f', '0b1', '0o7', '1', '-1', '+1',
  '1e3', '1_000', '1.5', '1:30', '190:20:30', '2026-11-24', '2026-11-24T00:00:00Z', '12m', '1h', '64Mi', '1e', '1E5m', '10.0.0.0/8', '::1', 'fe80::1',
  '-', '--', '---', '--- a', '...', '-a', '--a', '- a', '?', '? a', '?a', ':', ': a', ':a', 'a:', 'a: b', 'a:b', 'a #b', 'a#b', '#a', 'a ', ' a', 'a-', 'a  b', '\ta', 'a\tb',
  '[a]', '{a}', 'a[b]', 'a{b}', 'a, b', ',a', '&a', '*a', '!a', '|a', '>a', '\'a', '"a"', 'a"b', 'a\'b', '"\'', '%a', '@a', '`a', 'a\\b', '\\', '^(\\+|-)?a$', '$(A)', '(a)', '/a',
  '1 to run', '10 e', '1 2', '=a', ';a', '<a', '_a', '+a', '$a', 'é', 'a\u0085b', '\u2028', '😀', 'a\nb', 'a\n', '\na', 'a\r', '\u0000', 'x'.repeat(1100), 'key with spaces', "a ' b", 'http://a:80/?b=c#d',
];
const string = fc.oneof(fc.constantFrom(...TRICKY), fc.string(), fc.string({ unit: fc.constantFrom(...' -:#?.\'"[]{},&*!|>%@`0159aAyYnNeE_/~=<+$^()\\'.split('')) }));
const value = fc.letrec((tie) => ({
  any: fc.oneof({ maxDepth: 4 }, string, fc.integer(), fc.double(), fc.boolean(), fc.constant(null), tie('list'), tie('map')),
  list: fc.array(tie('any'), { maxLength: 4 }),
  map: fc.dictionary(string.filter((key) => key !== '__proto__'), tie('any'), { maxKeys: 4 }),
}));
const document = fc.dictionary(string.filter((key) => key !== '__proto__'), value.any, { minKeys: 1, maxKeys: 5 });

test.each(Catalogue.standard().ids)('every document of %s is printed as cdk8s prints it', (id) => {
  const catalogue = Catalogue.standard();
  const release = catalogue.get(id);
  for (const { objects } of [...releaseAssets(release, { crdDescriptions: true }, catalogue), ...upstreamAssets(release, {}, catalogue)]) {
    for (const object of objects) { expect(emit(object, FIRST) === stock(object, FIRST)).toBe(true); }
  }
});

test.each(TRICKY)('%j is printed as cdk8s prints it, or left to it', (text) => {
  for (const each of [{ a: text }, { a: [text] }, { [text]: 'a' }, { a: { [text]: text } }]) {
    expect([undefined, stock(each)]).toContain(emit(each));
  }
});

test('random documents are printed as cdk8s prints them, or left to it', () => {
  let printed = 0;
  fc.assert(fc.property(document, (each) => {
    const ours = emit(each);
    if (ours === undefined) { return; }
    printed++;
    expect(ours).toBe(stock(each));
  }), { numRuns: 5000 });
  expect(printed).toBeGreaterThan(500);
});

test.each<[string, object]>([
  ['a date', { a: new Date(0) }], ['a class', { a: new (class A { b = 1; })() }], ['a function', { a: () => 1 }], ['a big integer', { a: 1n }],
  ['not a number', { a: NaN }], ['minus zero', { a: -0 }], ['a fraction', { a: 0.5 }], ['a line break', { a: 'b\nc' }], ['a hole', { a: [undefined] }], ['nothing', {}],
])('leaves %s to others', (_, each) => {
  expect(emit(each)).toBeUndefined();
});

test('keys go first as asked, the others in their order, and undefined ones not at all', () => {
  expect(emit({ spec: { b: 1, a: [] }, kind: 'A', apiVersion: 'v1', status: undefined, data: {} }, FIRST)).toBe('apiVersion: v1\nkind: A\ndata: {}\nspec:\n  a: []\n  b: 1\n');
});
