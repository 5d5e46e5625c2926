import { SandboxScheduleProps, Weekday } from './sandbox-schedule-props';
import { shown } from '../checks/forms';
import { checkTimeZone } from '../checks/time-zone';

/** Seconds that a run may take, after which it is ended. */
export const LONGEST_RUN = 900;

/** The shortest time between start and stop, in minutes: a late run ends before the next one of the other kind. */
const SHORTEST = 30;

const DAY = 24 * 60;

/** When a CronJob runs. */
export interface CronTime {
  /** Its schedule, such as `0 8 * * MON,TUE`. */
  readonly schedule: string;
  /** How long after the time a run that was missed is made up for, in seconds. */
  readonly startingDeadlineSeconds: number;
}

/** Both times of a schedule, checked. */
export interface Hours {
  readonly timeZone: string;
  readonly start: CronTime;
  readonly stop: CronTime;
  /** Dates, in order. */
  readonly holidays: readonly string[];
}

/** @throws when a time, a day, a date or the time zone is malformed, or the times are too close */
export function hoursOf(props: SandboxScheduleProps): Hours {
  const { timeZone, days = WORKDAYS, holidays = [] } = props;
  const start = minuteOf("'start'", props.start);
  const stop = minuteOf("'stop'", props.stop);
  const length = (stop - start + DAY) % DAY;
  if (length < SHORTEST || DAY - length < SHORTEST) {
    throw new Error(
      `'start' is ${shown(props.start)} and 'stop' is ${shown(props.stop)}; give times that are at least ${SHORTEST} `
        + 'minutes apart, so that a late start ends before the stop',
    );
  }
  if (days.length === 0) { throw new Error("'days' is an empty list, so that nothing ever starts; give at least one"); }
  checkTimeZone(timeZone);
  for (const [index, date] of holidays.entries()) { checkDate(`'holidays[${index}]'`, date); }
  const ordered = Object.values(Weekday).filter((day) => days.includes(day));
  return {
    timeZone,
    start: {
      schedule: cron(start, ordered.length === 7 ? '*' : ordered.join(',')),
      startingDeadlineSeconds: length * 60 - LONGEST_RUN,
    },
    stop: { schedule: cron(stop, '*'), startingDeadlineSeconds: (DAY - length) * 60 - LONGEST_RUN },
    holidays: [...new Set(holidays)].sort(),
  };
}

const WORKDAYS: readonly Weekday[] = [
  Weekday.MONDAY, Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.THURSDAY, Weekday.FRIDAY,
];

function cron(minute: number, days: string): string {
  return `${minute % 60} ${Math.floor(minute / 60)} * * ${days}`;
}

function minuteOf(what: string, time: unknown): number {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(typeof time === 'string' ? time : '') ?? [];
  if (hour === undefined) {
    throw new Error(`${what} is ${shown(time)}; give a time of the day of 24 hours, such as '08:00' or '19:30'`);
  }
  return Number(hour) * 60 + Number(minute);
}

function checkDate(what: string, date: unknown): void {
  const time = typeof date === 'string' && /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : NaN;
  // JavaScript takes the 30th of February for a day of March.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== date) {
    throw new Error(`${what} is ${shown(date)}; give a date, such as '2026-12-25'`);
  }
}
