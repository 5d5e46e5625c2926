/** Times and durations as Go reads and prints them. */
import { spend } from './budget';
import { CelError } from './error';
import { checkDuration, checkTimestamp, plainDouble, SECOND } from './numbers';
import { Duration, Timestamp } from './values';

const TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{1,2}):(\d{2}):(\d{2})(?:[.,](\d+))?(?:Z|([+-])(\d{2}):(\d{2}))$/;
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A time of RFC 3339; undefined for any other text. */
function readTimestamp(text: string): Timestamp | undefined {
  const found = TIME.exec(text);
  if (!found) { return undefined; }
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map(Number);
  const [, , , , , , , fraction = '', sign, zoneHour = '0', zoneMinute = '0'] = found;
  if (hour > 23 || minute > 59 || second > 59 || Number(zoneHour) > 24 || Number(zoneMinute) > 60) { return undefined; }
  if (!isDate(year, month, day)) { return undefined; }
  const offset = (sign === '-' ? -1 : 1) * (Number(zoneHour) * 60 + Number(zoneMinute));
  return checkTimestamp(
    BigInt(utc(year, month, day, hour, minute - offset, second)) * 1_000_000n +
      BigInt(fraction.slice(0, 9).padEnd(9, '0')),
    offset,
  );
}

/** Milliseconds since 1970; `Date.UTC` takes the year 26 for 1926. */
export function utc(year: number, month: number, day: number, hour = 0, minute = 0, second = 0): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.setUTCHours(hour, minute, second);
}

function isDate(year: number, month: number, day: number): boolean {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month >= 1 && month <= 12 && day >= 1 && day <= DAYS[month - 1] && (month !== 2 || day < 29 || isLeap);
}

export function parseTimestamp(text: string): Timestamp {
  const timestamp = readTimestamp(text);
  if (!timestamp) { throw new CelError(`'${text}' is not a timestamp; give one such as 2026-07-01T12:00:00Z`); }
  return timestamp;
}

/** A day, as the format `date` has it. */
export function parseDate(text: string): Timestamp {
  const timestamp = /^\d{4}-\d{2}-\d{2}$/.test(text) ? readTimestamp(`${text}T00:00:00Z`) : undefined;
  if (!timestamp) { throw new CelError(`'${text}' is not a date; give one such as 2026-07-01`); }
  return timestamp;
}

