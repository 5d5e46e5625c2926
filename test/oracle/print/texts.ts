import { Random } from '../structural/random';

/** Characters that YAML readers treat in a special way, and their neighbours. */
const SPECIAL =
  '\0\x07\t\n\r\x1b\x1f ' +
  '\x7e\x7f\x80\x84\x85\x86\x9f\xa0\xad\u2027\u2028\u2029\u202a\u202e\u2060\u2066\u3000\ud7ff\ue000' +
  '\ufeff\ufffd\ufffe\uffff';
const INDICATORS = '-?:,[]{}#&*!|>\'"%@`~=<\\/ \t\n.+_0123456789aeExXoObByYnN';
const WORDS = [
  '', '~', '<<', '=', '-', '--', '---', '--- ', '...', '?', ':', 'y', 'N', 'yes', 'On', 'off', 'TRUE', 'null', 'Null',
  '.nan', '.inf', '-.INF', '+.Inf', '!!str', '&a', '*a', '%YAML 1.1', '{}', '[]', '|', '>-', '# x', 'a: b', 'a #b',
  'a:', '"a"', "'a'", '__proto__', 'constructor', 'hostPID: true', '2026-11-24', '2026-11-24T01:02:03Z', '2026-1-2',
  '12:30:45', '190:20:30.15', '0', '-0', '0.0', '1e3', '${a}', '{{ .a }}',
];
/** Lines of blocks: scripts, Makefiles, YAML in YAML, and what would inject structure. */
const LINES = [
  '', '', ' ', '\t', '  ', 'a', ' a', '  a', '\ta', '\t\ta', ' \ta', 'a ', 'a\t', 'a: b', '- a', '# a', '---', '--- a',
  '...', '%a', '"a"', "'", 'echo "a" \\', 'all:', '\t@echo $@', '      hostPID: true', 'a\u2028      hostPID: true',
  'b\u0085  c: d', 'é', '\u{1f600}', '<<: *a', 'x'.repeat(60),
];

/** A random string: of all of Unicode, in the notations of numbers, of several lines, or a word that YAML knows. */
export function randomText(random: Random): string {
  const kind = random.next();
  if (kind < 0.25) { return some(random, 12, () => character(random)); }
  if (kind < 0.5) { return number(random); }
  if (kind < 0.75) { return block(random); }
  if (kind < 0.85) { return mutated(random.pick(WORDS), random); }
  return some(random, 16, () => random.pick([...INDICATORS]));
}

/** A string with a lone surrogate, which is no text. */
export function brokenText(random: Random): string {
  return mutated(some(random, 8, () => character(random)), random, String.fromCharCode(0xd800 + random.below(0x800)));
}

function some(random: Random, most: number, make: () => string): string {
  return Array.from({ length: random.below(most + 1) }, make).join('');
}

/** Any character of Unicode that is not a surrogate. */
function character(random: Random): string {
  const kind = random.next();
  if (kind < 0.3) { return random.pick([...SPECIAL]); }
  if (kind < 0.5) { return String.fromCharCode(random.below(0x100)); }
  if (kind < 0.65) { return random.pick([...INDICATORS]); }
  const code = kind < 0.85 ? random.below(0x10000) : 0x10000 + random.below(0x100000);
  return code >= 0xd800 && code < 0xe000 ? '\ud7ff' : String.fromCodePoint(code);
}

/** Something like a number: in every base, with signs, underscores, points, exponents and colons at every place. */
function number(random: Random): string {
  const digits = (alphabet: string, most = 6) => some(random, most, () => random.pick([...alphabet]));
  const sign = random.pick(['', '', '+', '-', '--', '+-']);
  const base = random.pick<readonly [string, string]>([
    ['0x', '0123456789abcdefABCDEF_'],
    ['0X', '019afAF_'],
    ['0o', '01234567_'],
    ['0O', '078_'],
    ['0b', '01_'],
    ['0B', '01_'],
    ['0', '01789_'],
    ['', '0123456789_'],
    ['', '0123456789_'],
    ['_', '019_'],
  ]);
  const whole = `${sign}${base[0]}${random.pick(['', '', '+', '-', '_'])}${digits(base[1], random.chance(0.1) ? 24 : 6)}`;
  const fraction = random.chance(0.4) ? `.${digits('0123456789_')}` : '';
  const exponent = random.chance(0.4)
    ? `${random.pick(['e', 'E', 'p'])}${random.pick(['', '+', '-', '_'])}${digits('0123456789_', 4)}`
    : '';
  const rest = random.chance(0.1) ? `:${digits('0123456789.', 3)}` : '';
  const text = whole + fraction + exponent + rest;
  return random.chance(0.1) ? mutated(text, random) : text;
}

function block(random: Random): string {
  const lines = Array.from({ length: 1 + random.below(6) }, () =>
    random.chance(0.85) ? random.pick(LINES) : mutated(random.pick(LINES), random),
  );
  return lines.join('\n') + random.pick(['', '\n', '\n\n', ' ', '\n ', '\n\t\n']);
}

function mutated(
  text: string,
  random: Random,
  by = random.chance(0.5) ? character(random) : random.pick([...INDICATORS]),
): string {
  const characters = [...text];
  characters.splice(random.below(characters.length + 1), random.below(2), by);
  return characters.join('');
}
