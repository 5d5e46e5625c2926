/**
 * The formats of strings that the API server enforces, by name without dashes. It ignores other formats.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation
 */
const FORMATS: Readonly<Record<string, Enforced>> = {
  datetime: { allowed: 'a time such as 2026-07-01T12:00:00Z', test: isDateTime },
  date: { allowed: 'a date such as 2026-07-01', test: isDate },
  byte: { allowed: 'base64', test: (text) => text !== '' && isBase64(text) },
  uuid: { allowed: 'a UUID', test: (text) => /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i.test(text) },
  password: { allowed: 'anything', test: () => true },
  k8sshortname: {
    allowed: "at most 63 of a-z, 0-9 and '-', no dash first or last",
    test: (text) => text.length <= 63 && SHORT_NAME.test(text),
  },
  k8slongname: {
    allowed: "at most 253 of a-z, 0-9, '-' and '.'",
    test: (text) => text.length <= 253 && LONG_NAME.test(text),
  },
};

/**
 * Formats of the Go types that strings of Kubernetes' own kinds are decoded into. Custom resources do not have them.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/apimachinery/pkg/api/resource/quantity.go
 * @see https://pkg.go.dev/time#Parse
 */
const DECODED: Readonly<Record<string, Enforced>> = {
  'decoded-bytes': { allowed: 'base64', test: (text) => isBase64(text.replace(/[\r\n]/g, '')) },
  // The number may be left out, and is zero then, but the text must not be empty.
  'decoded-quantity': {
    allowed: 'a quantity such as 500m, 2 or 4Gi',
    test: (text) => /^\p{Zs}*(?=[^\p{Zs}])[+-]?\d*(\.\d*)?([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?\p{Zs}*$/u.test(text),
  },
  'decoded-time': { allowed: 'a time such as 2026-07-01T12:00:00Z', test: (text) => isGoTime(text, /^(?:[.,]\d+)?$/) },
  'decoded-micro-time': {
    allowed: 'a time such as 2026-07-01T12:00:00.000000Z',
    test: (text) => isGoTime(text, /^[.,]\d{6}$/),
  },
};

const SHORT_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const LONG_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Formats that the API server enforces, but that no known schema uses. */
const OTHERS: ReadonlySet<string> = new Set([
  'bsonobjectid', 'uri', 'email', 'hostname', 'ipv4', 'ipv6', 'cidr', 'mac', 'uuid3', 'uuid4', 'uuid5', 'isbn',
  'isbn10', 'isbn13', 'creditcard', 'ssn', 'hexcolor', 'rgbcolor', 'duration',
]);

type Enforced = Omit<Format, 'lists'>;

/** The strings that a format allows. */
export interface Format {
  /** For messages. */
  readonly allowed: string;
  readonly test: (text: string) => boolean;
  /** Lists that pass in place of a string of this format. */
  readonly lists: 'all' | 'bytes' | 'none';
}

/**
 * The check of a format; undefined when the API server ignores it.
 *
 * @throws when the API server enforces a format that is not implemented here
 */
export function stringFormat(name: string): Format | undefined {
  if (Object.hasOwn(DECODED, name)) { return { ...DECODED[name], lists: name === 'decoded-bytes' ? 'bytes' : 'none' }; }
  const normal = name.replace(/-/g, '');
  if (OTHERS.has(normal)) {
    throw new Error(`the format '${name}' is not known to the validation; known: ${Object.keys(FORMATS).join(', ')}`);
  }
  return Object.hasOwn(FORMATS, normal) ? { ...FORMATS[normal], lists: 'all' } : undefined;
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
// The API server accepts any character before the fraction, and any offset.
const TIME = /^(\d{2}):(\d{2}):(\d{2})(?:[^\n]\d+)?(?:z|[+-]\d{2}:\d{2})$/u;

function isDate(text: string): boolean {
  const match = DATE.exec(text);
  if (!match) { return false; }
  const [year, month, day] = match.slice(1).map(Number);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month >= 1 && month <= 12 && day >= 1 && day <= DAYS[month - 1] + (month === 2 && leap ? 1 : 0);
}

const GO_TIME = /^(\d{4}-\d{2}-\d{2})T(\d{1,2}):(\d{2}):(\d{2})([.,]\d+)?(?:Z|[+-](\d{2}):(\d{2}))$/;

/** Go's variant of RFC 3339: an hour may have one digit, and an offset may be a whole day. */
function isGoTime(text: string, fraction: RegExp): boolean {
  const match = GO_TIME.exec(text);
  if (!match) { return false; }
  const [date, hour, minute, second, rest = '', offsetHour = '0', offsetMinute = '0'] = match.slice(1);
  return isDate(date) && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60 && fraction.test(rest)
    && Number(offsetHour) <= 24 && Number(offsetMinute) <= 60;
}

function isDateTime(text: string): boolean {
  // The API server ignores the text after a second T.
  const [date, time] = text.toLowerCase().split('t');
  const match = time === undefined || !isDate(date) ? null : TIME.exec(time);
  return match !== null && match[1] <= '23' && match[2] <= '59' && match[3] <= '59';
}
