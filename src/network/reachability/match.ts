/** What is known of something: that it is so, that it is not, or neither. */
export type Tri = 'yes' | 'no' | 'maybe';

/** Whether something matches, and what the reader should know about it. */
export interface MatchResult {
  readonly is: Tri;
  /** What matches, or why that is not known. */
  readonly why?: string;
  /** Why something that comes near does not match. */
  readonly near?: string;
}

export const YES: MatchResult = { is: 'yes' };
export const NO: MatchResult = { is: 'no' };

/** Whether all are so: each is asked as long as that matters. */
export function every<T>(items: readonly T[], ask: (item: T) => Tri): Tri {
  let result: Tri = 'yes';
  for (const item of items) {
    const is = ask(item);
    if (is === 'no') { return 'no'; }
    if (is === 'maybe') { result = 'maybe'; }
  }
  return result;
}

/** Whether both are so. */
export function both(one: Tri, other: Tri): Tri {
  return one === 'no' || other === 'no' ? 'no' : one === 'maybe' || other === 'maybe' ? 'maybe' : 'yes';
}

/** The first that surely matches, else the first that may, else that none does, with what came near. */
export function best<T>(items: readonly T[], ask: (item: T) => MatchResult): MatchResult {
  let result: MatchResult = NO;
  for (const item of items) {
    const match = ask(item);
    if (match.is === 'yes') { return match; }
    if (match.is === 'maybe' && result.is === 'no') { result = match; }
    if (match.is === 'no' && result.is === 'no' && match.near !== undefined && result.near === undefined) {
      result = match;
    }
  }
  return result;
}
