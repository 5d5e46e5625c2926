import type { DuplicateKey } from '../duplicate-key';
import type { Place } from '../positions';

/** A document, as it is read. */
export interface ParsedYaml {
  readonly value: unknown;
  /** Offset of the first thing behind the document, which kubectl does not read. */
  readonly end: number;
  /** Whether a key stands twice. */
  readonly hasDuplicates: boolean;
  /** Number of values that aliases stand for. */
  readonly aliased: number;
  /** Where the value and all in it begins, if that was asked for. */
  readonly place?: Place;
  /** The keys that stand twice, if places were asked for. */
  readonly duplicates: readonly DuplicateKey[];
}
