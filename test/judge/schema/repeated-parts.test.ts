import { markRepeated, walk } from '../../../src/judge/schema';
import type { StructuralSchema } from '../../../src/kubernetes/types/structural-schema';

const schema = (minimum: number): StructuralSchema => ({
  type: 'object',
  properties: {
    part: {
      type: 'object',
      properties: { count: { type: 'integer', minimum }, name: { type: 'string', default: 'none' } },
    },
  },
});

const deepFreeze = <T extends { part: object }>(value: T): T =>
  Object.freeze({ ...value, part: Object.freeze(value.part) });

test('a part of many values is judged as it is in one', () => {
  const of = schema(0);
  const part = { count: 1 };
  const first = walk({ part }, of);
  markRepeated(part);
  for (let again = 0; again < 3; again++) { expect(walk(deepFreeze({ part }), of)).toEqual(first); }
  expect(first).toEqual({ value: { part: { count: 1, name: 'none' } }, violations: [] });
});

test('by each schema anew', () => {
  const part = { count: 1 };
  markRepeated(part);
  const [low, high] = [schema(0), schema(2)];
  expect(walk({ part }, low).violations).toEqual([]);
  expect(walk({ part }, high).violations).toHaveLength(1);
  expect(walk({ part }, low).violations).toEqual([]);
});

test('what is wrong with it is told each time', () => {
  const part = { count: -1 };
  markRepeated(part);
  const of = schema(0);
  for (let again = 0; again < 3; again++) {
    expect(walk({ part }, of).violations).toMatchObject([{ path: ['part', 'count'], kind: 'minimum' }]);
  }
});