export function formatTimestamp({ nanos, offset }: Timestamp): string {
  const fraction = mod(nanos, SECOND);
  const local = new Date(Number((nanos - fraction) / 1_000_000n) + offset * 60_000)
    .toISOString()
    .replace(/^\+00/, '')
    .slice(0, 19);
  const digits = fraction === 0n ? '' : `.${String(fraction).padStart(9, '0').replace(/0+$/, '')}`;
  const minutes = Math.abs(offset);
  const zone = offset === 0 ? 'Z' : `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  return local + digits + zone;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** An int64 of nanoseconds has no more. */
const MOST_DIGITS = 19;

const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n, us: 1000n, µs: 1000n, μs: 1000n, ms: 1_000_000n, s: SECOND, m: 60n * SECOND, h: 3600n * SECOND,
};
const PART = /(\d*)(?:\.(\d*))?(ns|us|\u00b5s|\u03bcs|ms|s|m|h)/y;

export function parseDuration(text: string): Duration {
  const refuse = () => new CelError(`'${text}' is not a duration; give one such as 1h30m`);
  const [, sign, rest] = /^([+-]?)([^]*)$/.exec(text)!;
  if (rest === '0') { return new Duration(0n); }
  let nanos = 0n;
  let at = 0;
  while (at < rest.length) {
    PART.lastIndex = at;
    const part = PART.exec(rest);
    if (!part || (part[1] === '' && !part[2])) { throw refuse(); }
    const [all, whole, fraction = '', unit] = part;
    // Go computes the fraction with doubles.
    const below =
      fraction === '' ? 0n : BigInt(Math.trunc(Number(fraction) * (Number(UNITS[unit]) / 10 ** fraction.length)));
    if (whole.length > MOST_DIGITS && /[1-9]/.test(whole.slice(0, -MOST_DIGITS))) {
      throw new CelError('integer overflow');
    }
    nanos += BigInt(whole.slice(-MOST_DIGITS) || '0') * UNITS[unit] + below;
    at += all.length;
  }
  if (at === 0) { throw refuse(); }
  return checkDuration(sign === '-' ? -nanos : nanos);
}

export function formatDuration({ nanos }: Duration): string {
  const value = Number(nanos / SECOND) + Number(nanos % SECOND) / 1e9;
  return `${plainDouble(value)}s`;
}

/** A time in a zone, with its parts in UTC; undefined means UTC. */
export function inZone(
  { nanos }: Timestamp,
  zone: string | undefined,
): { readonly date: Date; readonly nanos: bigint } {
  const fraction = mod(nanos, SECOND);
  const millis = Number((nanos - fraction) / 1_000_000n);
  return { date: new Date(millis + (zone === undefined ? 0 : offsetOf(zone, millis))), nanos: fraction };
}

const FIXED = /^([+-]?\d+):([+-]?\d+)$/;

/** Milliseconds east of UTC. */
function offsetOf(zone: string, millis: number): number {
  const fixed = FIXED.exec(zone);
  if (fixed) {
    const [hours, minutes] = [Number(fixed[1]), Number(fixed[2])];
    return (hours * 60 + (zone.startsWith('-') ? -minutes : minutes)) * 60_000;
  }
  if (zone === '' || zone === 'UTC' || zone === 'Local') { return 0; }
  spend(ZONE_WORK);
  const parts = formatterOf(zone).formatToParts(millis);
  const [year, month, day, hour, minute, second] = UNITS_OF_DATES.map((type) => (
    Number(parts.find((part) => part.type === type)!.value)
  ));
  return utc(year, month, day, hour, minute, second) - Math.floor(millis / 1000) * 1000;
}

/** The work of asking for the time in a zone. */
const ZONE_WORK = 400;
const UNITS_OF_DATES = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const;

/** By zone, as they take long to make. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (!formatter) { formatters.set(zone, formatter = newFormatter(zone)); }
  return formatter;
}

/** The names without a slash of the tz database. JavaScript knows more abbreviations. */
const PLAIN_ZONES: ReadonlySet<string> = new Set([
  'CET', 'CST6CDT', 'Cuba', 'EET', 'EST', 'EST5EDT', 'Egypt', 'Eire', 'GB', 'GB-Eire', 'GMT', 'GMT+0', 'GMT-0', 'GMT0',
  'Greenwich', 'HST', 'Hongkong', 'Iceland', 'Iran', 'Israel', 'Jamaica', 'Japan', 'Kwajalein', 'Libya', 'MET', 'MST',
  'MST7MDT', 'NZ', 'NZ-CHAT', 'Navajo', 'PRC', 'PST8PDT', 'Poland', 'Portugal', 'ROC', 'ROK', 'Singapore', 'Turkey',
  'UCT', 'Universal', 'W-SU', 'WET', 'Zulu',
]);

/** JavaScript ignores the case of names, Go does not. Names of places begin with a capital. */
function isZoneName(zone: string): boolean {
  return zone.includes('/') ? zone.split('/').every((part) => /^[A-Z]/.test(part)) : PLAIN_ZONES.has(zone);
}

function newFormatter(timeZone: string): Intl.DateTimeFormat {
  const numeric = 'numeric';
  try {
    if (!isZoneName(timeZone)) { throw new RangeError(timeZone); }
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    });
  } catch {
    throw new CelError(`'${timeZone}' is not a time zone; give one such as Europe/Berlin or +02:00`);
  }
}

function mod(value: bigint, by: bigint): bigint {
  return ((value % by) + by) % by;
}
