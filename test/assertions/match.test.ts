/** Conditions of patterns, both ways. */
import { ApiObject, Testing } from 'cdk8s';
import { Manifests, Match } from '../../src';

const chart = Testing.chart();
new ApiObject(chart, 'Settings', {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings', labels: { team: 'research' } },
  data: { config: '{"level": 3, "tags": ["a", "b"]}', text: 'plain' },
  items: [{ name: 'a', value: 1 }, { name: 'b', value: 2 }, { name: 'c' }],
  sizes: { memory: '1Gi', cpu: 1 },
  on: true,
});
const manifests = Manifests.fromChart(chart);

const has = (pattern: object) => () => { manifests.hasObject('ConfigMap', pattern); };

test.each<[string, object]>([
  ['values', { on: true, sizes: { cpu: 1 } }],
  ['any value', { on: Match.anyValue(), items: [Match.anyValue(), Match.anyValue(), { name: Match.anyValue() }] }],
  ['no value', { off: Match.absent(), metadata: { annotations: { owner: Match.absent() } } }],
  ['an exact object', { sizes: Match.exact({ cpu: 1, memory: Match.stringPattern('Gi$') }) }],
  ['what does not match', { sizes: Match.otherThan({ cpu: 2 }), off: Match.otherThan(true) }],
  ['one of several', { sizes: { cpu: Match.anyOf([2, Match.anyValue()]) } }],
  ['a pattern of text', { data: { text: Match.stringPattern('^pl.in$') } }],
  ['some items, in any order', { items: Match.arrayWith([{ name: 'c' }, { name: 'a' }]) }],
  // The first fits all three, and has to leave the others theirs.
  ['items of their own', { items: Match.arrayWith([Match.anyValue(), { name: 'b' }, { name: 'a' }]) }],
  ['an amount', { sizes: { memory: Match.quantity('1024Mi'), cpu: Match.quantity('1000m') } }],
  ['JSON', { data: { config: Match.json({ level: 3, tags: Match.arrayWith(['b']) }) } }],
])('matches %s', (_, pattern) => {
  expect(has(pattern)).not.toThrow();
});

test.each<[string, object]>([
  ['another value', { on: 'true' }],
  ['a value in place of an object', { on: { yes: 1 }, data: { text: ['plain'] } }],
  ['a missing value', { off: Match.anyValue(), metadata: { annotations: { owner: 'ada', team: 'a' } } }],
  ['an empty object, where there is none', { off: {} }],
  ['a value, where there must be none', { on: Match.absent() }],
  ['another member', { sizes: Match.exact({ cpu: 1 }) }],
  ['another member further down', Match.exact({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } })],
  ['what must not match', { sizes: Match.otherThan({ cpu: 1 }) }],
  ['none of several', { sizes: { cpu: Match.anyOf([2, '1']) } }],
  ['other text', { data: { text: Match.stringPattern('^lain') }, on: Match.stringPattern('true') }],
  ['an item that is there once and wanted twice', { items: Match.arrayWith([{ name: 'a' }, { name: 'a' }]) }],
  ['an item that differs', { items: Match.arrayWith([{ name: 'b', value: 3 }]) }],
  ['no list', { sizes: Match.arrayWith([1]) }],
  ['items in another order', { items: [{ name: 'b' }, { name: 'a' }, { name: 'c' }] }],
  ['another amount', { sizes: { memory: Match.quantity('1G'), cpu: Match.quantity('2') } }],
  ['no amount', { on: Match.quantity('1') }],
  ['other JSON', { data: { config: Match.json({ level: 4 }), text: Match.json({}) } }],
])('fails if there is %s', (_, pattern) => {
  expect(has(pattern)).toThrowErrorMatchingSnapshot();
});

test.each<[string, () => unknown, string]>([
  ['an expression that is not valid', () => Match.stringPattern('('), "'(' is not a valid regular expression: "],
  ['no patterns', () => Match.anyOf([]), 'Match.anyOf has no patterns; give a list of one or more'],
  ['no items', () => Match.arrayWith([]), 'Match.arrayWith has no patterns; give a list of one or more'],
  ['an amount that is none', () => Match.quantity('much'), "'much' is not a quantity; give one such as '500m'"],
  ['null', () => Match.otherThan({ a: [null] }), 'the pattern has null at a[0]; use Match.absent()'],
])('fails if a condition is given %s', (_, make, message) => {
  expect(make).toThrow(message);
});

test('a condition is a text in messages', () => {
  expect(`${Match.arrayWith([{ a: Match.anyOf([1, Match.absent()]) }])}`).toBe(
    'a list with { "a": any of 1, no value }',
  );
});
