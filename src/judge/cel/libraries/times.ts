/** Parts of times and durations. */
import type { Library } from '../functions';
import { SECOND } from '../numbers';
import { inZone, utc } from '../time';
import { Duration, Timestamp } from '../values';

const DAY = 86_400_000;

const PARTS: Readonly<Record<string, (date: Date, nanos: bigint) => number>> = {
  getFullYear: (date) => date.getUTCFullYear(),
  getMonth: (date) => date.getUTCMonth(),
  getDayOfYear: (date) => Math.floor((date.getTime() - utc(date.getUTCFullYear(), 1, 1)) / DAY),
  getDayOfMonth: (date) => date.getUTCDate() - 1,
  getDate: (date) => date.getUTCDate(),
  getDayOfWeek: (date) => date.getUTCDay(),
  getHours: (date) => date.getUTCHours(),
  getMinutes: (date) => date.getUTCMinutes(),
  getSeconds: (date) => date.getUTCSeconds(),
  getMilliseconds: (_, nanos) => Number(nanos / 1_000_000n),
};

function ofTimestamps(): Library {
  return Object.fromEntries(Object.entries(PARTS).flatMap(([name, part]) => {
    const of = (timestamp: Timestamp, zone?: string) => {
      const { date, nanos } = inZone(timestamp, zone);
      return BigInt(part(date, nanos));
    };
    return [[`${name}(this: timestamp) -> int`, of], [`${name}(this: timestamp, string) -> int`, of]];
  }));
}

/** How many whole ones of a unit. */
const whole = (unit: bigint) => ({ nanos }: Duration) => nanos / unit;

export const TIMES: Library = {
  ...ofTimestamps(),
  'getHours(this: duration) -> int': whole(3600n * SECOND),
  'getMinutes(this: duration) -> int': whole(60n * SECOND),
  'getSeconds(this: duration) -> int': whole(SECOND),
  'getMilliseconds(this: duration) -> int': whole(1_000_000n),
};
