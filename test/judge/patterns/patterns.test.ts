import { compilePattern, PatternError } from '../../../src/judge/patterns';
import { linearRegExp } from '../../../src/judge/patterns/linear';

// What RE2 and JavaScript read differently; the oracle compares these and more with RE2 itself.
test.each<[pattern: string, matching: string, other: string]>([
  ['^a.c$', 'a\rc', 'a\nc'],
  ['(?s)^a.c$', 'a\nc', 'ac'],
  ['(?i)^ab$', 'AB', 'B'],
  ['\\Aab\\z', 'ab', 'ab\n'],
  ['^\\s$', '\t', '\u00a0'],
  ['^\\S$', '\u00a0', ' '],
  ['^[\\s]$', '\f', '\v'],
  ['^[[:alpha:]]+$', 'aZ', 'a1'],
  ['^[^[:space:]]$', 'a', '\v'],
  ['^\\pL+$', 'ä', '1'],
  ['^\\p{Lu}$', 'Ä', 'ä'],
  ['^\\p{Greek}$', 'α', 'a'],
  ['^(?P<n>a)b$', 'ab', 'b'],
  ['^a{,2}$', 'a{,2}', 'aa'],
  ['^a{2}$', 'aa', 'a{2}'],
  ['^[]a]$', ']', 'b'],
  ['^[^]a]$', 'b', ']'],
  ['a\\-b', 'a-b', 'ab'],
  ['^\\x{1F600}$', '😀', 'x'],
  ['^\\_\\@$', '_@', '\\_\\@'],
  ['^\\a$', '\u0007', 'a'],
  ['^(?i:x)y$', 'Xy', 'XY'],
  ['(?m)^b$', 'a\nb', 'a b'],
  ['(?U)^a{1,2}$', 'aa', 'aaa'],
  ['^\\Q.*\\E$', '.*', 'ab'],
  ['^\\07$', '\u0007', '7'],
  ['^[[:^lower:]]$', 'A', 'a'],
  ['^[\\S]$', 'a', ' '],
])('%s', (pattern, matching, other) => {
  expect(compilePattern(pattern).test(matching)).toBe(true);
  expect(compilePattern(pattern).test(other)).toBe(false);
});

test.each([
  ['(?=a)', 'invalid or unsupported Perl syntax: `(?=`'],
  ['(?<!a)b', 'invalid named capture: `(?<!a)b`'],
  ['(a)\\1', 'invalid escape sequence: `\\1`'],
  ['\\k<n>', 'invalid escape sequence: `\\k`'],
  ['[[:madeup:]]', 'invalid character class range: `[:madeup:]`'],
  ['[a', 'missing closing ]: `[a`'],
  ['\\p', 'invalid character class range: `\\p`'],
  ['a\\', 'trailing backslash at end of expression'],
  ['a{1001}', 'invalid repeat count: `{1001}`'],
  ['(a{100}){100}', 'invalid repeat count: `{100}`'],
  ['a**', 'invalid nested repetition operator: `**`'],
  ['(?:a)(', 'missing closing ): `(?:a)(`'],
])('fails if a pattern is %s, which RE2 refuses', (pattern, reason) => {
  const refusal = `the pattern '${pattern}' is not valid in RE2's syntax: ${reason}`;
  expect(() => compilePattern(pattern)).toThrow(new PatternError(refusal));
});

describe('matches', () => {
  const findAll = (pattern: string, text: string, most = Infinity) => compilePattern(pattern).findAll(text, most);

  test('do not overlap, and no empty one follows another directly', () => {
    expect(findAll('b*', 'abc')).toEqual(['', 'b', '']);
    expect(findAll('a|ab', 'abab')).toEqual(['a', 'a']);
    expect(findAll('', '😀a')).toEqual(['', '', '']);
  });

  test('can be limited', () => {
    expect(findAll('\\d+', '1 22 333', 2)).toEqual(['1', '22']);
    expect(findAll('\\d+', '1 22 333', 0)).toEqual([]);
  });

  test('are the leftmost, and of those the one that the pattern prefers', () => {
    expect(compilePattern('a+?').find('xaaa')).toBe('a');
    expect(compilePattern('a+').find('xaaa')).toBe('aaa');
    expect(compilePattern('b').find('aaa')).toBeUndefined();
  });
});

const AMOUNT = '(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))';

describe("JavaScript's engine", () => {
  test.each([
    `^(\\+|-)?${AMOUNT}(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?${AMOUNT}))?$`,
    '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$',
    '^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$',
    '^([^/]*/)?[^/]+$',
    'gvisor',
    '',
  ])('is used for %s', (pattern) => { expect(linearRegExp(pattern)).toBeDefined(); });

  test.each([
    ['a loop in a loop', '^(a+)+$'],
    ['a loop that may be empty', '^(a*)*$'],
    ['branches that begin alike', '^(a|aa)*$'],
    ['the same branch twice', '^(a|a)(a|a)(a|a)(a|a)(a|a)$'],
    ['two loops over the same characters', '^a*a*$'],
    ['a loop that can begin anywhere', 'x.*y'],
    ['branches that may both be empty', '^((a?|b?)c)*$'],
    ['too many groups', `${'('.repeat(60)}a${')'.repeat(60)}`],
    ['too many positions', '^[a-z]{99}[0-9]{99}$'],
    ['an anchor of one branch', '^a|b$'],
    ['other syntax', '(?i)a'],
  ])('is not used for %s: %s', (_, pattern) => { expect(linearRegExp(pattern)).toBeUndefined(); });
});

// By counted work: the number of steps that the port of RE2 takes grows with the text, not with its square.
test.each([
  '^(a+)+$', '(x+x+)+y', '^(a|aa)*$', '(.*)(.*)(.*)(.*)(.*)[^a\\n]$', '([a-z]+)*!', '^(([a-z])+.)+[A-Z]([a-z])+$',
])(
  '%s ends on a text that makes others backtrack',
  (pattern) => {
    for (const char of ['a', 'x']) { expect(compilePattern(pattern).test(`${char.repeat(50_000)}\n`)).toBe(false); }
  },
);
