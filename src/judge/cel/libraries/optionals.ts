/** Values that may be missing; `or` and `orValue` do not evaluate what they do not need, so the evaluator has them. */
import { fail, Library } from '../functions';
import { CelMap, Duration, List, Optional, Timestamp, Uint, Value } from '../values';

/** Whether a value is the one that a field has when it is not set. */
function isZero(value: Value): boolean {
  if (value === null || value === false || value === 0 || value === 0n || value === '') { return true; }
  if (value instanceof List || value instanceof CelMap) { return value.size === 0; }
  if (value instanceof Uint) { return value.value === 0n; }
  if (value instanceof Uint8Array) { return value.length === 0; }
  if (value instanceof Duration) { return value.nanos === 0n; }
  return value instanceof Timestamp && value.nanos === YEAR_ONE;
}

const YEAR_ONE = -62_135_596_800_000_000_000n;

export const OPTIONALS: Library = {
  'optional.of(V) -> optional(V)': Optional.of,
  'optional.ofNonZeroValue(V) -> optional(V)': (value: Value) => (isZero(value) ? Optional.NONE : Optional.of(value)),
  'optional.none() -> optional(V)': () => Optional.NONE,
  'value(this: optional(V)) -> V': ({ value }: Optional) =>
    value ?? (value === null ? null : fail('optional.none() dereference')),
  'hasValue(this: optional(V)) -> bool': ({ value }: Optional) => value !== undefined,
  'or(this: optional(V), optional(V)) -> optional(V)': undefined,
  'orValue(this: optional(V), V) -> V': undefined,
};
