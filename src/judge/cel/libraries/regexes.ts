/**
 * Regular expressions in RE2's syntax.
 *
 * @see https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-regex-library
 */
import { compilePattern, Pattern, PatternError } from '../../patterns';
import { spend } from '../budget';
import { CelError, CelWorkError } from '../error';
import { Library } from '../functions';
import { ArrayList, List } from '../values';

/** Patterns that are longer, or whose programs are larger, take too long to compile and match here. */
const LONGEST = 10_000;

/**
 * @throws CelError for what RE2 refuses
 * @throws CelWorkError for a pattern that is too long to be compiled here
 */
export function regex(pattern: string): Pattern {
  if (pattern.length > LONGEST) {
    throw new CelWorkError(`a pattern has ${pattern.length} characters; at most ${LONGEST} are matched here`);
  }
  try {
    return compilePattern(pattern);
  } catch (error) {
    if (!(error instanceof PatternError)) { throw error; }
    throw new CelError(error.message);
  }
}

/** Adds the work of matching, in which a step is more than a unit of work. */
function spendOnMatch(pattern: string, steps: number, text: string): void {
  if (steps > LONGEST) {
    throw new CelWorkError(`the pattern '${pattern.slice(0, 50)}' is too large to be matched here`);
  }
  spend(2 * steps * (text.length + 1));
}

function matches(text: string, pattern: string): boolean {
  const compiled = regex(pattern);
  spendOnMatch(pattern, compiled.stepsToTest, text);
  return compiled.test(text);
}

function find(text: string, pattern: string): string {
  const compiled = regex(pattern);
  spendOnMatch(pattern, compiled.stepsToFind, text);
  return compiled.find(text) ?? '';
}

/** @param most how many matches; negative for all */
function findAll(text: string, pattern: string, most: bigint = -1n): List {
  const compiled = regex(pattern);
  spendOnMatch(pattern, compiled.stepsToFind, text);
  // Most patterns find a match near the end of the one before it; some read all of the rest each time.
  return new ArrayList(compiled.findAll(text, most < 0n ? Infinity : Number(most), (rest) => { spend(rest / 2); }));
}

export const REGEXES: Library = {
  'matches(string, string) -> bool': matches,
  'matches(this: string, string) -> bool': matches,
  'find(this: string, string) -> string': find,
  'findAll(this: string, string) -> list(string)': findAll,
  'findAll(this: string, string, int) -> list(string)': findAll,
};
