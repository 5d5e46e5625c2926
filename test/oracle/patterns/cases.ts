import { Random } from '../structural/random';

export interface PatternCase {
  readonly pattern: string;
  readonly texts: readonly string[];
}

const ATOMS: readonly string[] = [
  'a', 'b', 'c', 'A', '1', '-', '.', '\\.', '\\-', '\\d', '\\w', '\\s', '\\D', '\\W', '\\S', '\\n', '\\t', '\\x41',
  '\\x{1F600}', '😀', 'é', '_', ' ', '[a-c]', '[^a]', '[-a-z0-9]', '[A-Z]', '[a\\d]', '[^\\s]', '[]a]', '[^]a]', '[a-]',
  '[\\]]', '[[:alpha:]]', '[[:^lower:]]', '[^[:space:]]', '[\\S]', '\\pL', '\\PL', '\\p{Greek}', '\\p{^Lu}', '\\p{Lu}',
  '\\p{letter}', '\\pl', '[\\p{ASCII}]', '\\P{^ascii}', '\\p{Uppercase_Letter}', '[^\\p{decimal number}]',
  '[\\p{Lu}\\d]', '\\b', '\\B', '^', '$', '\\A', '\\z', '\\Qa.b\\E', '\\07', '\\123', '\\a', '\\_', '[é-ü]', '[!-~]',
];
/** What most patterns must not have, or not there. */
const ODD: readonly string[] = [
  '\\1', '\\Z', '\\G', '\\k<n>', '\\C', '\\X', '(?=a)', '(?!a)', '(?<=a)', '(?>a)', '[z-a]', '[[:madeup:]]', '[a', ')',
  '(', '*', '+', '?', '{', '}', ']', '{1}', '\\', '\\p', '\\p{Madeup}', '\\x{110000}', '\\8', '[a-\\d]', '(?x)', '(?i',
  '\\Q', 'a{1001}', 'a{2,1}', 'a{,2}', '(?P<a', '(?P<1>a)', '(?P=a)', '\\e', '\\h',
];
const QUANTIFIERS: readonly string[] = [
  '*', '+', '?', '*?', '+?', '??', '{2}', '{0,2}', '{1,3}', '{2,}', '{1,2}?', '{0}', '{3}', '**', '*+', '{,3}', '{100}',
  '{0,31}',
];
const GROUPS: readonly string[] = [
  '(', '(?:', '(?i:', '(?s:', '(?m:', '(?U:', '(?-i:', '(?P<name>', '(?<other>', '(?i-s:', '(?ms)(?:',
];
const FLAGS: readonly string[] = ['(?i)', '(?s)', '(?m)', '(?U)', '(?is)', '(?-i)'];

/** One case for each number, whatever the others are. */
export function caseOf(seed: number, number: number): PatternCase {
  const random = new Random(seed * 1_000_003 + number);
  const body = choice(random, 1 + random.below(4));
  const pattern = [
    random.chance(0.1) ? random.pick(FLAGS) : '', random.chance(0.5) ? '^' : '', body, random.chance(0.5) ? '$' : '',
    random.chance(0.05) ? random.pick(ODD) : '',
  ].join('');
  return { pattern, texts: Array.from({ length: 8 }, () => text(random)) };
}

function choice(random: Random, depth: number): string {
  const branches = random.chance(0.25) ? 2 + random.below(2) : 1;
  return Array.from({ length: branches }, () => sequence(random, depth)).join('|');
}

function sequence(random: Random, depth: number): string {
  return Array.from({ length: random.below(4) }, () => {
    const atom = depth > 0 && random.chance(0.35) ? `${random.pick(GROUPS)}${choice(random, depth - 1)})`
      : random.chance(0.01) ? random.pick(ODD) : random.pick(random.chance(0.5) ? ATOMS.slice(0, 10) : ATOMS);
    return atom + (random.chance(0.35) ? random.pick(QUANTIFIERS) : '');
  }).join('');
}

const CHARS = [
  'a', 'a', 'b', 'c', 'A', 'B', '1', '7', '-', '.', '_', ' ', '\n', '\t', '\r', '\v', '\u0007', '\u2028', 'é', 'É', 'ß',
  'ſ', 'K', 'α', '😀', 'S', '\u00a0',
];

function text(random: Random): string {
  const char = () => random.pick(random.chance(0.5) ? CHARS.slice(0, 4) : CHARS);
  return Array.from({ length: random.below(9) }, char).join('');
}
