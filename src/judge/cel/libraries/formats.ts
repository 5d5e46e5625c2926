/**
 * Named formats of strings.
 *
 * Expressions get the messages as data, so that they are those of the API server, word for word.
 *
 * @see https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-format-library
 */
import { stringFormat } from '../../schema/formats';
import type { Sized } from '../costs';
import { Library } from '../functions';
import { bytesOf } from '../go/bytes';
import { readRequest } from '../go/url';
import { ArrayList, Opaque, Optional } from '../values';

/** The messages about a text; none if it is valid. */
type Check = (text: string) => readonly string[];

class NamedFormat extends Opaque implements Sized {
  readonly type = 'kubernetes.NamedFormat';

  constructor(private readonly name: string, private readonly check: Check, readonly costSize: number) {
    super();
  }

  protected isSame(other: NamedFormat): boolean {
    return other.name === this.name;
  }

  validate(text: string): Optional {
    const messages = this.check(text);
    return messages.length === 0 ? Optional.NONE : Optional.of(new ArrayList(messages));
  }
}

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const LABEL_1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';
const NAME = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const LABEL_VALUE = `(${NAME})?`;

const ENDS = 'must start and end with an alphanumeric character';
const LOWER = 'must consist of lower case alphanumeric characters';

/** The message that a text does not match a pattern. */
function mismatch(message: string, pattern: string, ...examples: string[]): string {
  const shown = examples.map((example) => `'${example}', `).join(' or ');
  return `${message} (e.g. ${shown}regex used for validation is '${pattern}')`;
}

const NOT_A_LABEL = mismatch(`a lowercase RFC 1123 label ${LOWER} or '-', and ${ENDS}`, LABEL, 'my-name', '123-abc');
const NOT_A_SUBDOMAIN = mismatch(
  `a lowercase RFC 1123 subdomain ${LOWER}, '-' or '.', and ${ENDS}`,
  SUBDOMAIN,
  'example.com',
);
const NOT_A_LABEL_1035 = mismatch(
  `a DNS-1035 label ${LOWER} or '-', start with an alphabetic character, and end with an alphanumeric character`,
  LABEL_1035,
  'my-name',
  'abc-123',
);
const NOT_A_NAME = mismatch(
  `must consist of alphanumeric characters, '-', '_' or '.', and ${ENDS}`,
  NAME,
  'MyName',
  'my.name',
  '123-abc',
);
const NOT_A_LABEL_VALUE = mismatch(
  `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and ${ENDS}`,
  LABEL_VALUE,
  'MyValue',
  'my_value',
  '12345',
);

const isLabel = matcher(LABEL);
const isLabel1035 = matcher(LABEL_1035);
const isSubdomain = matcher(SUBDOMAIN);
const isName = matcher(NAME);
const isLabelValue = matcher(LABEL_VALUE);

function matcher(pattern: string): (text: string) => boolean {
  const regex = new RegExp(`^${pattern}$`);
  return (text) => regex.test(text);
}

function tooLong(text: string, most: number, units = 'characters'): string[] {
  return text.length > most ? [`must be no more than ${most} ${units}`] : [];
}

// The checks of names take one character a byte, as Go counts and cuts bytes, whatever its message calls them.
const label: Check = (text) => [
  ...tooLong(text, 63),
  ...(isLabel(text) ? [] : [isSubdomain(text) ? 'must not contain dots' : NOT_A_LABEL]),
];
const subdomain = (text: string, units?: string) => [
  ...tooLong(text, 253, units),
  ...(isSubdomain(text) ? [] : [NOT_A_SUBDOMAIN]),
];
const label1035: Check = (text) => [...tooLong(text, 63), ...(isLabel1035(text) ? [] : [NOT_A_LABEL_1035])];
const labelValue: Check = (text) => [...tooLong(text, 63, 'bytes'), ...(isLabelValue(text) ? [] : [NOT_A_LABEL_VALUE])];

/** A name is made by appending to it, so that a dash may come last. */
const asPrefix = (check: Check): Check => (text) =>
  check(text.length > 1 && text.endsWith('-') ? `${text.slice(0, -2)}a` : text);

function qualifiedName(text: string): string[] {
  const parts = text.split('/');
  if (parts.length > 2) {
    return [
      `a valid label key ${NOT_A_NAME} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const [name, prefix] = parts.reverse();
  const aboutPrefix = prefix === '' ? ['must be non-empty'] : prefix === undefined ? [] : subdomain(prefix, 'bytes');
  const aboutName = [
    ...(name === '' ? ['must be non-empty'] : tooLong(name, 63, 'bytes')),
    ...(isName(name) ? [] : [NOT_A_NAME]),
  ];
  return [...aboutPrefix.map((message) => `prefix part ${message}`), ...aboutName.map((each) => `name part ${each}`)];
}

function uri(text: string): string[] {
  try {
    readRequest(text);
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

/** A format that schemas have, too. */
function ofSchemas(name: string, message: string): Check {
  const { test } = stringFormat(name)!;
  return (text) => (test(text) ? [] : [message]);
}

const inBytes = (check: Check): Check => (text) => check(bytesOf(text));

type Row = readonly [check: Check, costSize: number];

/** The last of a row is the length of a pattern that the API server charges for. */
const FORMATS: Readonly<Record<string, Row>> = {
  dns1123Label: [inBytes(label), 30],
  dns1123Subdomain: [inBytes(subdomain), 60],
  dns1035Label: [inBytes(label1035), 30],
  qualifiedName: [inBytes(qualifiedName), 60],
  dns1123LabelPrefix: [inBytes(asPrefix(label)), 30],
  dns1123SubdomainPrefix: [inBytes(asPrefix(subdomain)), 60],
  dns1035LabelPrefix: [inBytes(asPrefix(label1035)), 30],
  labelValue: [inBytes(labelValue), 40],
  uri: [uri, 1103],
  uuid: [ofSchemas('uuid', 'does not match the UUID format'), 70],
  byte: [ofSchemas('byte', 'invalid base64'), 84],
  date: [ofSchemas('date', 'invalid date'), 71],
  datetime: [ofSchemas('date-time', 'invalid datetime'), 71],
};

const formats = new Map(
  Object.entries(FORMATS).map(([name, row]) => [name, new NamedFormat(name, ...row)]),
);

export const FORMAT_LIBRARY: Library = {
  ...Object.fromEntries([...formats].map(([name, format]) => [`format.${name}() -> format`, () => format])),
  'format.named(string) -> optional(format)': (name: string) =>
    formats.has(name) ? Optional.of(formats.get(name)!) : Optional.NONE,
  'validate(this: format, string) -> optional(list(string))': (format: NamedFormat, text: string) =>
    format.validate(text),
};
