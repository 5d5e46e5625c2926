/**
 * Schedules of CronJobs as the controller reads them.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
 */

interface Field {
  readonly name: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly names?: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const FIELDS: readonly Field[] = [
  { name: 'minute', minimum: 0, maximum: 59 },
  { name: 'hour', minimum: 0, maximum: 23 },
  { name: 'day of the month', minimum: 1, maximum: 31 },
  { name: 'month', minimum: 1, maximum: 12, names: MONTHS },
  { name: 'day of the week', minimum: 0, maximum: 6, names: DAYS },
];

const DESCRIPTORS = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];
const EVERY = '@every ';
/** As Go reads durations. */
const DURATION = /^[+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|\u00b5s|\u03bcs|ms|s|m|h))+)$/;

/** What is wrong with a schedule, or undefined. */
export function faultOfSchedule(schedule: string): string | undefined {
  if (schedule.startsWith('@')) {
    if (schedule.startsWith(EVERY)) {
      return DURATION.test(schedule.slice(EVERY.length))
        ? undefined
        : "what follows '@every' is not a duration such as '1h30m'";
    }
    return DESCRIPTORS.includes(schedule) ? undefined : 'it is not known';
  }
  const parts = schedule.split(/\s+/u).filter((part) => part !== '');
  if (parts.length !== FIELDS.length) { return `it has ${parts.length} fields, and 5 are read`; }
  for (const [index, field] of FIELDS.entries()) {
    for (const range of parts[index].split(',')) {
      const fault = range === '' ? undefined : faultOfRange(range, field);
      if (fault !== undefined) { return `${field.name} '${parts[index]}': ${fault}`; }
    }
  }
  return undefined;
}

function faultOfRange(range: string, field: Field): string | undefined {
  const [between, step, ...more] = range.split('/');
  if (more.length > 0) { return 'it has two steps'; }
  const [low, high, ...rest] = between.split('-');
  const isAny = low === '*' || low === '?';
  if (!isAny && rest.length > 0) { return 'it has three ends'; }
  const start = isAny ? field.minimum : numberOf(low, field);
  const end = isAny ? field.maximum : high === undefined ? start : numberOf(high, field);
  const every = step === undefined ? 1 : wholeNumber(step);
  if (start === undefined || end === undefined) { return notANumber(start === undefined ? low : high, field); }
  if (every === undefined) { return `'${step}' is not a number`; }
  const last = step !== undefined && high === undefined ? field.maximum : end;
  if (start < field.minimum || last > field.maximum) { return `use ${field.minimum} to ${field.maximum}`; }
  if (start > last) { return 'it ends before it begins'; }
  return every === 0 ? 'the step is 0' : undefined;
}

function notANumber(given: string, { names }: Field): string {
  return `'${given}' is not a number${names ? ` and not one of ${names[0]} to ${names.at(-1)}` : ''}`;
}

function numberOf(given: string, { names, minimum }: Field): number | undefined {
  const index = names?.indexOf(given.toLowerCase()) ?? -1;
  return index < 0 ? wholeNumber(given) : index + minimum;
}

function wholeNumber(given: string): number | undefined {
  return /^\+?\d+$/.test(given) ? Number(given) : undefined;
}

/** Parts of the names of time zones. */
const ZONE = /^[A-Za-z.\-_0-9+]{1,14}$/;
/** Names that files of time zones have, and no list of them. */
const UNLISTED = /^(?:Factory|localtime|posixrules|(?:posix|right)\/.*)$/;

/** Whether Kubernetes knows a time zone by a name. It knows those of the tz database. */
export function isTimeZone(name: string): boolean {
  if (name.toLowerCase() === 'local' || !name.split('/').every((part) => ZONE.test(part))) { return false; }
  if (UNLISTED.test(name)) { return true; }
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    // Files are found by their exact names.
    return timeZone === name || timeZone.toLowerCase() !== name.toLowerCase();
  } catch {
    return false;
  }
}
