import { shown } from './forms';

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(\.\d+)?([Zz]|[+-](\d\d):(\d\d))$/;

/**
 * @throws unless the value is a point in time as RFC 3339 writes it; `what` names it in the user's words
 *
 * @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6
 */
export function checkInstant(what: string, value: unknown): void {
  if (typeof value !== 'string') {
    throw new Error(
      `${what} is ${shown(value)}; give a string such as '2027-01-31T18:00:00Z': ` +
        'a point in time that stands in the source, since one counted from now would change the manifest at each synth',
    );
  }
  const [, year, month, day, hour, minute, second, , , offsetHour = '00', offsetMinute = '00'] =
    RFC3339.exec(value) ?? [];
  const within = year !== undefined
    && Number(month) >= 1 && Number(month) <= 12
    && Number(day) >= 1 && Number(day) <= new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
    && Number(hour) <= 23 && Number(minute) <= 59 && Number(second) <= 59
    && Number(offsetHour) <= 23 && Number(offsetMinute) <= 59;
  if (!within) {
    throw new Error(
      `${what} is '${value}', which is no point in time; give it as RFC 3339 does, such as '2027-01-31T18:00:00Z'`,
    );
  }
}
