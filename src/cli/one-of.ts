import { UsageError } from './command';

/** The value of an option that has few. @throws UsageError with all of them */
export function oneOf<T extends string>(option: string, value: string, all: readonly T[]): T {
  const found = all.find((each) => each === value);
  if (found === undefined) { throw new UsageError(`--${option} '${value}' is unknown; give one of ${all.join(', ')}`); }
  return found;
}
