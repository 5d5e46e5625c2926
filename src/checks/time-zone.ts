import { shown } from './forms';

/**
 * Whether there is a time zone of the name, the API server knows. It refuses `Local`.
 *
 * @throws unless it has the form of a name of the IANA database
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#time-zones
 */
export function checkTimeZone(name: unknown): void {
  if (typeof name !== 'string' || name === 'Local' || !/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(name)) {
    throw new Error(
      `'timeZone' is ${shown(name)}; give the name of a time zone, such as 'Europe/Berlin', 'America/New_York' or `
        + "'Etc/UTC'",
    );
  }
}
