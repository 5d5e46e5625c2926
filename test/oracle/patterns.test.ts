/**
 * Our patterns beside Go's RE2, with which the API server compiles them: random patterns, valid and not, on random
 * texts, and RE2's own tests of searching, which come with Go.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compilePattern, Pattern, PatternError } from '../../src/judge/patterns';
import { linearRegExp } from '../../src/judge/patterns/linear';
import { askGo, buildGo, GO } from '../support/go';
import { caseOf, PatternCase } from './patterns/cases';

const SEED = Number(process.env.PATTERN_SEED ?? 1);
const CASES = Number(process.env.PATTERN_CASES ?? 10_000);
const LONG = 30 * 60_000;

interface Answer {
  readonly error?: string;
  readonly matches: readonly boolean[];
  readonly all: ReadonlyArray<readonly string[]>;
}

function ours({ pattern, texts }: PatternCase): Answer | undefined {
  const compiled = compiledOrNot(pattern);
  if (!compiled) { return undefined; }
  return {
    matches: texts.map((text) => compiled.test(text)),
    all: texts.map((text) => compiled.findAll(text, Infinity)),
  };
}

function compiledOrNot(pattern: string): Pattern | undefined {
  try {
    return compilePattern(pattern);
  } catch (error) {
    if (error instanceof PatternError) { return undefined; }
    throw error;
  }
}

if (!GO) { process.stderr.write('SKIPPED: comparing patterns with Go\'s RE2; there is no Go\n'); }

(GO ? describe : describe.skip)('patterns, by Go\'s RE2', () => {
  test(`${CASES} random patterns with the seed ${SEED}`, () => {
    const program = buildGo(join(__dirname, 'patterns'));
    const cases = Array.from({ length: CASES }, (_, number) => caseOf(SEED, number));
    const answers = askGo<Answer>(program, cases);
    const count = { valid: 0, refused: 0, linear: 0, matching: 0 };
    const differences = cases.flatMap((each, index) => {
      const { error, ...theirs } = answers[index];
      count[error ? 'refused' : 'valid']++;
      count.linear += linearRegExp(each.pattern) ? 1 : 0;
      count.matching += error ? 0 : theirs.matches.filter(Boolean).length;
      const mine = ours(each);
      const { matches, all } = theirs;
      const isSame = error ? !mine : JSON.stringify(mine) === JSON.stringify({ matches, all });
      return isSame ? [] : [JSON.stringify({ ...each, mine, theirs: answers[index] })];
    });
    process.stdout.write(`patterns: ${JSON.stringify(count)}\n`);
    expect(differences.slice(0, 5)).toEqual([]);
    // The comparison is worth something only if each kind of answer is frequent.
    expect(Math.min(count.valid, count.refused * 5, count.linear * 5, count.matching)).toBeGreaterThan(CASES / 4);
  }, LONG);

  test('RE2\'s own tests of searching', () => {
    const root = execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim();
    const { count, differences } = searchTests(readFileSync(join(root, 'src/regexp/testdata/re2-search.txt'), 'utf8'));
    expect(differences.slice(0, 5)).toEqual([]);
    expect(count).toBeGreaterThan(500);
  }, LONG);
});

/** For each pattern and text the file has whether the whole text matches, and where the first match is, in bytes. */
function searchTests(file: string): { readonly count: number; readonly differences: readonly string[] } {
  const differences: string[] = [];
  let [texts, count, at]: [string[], number, number] = [[], 0, 0];
  let inTexts = false;
  let pattern = '';
  for (const line of file.split('\n')) {
    if (line === 'strings') { [texts, inTexts] = [[], true]; }
    if (line === 'regexps') { inTexts = false; }
    if (line.startsWith('"')) {
      const literal = unquoted(line);
      if (inTexts) { texts.push(literal); } else { [pattern, at] = [literal, 0]; }
    }
    if (!/^(-|\d)/.test(line)) { continue; }
    const text = texts[at++];
    // Go has no \C, and its strings are UTF-8.
    if (pattern.includes('\\C') || /[\x80-\xff]/.test(pattern + text)) { continue; }
    count++;
    const place = line.split(';')[1].split(' ')[0];
    const [start, end] = place.split('-').map(Number);
    const expected = place === '-' ? undefined : Buffer.from(text).subarray(start, end).toString();
    const compiled = compilePattern(pattern);
    if (compiled.find(text) !== expected || compiled.test(text) !== (expected !== undefined)) {
      differences.push(JSON.stringify({ pattern, text, expected }));
    }
  }
  return { count, differences };
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' };

/** A string literal of Go. */
function unquoted(literal: string): string {
  const escape = /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))/gs;
  return literal.slice(1, -1).replace(escape, (_, hex, short, long, char) => (
    char === undefined ? String.fromCodePoint(parseInt(hex ?? short ?? long, 16)) : ESCAPES[char] ?? char
  ));
}
