import type { Duration } from 'cdk8s';
import { milliseconds } from './forms';

/** @throws unless the duration is one or more whole seconds */
export function wholeSeconds(what: string, duration: Duration): number {
  const length = milliseconds(what, duration) / 1000;
  if (!Number.isInteger(length) || length < 1) {
    throw new Error(`${what} is ${length}s; give whole seconds, 1 or more`);
  }
  return length;
}
