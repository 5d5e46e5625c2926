import { nearest } from '../../../src/checks/nearest';
import { alternatives, describe as described } from '../../../src/judge/schema/violation';
import { formatPath } from '../../../src/kubernetes/json-path';

test.each<[Array<string | number>, string]>([
  [[], ''],
  [['spec', 'containers', 0, 'name'], 'spec.containers[0].name'],
  [['metadata', 'labels', 'example.com/team'], 'metadata.labels[example.com/team]'],
  [[1, 'a'], '[1].a'],
  [['a', ''], 'a[]'],
])('the path %j is written \'%s\'', (path, text) => {
  expect(formatPath(path)).toBe(text);
});

test.each<[unknown, string]>([
  [null, 'null'],
  [undefined, 'null'],
  [true, 'true'],
  [1.5, 'the number 1.5'],
  [12n, 'the number 12'],
  ['a', 'the string \'a\''],
  [[], 'an empty list'],
  [[1], 'the list [1]'],
  [{}, 'an empty object'],
  [{ a: 1 }, 'the object {"a":1}'],
  ['x'.repeat(100), `the string '${'x'.repeat(55)}...'`],
  ['😀'.repeat(100), `the string '${'😀'.repeat(55)}...'`],
  [Array.from({ length: 50 }, () => 1), `the list [${'1,'.repeat(28)}...`],
])('%j is described as %s', (value, text) => {
  expect(described(value)).toBe(text);
});

test('alternatives are joined as in speech', () => {
  expect(alternatives(['a'])).toBe('\'a\'');
  expect(alternatives(['a', 1, 'c'])).toBe('\'a\', 1 or \'c\'');
});

describe('the nearest name', () => {
  const known = ['image', 'imagePullPolicy', 'env', 'envFrom', 'name'];

  test.each([
    ['imagee', 'image'],
    ['Image', 'image'],
    ['imgae', 'image'],
    ['imagepullpolicy', 'imagePullPolicy'],
    ['evn', 'env'],
    ['envform', 'envFrom'],
  ])('of %s is %s', (name, meant) => {
    expect(nearest(name, known)).toBe(meant);
  });

  test.each(['command', '', 'x', 'images2go'])('of \'%s\' is none', (name) => {
    expect(nearest(name, known)).toBeUndefined();
  });
});
