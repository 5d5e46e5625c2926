/** The package makes its objects of few hidden classes: what scripts/slim.ts does to the literals of `lib/`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { leadingSpreads, withoutLeadingSpreads } from '../../scripts/package/leading-spreads';

const LIB = join(__dirname, '../../lib');

test.each([
  ['a member after a spread', '({ ...a, b: 2 })', '({ ...{}, ...a, b: 2 })'],
  ['two spreads', '({...a,...(b && { b })})', '({ ...{},...a,...(b && { b })})'],
  [
    'literals in literals',
    '({ ...{ ...a, c: 1 }, b: { ...a, d: 1 } })',
    '({ ...{}, ...{ ...{}, ...a, c: 1 }, b: { ...{}, ...a, d: 1 } })',
  ],
  ['lines', '({\n  ...a,\n  b\n})', '({ ...{},\n  ...a,\n  b\n})'],
])('%s: begins with the members of an empty object, and is equal', (_, code, changed) => {
  expect(withoutLeadingSpreads(code)).toBe(changed);
  expect(leadingSpreads(changed)).toEqual([]);
  const world = { a: { b: 1, x: 0 }, b: 3 };
  expect(Object.entries(runInNewContext(changed, world))).toEqual(Object.entries(runInNewContext(code, world)));
});

test.each([
  '({ ...a })',
  '({ b: 2, ...a })',
  '[...a, 1]',
  'f(...a, 1)',
  'const { b, ...c } = a',
  "'{ ...a, b: 2 }'",
  '// { ...a, b: 2 }',
  '/{ ...a, b: 2 }/',
  '({ ...{}, ...a, b })',
])('leaves %s as it is', (code) => {
  expect(withoutLeadingSpreads(code)).toBe(code);
});

test('no module of the package has such a literal', () => {
  const modules = readdirSync(LIB, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
  expect(modules.length).toBeGreaterThan(100);
  expect(modules.filter((name) => leadingSpreads(readFileSync(join(LIB, name), 'utf8')).length > 0)).toEqual([]);
});
