import { checkPattern, difference, differences, textOf } from './compare';
import { Difference } from './difference';
import { assignment } from './item-assignment';
import type { Comparison } from './matcher';
import { shown } from '../checks/forms';
import type { PathSegment } from '../kubernetes/json-path';
import { compareQuantities, parseQuantity } from '../kubernetes/quantity';

/**
 * Conditions on values, to stand in the patterns of `Manifests`. Without one, an object of a pattern matches objects
 * with these members and any others, at every depth; a list matches lists of as many items, in this order; and
 * another value matches itself.
 *
 * @see https://github.com/cdk8s-agent-sandbox/cdk8s-agent-sandbox/blob/main/docs/testing.md
 */
export class Match {
  /** Any value, but not none. */
  public static anyValue(): Match {
    return Match.by('any value', (value) => value !== undefined);
  }

  /** No value: the member is not there. */
  public static absent(): Match {
    return Match.by('no value', (value) => value === undefined);
  }

  /**
   * The pattern and nothing else: at no depth has an object members that the pattern does not have.
   *
   * @param pattern what is matched, with matchers in it if need be
   */
  public static exact(pattern: any): Match {
    checkPattern(pattern);
    return new Match(`exactly ${textOf(pattern)}`, (value, path) => differences(pattern, value, path, true));
  }

  /**
   * Whatever does not match, none included.
   *
   * @param pattern what is not matched
   */
  public static otherThan(pattern: any): Match {
    checkPattern(pattern);
    return Match.by(`other than ${textOf(pattern)}`, (value) => differences(pattern, value).length > 0);
  }

  /**
   * A value that matches one of several patterns at least.
   *
   * @param patterns one or more
   * @throws when there is no pattern
   */
  public static anyOf(patterns: any[]): Match {
    checkPatterns('anyOf', patterns);
    const text = `any of ${patterns.map(textOf).join(', ')}`;
    return Match.by(text, (value) => patterns.some((pattern) => differences(pattern, value).length === 0));
  }

  /**
   * A text in which a regular expression finds a match.
   *
   * @param pattern an expression of JavaScript, such as `^registry\.example\.com/`
   * @throws when it is not valid
   */
  public static stringPattern(pattern: string): Match {
    let expression: RegExp;
    try {
      expression = new RegExp(pattern, 'u');
    } catch (error) {
      throw new Error(`${shown(pattern)} is not a valid regular expression: ${(error as Error).message}`);
    }
    return Match.by(`text that matches ${expression.source}`, (value) => (
      typeof value === 'string' && expression.test(value)
    ));
  }

  /**
   * A list that has an item for each of the patterns, in any order, and any other items.
   *
   * @param patterns one or more; each has an item of its own
   * @throws when there is no pattern
   */
  public static arrayWith(patterns: any[]): Match {
    checkPatterns('arrayWith', patterns);
    const text = `a list with ${patterns.map(textOf).join(' and ')}`;
    return new Match(text, (value, path) => {
      if (!Array.isArray(value)) { return [{ ...difference(patterns, value, path), expected: text }]; }
      const unmatched = assignment(patterns, value, (pattern, item) => differences(pattern, item).length === 0);
      return unmatched.patterns.flatMap((index) => closestItem(patterns[index], value, unmatched.items, path));
    });
  }

  /**
   * An amount as Kubernetes compares them: `1Gi` is `1024Mi`, and `1` is `1000m`.
   *
   * @param amount such as `500m` or `1Gi`
   * @throws when it is not a quantity
   */
  public static quantity(amount: string): Match {
    const wanted = parseQuantity(amount);
    if (!wanted) { throw new Error(`${shown(amount)} is not a quantity; give one such as '500m' or '1Gi'`); }
    return Match.by(`an amount of ${amount}`, (value) => {
      const found = parseQuantity(value);
      return found !== undefined && compareQuantities(found, wanted) === 0;
    });
  }

  /**
   * A text that is JSON, such as a configuration in a ConfigMap.
   *
   * @param pattern what the JSON matches
   */
  public static json(pattern: any): Match {
    checkPattern(pattern);
    const text = `JSON of ${textOf(pattern)}`;
    return new Match(text, (value, path) => {
      try {
        return differences(pattern, JSON.parse(value as string), path);
      } catch {
        return [{ ...difference(pattern, value, path), expected: text }];
      }
    });
  }

  private static by(text: string, test: (value: unknown) => boolean): Match {
    return new Match(text, (value, path): Difference[] => (
      test(value) ? [] : [{ path, expected: text, found: textOf(value), weight: 1 }]
    ));
  }

  /**
   * @internal
   */
  public readonly _compare: Comparison;

  private readonly text: string;

  private constructor(text: string, compare: Comparison) {
    this.text = text;
    this._compare = compare;
  }

  /** The values that match, in a few words. */
  public toString(): string {
    return this.text;
  }
}

function checkPatterns(method: string, patterns: readonly unknown[]): void {
  if (!Array.isArray(patterns) || patterns.length === 0) {
    throw new Error(`Match.${method} has no patterns; give a list of one or more`);
  }
  checkPattern(patterns);
}

/** How the closest of the items that no pattern has differs. */
function closestItem(
  pattern: unknown,
  list: readonly unknown[],
  free: readonly number[],
  path: readonly PathSegment[],
): Difference[] {
  const weigh = (all: readonly Difference[]) => all.reduce((sum, { weight }) => sum + weight, 0);
  const closest = free
    .map((index) => differences(pattern, list[index], [...path, index]))
    .sort((one, other) => weigh(one) - weigh(other))[0];
  const whole = difference(pattern, undefined, path);
  // Of an item that has nothing of the pattern there is nothing to tell.
  return closest && weigh(closest) < whole.weight
    ? closest
    : [{ ...whole, expected: `an item ${whole.expected}`, found: textOf(list) }];
}
