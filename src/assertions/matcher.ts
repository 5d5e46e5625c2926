import type { Difference } from './difference';
import type { PathSegment } from '../kubernetes/json-path';

/** Compares a value, which is undefined where there is none, with a condition. */
type Comparison = (value: unknown, path: readonly PathSegment[]) => Difference[];

/** A condition on a value of a manifest, made by `Match`. It stands in patterns in place of a value. */
export class Matcher {
  /**
   * @internal
   */
  public static _of(text: string, compare: Comparison): Matcher {
    return new Matcher(text, compare);
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
