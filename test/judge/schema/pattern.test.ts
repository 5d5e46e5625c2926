import { compilePattern } from '../../../src/judge/schema/pattern';

// What RE2 and JavaScript read differently; the oracle compares these and more with RE2 itself.
test.each<[pattern: string, matching: string, other: string]>([
  ['^a.c$', 'a\rc', 'a\nc'], ['(?s)^a.c$', 'a\nc', 'ac'], ['(?i)^ab$', 'AB', 'B'], ['\\Aab\\z', 'ab', 'ab\n'],
  ['^\\s$', '\t', '\u00a0'], ['^\\S$', '\u00a0', ' '],
  ['^[\\s]$', '\f', '\v'],
  ['^[[:alpha:]]+$', 'aZ', 'a1'],
  ['^[^[:space:]]$', 'a', '\v'],
  ['^\\pL+$', 'ä', '1'], ['^\\p{Lu}$', 'Ä', 'ä'], ['^\\p{Greek}$', 'α', 'a'], ['^(?P<n>a)b$', 'ab', 'b'],
  ['^a{,2}$', 'a{,2}', 'aa'], ['^a{2}$', 'aa', 'a{2}'],
  ['^[]a]$', ']', 'b'],
  ['^[^]a]$', 'b', ']'],
  ['a\\-b', 'a-b', 'ab'],
  ['^\\x{1F600}$', '😀', 'x'],
  ['^\\_\\@$', '_@', '\\_\\@'],
  ['^\\a$', '\u0007', 'a'],
])('%s', (pattern, matching, other) => {
  expect(compilePattern(pattern).test(matching)).toBe(true);
  expect(compilePattern(pattern).test(other)).toBe(false);
});

test.each([
  ['(?=a)', 'the group \'(?=a\''], ['(?<!a)b', 'the group \'(?<!\''], ['(a)\\1', '\'\\1\''], ['\\k<n>', '\'\\k\''],
  ['\\Qa\\E', '\'\\Q\''],
  ['[\\S]', '\'\\S\' in a set'],
  ['[[:madeup:]]', 'the class \'[:madeup:]\''],
  ['[a', 'a set that does not end'],
  ['\\p', '\'\\p\''],
  ['a\\', '\'\\\''],
])('fails if a pattern is %s, which the two do not share', (pattern, what) => {
  expect(() => compilePattern(pattern)).toThrow(
    `the pattern '${pattern}' has ${what}, which does not mean the same to the API server`,
  );
});
