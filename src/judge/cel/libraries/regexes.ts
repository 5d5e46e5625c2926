/**
 * Regular expressions in RE2's syntax.
 *
 * @see https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-regex-library
 */
import { compilePattern } from '../../schema/pattern';
import { CelError } from '../error';
import { Library } from '../functions';
import { ArrayList, List } from '../values';

/** @throws CelError for what RE2 or JavaScript does not have */
export function regex(pattern: string): RegExp {
  try {
    return compilePattern(pattern);
  } catch (error) {
    throw new CelError(
      error instanceof SyntaxError ? `'${pattern}' is not a regular expression` : (error as Error).message,
    );
  }
}

const matches = (text: string, pattern: string) => regex(pattern).test(text);

function findAll(text: string, pattern: string, most: bigint = -1n): List {
  const { source, flags } = regex(pattern);
  const found: string[] = [];
  for (const [match] of text.matchAll(new RegExp(source, `${flags}g`))) {
    if (most >= 0n && BigInt(found.length) >= most) { break; }
    found.push(match);
  }
  return new ArrayList(found);
}

export const REGEXES: Library = {
  'matches(string, string) -> bool': matches,
  'matches(this: string, string) -> bool': matches,
  'find(this: string, string) -> string': (text: string, pattern: string) => regex(pattern).exec(text)?.[0] ?? '',
  'findAll(this: string, string) -> list(string)': findAll,
  'findAll(this: string, string, int) -> list(string)': findAll,
};
