/**
 * Named formats of strings.
 *
 * @see https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-format-library
 */
import { isUrl } from './urls';
import { stringFormat } from '../../schema/formats';
import type { Sized } from '../costs';
import { Library } from '../functions';
import { ArrayList, Opaque, Optional } from '../values';

class NamedFormat extends Opaque implements Sized {
  readonly type = 'kubernetes.NamedFormat';

  constructor(
    private readonly name: string,
    private readonly allowed: string,
    private readonly test: (text: string) => boolean,
    readonly costSize: number,
  ) {
    super();
  }

  protected isSame(other: NamedFormat): boolean {
    return other.name === this.name;
  }

  validate(text: string): Optional {
    return this.test(text) ? Optional.NONE : Optional.of(new ArrayList([`must be ${this.allowed}`]));
  }
}

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const LABEL_1035 = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

const isLabel = (text: string) => text.length <= 63 && LABEL.test(text);
const isLabel1035 = (text: string) => text.length <= 63 && LABEL_1035.test(text);
const isSubdomain = (text: string) => text.length <= 253 && SUBDOMAIN.test(text);
/** A name is made by appending to it, so that a dash may come last. */
const asPrefix = (test: (text: string) => boolean) => (text: string) =>
  test(text.length > 1 && text.endsWith('-') ? `${text.slice(0, -2)}a` : text);

function isQualifiedName(text: string): boolean {
  const parts = text.split('/');
  const name = parts.at(-1)!;
  return parts.length <= 2 && (parts.length === 1 || isSubdomain(parts[0])) && name.length <= 63 && NAME.test(name);
}

type Row = readonly [allowed: string, test: (text: string) => boolean, costSize: number];

/** The last of a row is the length of a pattern that the API server charges for. */
const FORMATS: Readonly<Record<string, Row>> = {
  dns1123Label: ["at most 63 of a-z, 0-9 and '-', no dash first or last", isLabel, 30],
  dns1123Subdomain: ["at most 253 of a-z, 0-9, '-' and '.'", isSubdomain, 60],
  dns1035Label: ["at most 63 of a-z, 0-9 and '-', a letter first, no dash last", isLabel1035, 30],
  qualifiedName: ["a name of at most 63 characters, after a domain and '/' or without", isQualifiedName, 60],
  dns1123LabelPrefix: ['the beginning of a label', asPrefix(isLabel), 30],
  dns1123SubdomainPrefix: ['the beginning of a subdomain', asPrefix(isSubdomain), 60],
  dns1035LabelPrefix: ['the beginning of a label', asPrefix(isLabel1035), 30],
  labelValue: [
    "at most 63 of A-Z, a-z, 0-9, '-', '_' and '.', letters or digits first and last",
    (text) => text === '' || (text.length <= 63 && NAME.test(text)),
    40,
  ],
  uri: ['an absolute URI', isUrl, 1103],
  uuid: ['a UUID', (text) => UUID.test(text), 70],
  byte: ['base64', (text) => text !== '' && stringFormat('byte')!.test(text), 84],
  date: ['a date such as 2026-07-01', (text) => stringFormat('date')!.test(text), 71],
  datetime: ['a time such as 2026-07-01T12:00:00Z', (text) => stringFormat('date-time')!.test(text), 71],
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
