/**
 * Regular expressions in RE2's syntax.
 *
 * @see https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-regex-library
 */
import { compilePattern, Pattern, PatternError } from '../../patterns';
import { CelError } from '../error';
import { Library } from '../functions';
import { ArrayList, List } from '../values';

/** @throws CelError for what RE2 refuses */
export function regex(pattern: string): Pattern {
  try {
    return compilePattern(pattern);
  } catch (error) {
    if (!(error instanceof PatternError)) { throw error; }
    throw new CelError(error.message);
  }
}

const matches = (text: string, pattern: string) => regex(pattern).test(text);

/** @param most how many matches; negative for all */
function findAll(text: string, pattern: string, most: bigint = -1n): List {
  return new ArrayList(regex(pattern).findAll(text, most < 0n ? Infinity : Number(most)));
}

export const REGEXES: Library = {
  'matches(string, string) -> bool': matches,
  'matches(this: string, string) -> bool': matches,
  'find(this: string, string) -> string': (text: string, pattern: string) => regex(pattern).find(text) ?? '',
  'findAll(this: string, string) -> list(string)': findAll,
  'findAll(this: string, string, int) -> list(string)': findAll,
};
