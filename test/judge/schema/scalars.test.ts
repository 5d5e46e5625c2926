import { walk } from '../../../src/judge/schema';
import { StructuralSchema } from '../../../src/kubernetes/types/structural-schema';

function messages(value: unknown, schema: StructuralSchema): string[] {
  return walk(value, schema).violations.map(({ kind, message }) => `${kind}: ${message}`);
}

describe('numbers', () => {
  const int32: StructuralSchema = { type: 'integer', format: 'int32' };
  const limited: StructuralSchema = { type: 'integer', minimum: 0, maximum: 3 };

  test.each([[2 ** 31 - 1], [-(2 ** 31)], [0], [7n]])('%s is an int32', (value) => {
    expect(messages(value, int32)).toEqual([]);
  });

  test.each([[2 ** 31], [-(2 ** 31) - 1], [2n ** 40n]])('fails if %s must be an int32', (value) => {
    expect(messages(value, int32)).toEqual([`format: ${value} is not from -2147483648 to 2147483647`]);
  });

  test('the format of an int-or-string is ignored', () => {
    expect(messages(2 ** 40, { 'x-kubernetes-int-or-string': true, 'format': 'int32' })).toEqual([]);
  });

  test.each([0, 3])('%s is within limits', (value) => {
    expect(messages(value, limited)).toEqual([]);
  });

  test('fails if a number is beyond its limits', () => {
    expect(messages(-1, limited)).toEqual(['minimum: -1 is less than the minimum, 0']);
    expect(messages(4, limited)).toEqual(['maximum: 4 is more than the maximum, 3']);
    expect(messages(4n, limited)).toEqual(['maximum: 4 is more than the maximum, 3']);
  });

  // Found by comparing with the API server: it converts the limit to an integer before it compares.
  test('for an integer, a limit loses its fraction', () => {
    const schema: StructuralSchema = { type: 'number', minimum: 0.5, maximum: 1.5 };
    expect(messages(0, schema)).toEqual([]);
    expect(messages(0.4, schema)).toEqual(['minimum: 0.4 is less than the minimum, 0.5']);
    expect(messages(2, schema)).toEqual(['maximum: 2 is more than the maximum, 1']);
  });
});

describe('lengths', () => {
  test('are counted in code points', () => {
    const schema: StructuralSchema = { type: 'string', minLength: 2, maxLength: 3 };
    for (const value of ['ab', '😀😀', '😀😀😀', 'abc']) { expect(messages(value, schema)).toEqual([]); }
    expect(messages('😀', schema)).toEqual(['minLength: \'😀\' is too short; at least 2 characters are needed']);
    expect(messages('😀😀😀😀', schema)).toEqual(['maxLength: \'😀😀😀😀\' has 4 characters; at most 3 are allowed']);
    expect(messages('', schema)).toEqual(['minLength: must not be empty; at least 2 characters are needed']);
  });

  test('a long value is shortened in messages', () => {
    const [message] = messages('x'.repeat(2000), { type: 'string', maxLength: 1024 });
    expect(message).toBe(`maxLength: '${'x'.repeat(55)}...' has 2000 characters; at most 1024 are allowed`);
  });

  test('of length and pattern the first that is broken is reported', () => {
    expect(messages('', { type: 'string', minLength: 1, pattern: '^a' })).toEqual([
      'minLength: must not be empty; at least 1 character is needed',
    ]);
  });
});

describe('patterns', () => {
  const QUANTITY: StructuralSchema = { 'x-kubernetes-int-or-string': true, 'pattern': '^[0-9]+(Mi|Gi)?$' };

  test('judge the strings of an int-or-string alone', () => {
    expect(messages('5Gi', QUANTITY)).toEqual([]);
    expect(messages(-5, QUANTITY)).toEqual([]);
  });

  test('fails if a string does not match', () => {
    expect(messages('5GB', QUANTITY)).toEqual(['pattern: \'5GB\' does not match ^[0-9]+(Mi|Gi)?$']);
    expect(messages('5\n', QUANTITY)).toHaveLength(1);
  });

  test('match anywhere', () => {
    expect(messages('abc', { type: 'string', pattern: 'b' })).toEqual([]);
  });
});
