import { differences } from './compare';
import { Difference } from './difference';
import { formatPath } from '../kubernetes/json-path';

/** Something that a pattern may match, with its name for messages. */
export interface Candidate {
  readonly title: string;
  readonly value: unknown;
}

/** More differences than these are counted. */
const MOST_LINES = 10;

/** An object of the name that a pattern wants is meant, however much of it differs. */
const WEIGHT_OF_NAME = 1000;

/** The first candidate that matches; if there is none, the closest with its differences. */
export function closestMatch<C extends Candidate>(
  pattern: unknown,
  candidates: readonly C[],
): { candidate: C; differences: readonly Difference[] } | undefined {
  let closest: { candidate: C; differences: readonly Difference[]; weight: number } | undefined;
  for (const candidate of candidates) {
    const found = differences(pattern, candidate.value);
    const weight = found.reduce((sum, each) => sum + weightOf(each), 0);
    if (!closest || weight < closest.weight) { closest = { candidate, differences: found, weight }; }
    if (weight === 0) { break; }
  }
  return closest;
}

/** Differences, one a line, indented. */
export function linesOf(found: readonly Difference[]): string {
  const lines = found.slice(0, MOST_LINES).map(({ path, expected, found: actual, hint }) => {
    const place = path.length > 0 ? `${formatPath(path)}: ` : '';
    return `\n  ${place}expected ${expected}, found ${actual}${hint ? `; did you mean '${hint}'?` : ''}`;
  });
  const more = found.length - MOST_LINES;
  return lines.join('') + (more > 0 ? `\n  and ${more} more` : '');
}

function weightOf({ path, weight }: Difference): number {
  return path.length === 2 && path[0] === 'metadata' && path[1] === 'name' ? WEIGHT_OF_NAME : weight;
}
