/** A fact that may be unknown: `maybe`. */
export type Tri = 'yes' | 'no' | 'maybe';

/** Whether something matches, with the reason. */
export interface MatchResult {
  readonly is: Tri;
  /** The part that matches, or the reason why it is not known. */
  readonly why?: string;
  /** The reason why something that comes near does not match. */
  readonly near?: string;
}

export const YES: MatchResult = { is: 'yes' };
export const NO: MatchResult = { is: 'no' };

/** `yes` if all items are, `no` if one is not. Items are asked up to the first `no`. */
export function every<T>(items: readonly T[], ask: (item: T) => Tri): Tri {
  let result: Tri = 'yes';
  for (const item of items) {
    const is = ask(item);
    if (is === 'no') { return 'no'; }
    if (is === 'maybe') { result = 'maybe'; }
  }
  return result;
}

/** `yes` if both are, `no` if one is not. */
export function both(one: Tri, other: Tri): Tri {
  return one === 'no' || other === 'no' ? 'no' : one === 'maybe' || other === 'maybe' ? 'maybe' : 'yes';
}

/** The first `yes`, else the first `maybe`, else `no` with the reason of the one that comes near. */
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
