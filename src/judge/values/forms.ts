import { Check } from './visit';
import { FORMS, hasForm, isQualifiedName } from '../../checks/forms';
import { shown } from '../schema/violation';

/**
 * The forms that Kubernetes prescribes for texts in pods.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
interface TextForm {
  readonly name: string;
  readonly remedy: string;
  readonly test: (value: string) => boolean;
}

const UNDERSCORED = '_?[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?';
const SEARCH_DOMAIN = new RegExp(`^${UNDERSCORED}(?:\\.${UNDERSCORED})*$`);
const LONGEST_SUBDOMAIN = 253;
const LONGEST_PORT_NAME = 15;

export function isDnsLabel(value: string): boolean {
  return hasForm(value, FORMS['DNS label']);
}

export function isDnsSubdomain(value: string): boolean {
  return hasForm(value, FORMS['DNS subdomain']);
}

export function isLabelValue(value: string): boolean {
  return hasForm(value, FORMS['label value']);
}

function isPortName(value: string): boolean {
  return value.length <= LONGEST_PORT_NAME && /^[-a-z0-9]+$/.test(value) && /[a-z]/.test(value) &&
    !value.includes('--') && !value.startsWith('-') && !value.endsWith('-');
}

const MAX_ID = 2 ** 31 - 1;
export const HIGHEST_PORT = 65535;

const TEXT_FORMS = {
  dnsLabel: {
    name: 'a DNS label',
    remedy: "use at most 63 lower-case letters, digits and '-', with a letter or digit at both ends",
    test: isDnsLabel,
  },
  dnsSubdomain: {
    name: 'a DNS subdomain',
    remedy: "use at most 253 lower-case letters, digits, '-' and '.', with a letter or digit at both ends of each part",
    test: isDnsSubdomain,
  },
  searchDomain: {
    name: 'a search domain',
    remedy: "use lower-case letters, digits, '-', '_' and '.'",
    test: (value) => value.length <= LONGEST_SUBDOMAIN && SEARCH_DOMAIN.test(value),
  },
  qualifiedName: {
    name: 'a qualified name',
    remedy: "use at most 63 letters, digits, '-', '_' and '.', optionally after a DNS subdomain and '/'",
    test: isQualifiedName,
  },
  labelValue: {
    name: 'a label value',
    remedy: "use at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends",
    test: isLabelValue,
  },
  portName: {
    name: 'a port name',
    remedy: "use at most 15 lower-case letters, digits and single '-', a letter among them, and no '-' at the ends",
    test: isPortName,
  },
  envName: {
    name: 'the name of an environment variable',
    remedy: "use printable ASCII characters other than '='",
    // What Go calls printable ASCII: the space and all that has a glyph.
    test: (value) => /^[\x20-\x3c\x3e-\x7e]+$/.test(value),
  },
  configMapKey: {
    name: 'a key of a ConfigMap or Secret',
    remedy: "use at most 253 letters, digits, '-', '_' and '.', and no '..' at the beginning",
    test: (value) => value.length <= LONGEST_SUBDOMAIN && /^(?!\.$|\.\.)[-._a-zA-Z0-9]+$/.test(value),
  },
  headerName: {
    name: 'the name of an HTTP header',
    remedy: "use letters, digits and '-'",
    test: (value) => /^[-A-Za-z0-9]+$/.test(value),
  },
} satisfies Record<string, TextForm>;

/** A text that must have a form, if it is set and not empty. */
export function form(name: keyof typeof TEXT_FORMS): Check<string | undefined> {
  const { test, name: called, remedy } = TEXT_FORMS[name];
  return (value, visit) => { if (value && !test(value)) { visit.refuse(`${shown(value)} is not ${called}`, remedy); } };
}

/** As `form`; an empty text, which is not even the default, is refused too. */
export function formOrEmpty(name: keyof typeof TEXT_FORMS): Check<string | undefined> {
  const { test, name: called, remedy } = TEXT_FORMS[name];
  return (value, visit) => {
    if (!test(value ?? '')) { visit.refuse(`${shown(value ?? '')} is not ${called}`, remedy); }
  };
}

/** A user or group id. */
export const id: Check<number | undefined> = (value, visit) => {
  if (value !== undefined && (value < 0 || value > MAX_ID)) {
    visit.refuse(`${value} is not a user or group id`, `use 0 to ${MAX_ID}`);
  }
};

/** A port number, if it is set and not 0. */
export const port: Check<number | undefined> = (value, visit) => {
  if (value && (value < 1 || value > HIGHEST_PORT)) {
    visit.refuse(`port ${value} is not valid`, `use 1 to ${HIGHEST_PORT}`);
  }
};

const portName = formOrEmpty('portName');

/** A port by its number or its name. */
export const portNumberOrName: Check<number | string | undefined> = (value, visit) => {
  if (typeof value === 'string') {
    portName(value, visit);
  } else if (!value || value < 1 || value > HIGHEST_PORT) {
    visit.refuse(`port ${value ?? 0} is not valid`, `use 1 to ${HIGHEST_PORT}, or the name of a port`);
  }
};

/** The mode of a file. */
export const fileMode: Check<number | undefined> = (value, visit) => {
  if (value !== undefined && (value < 0 || value > 0o777)) {
    visit.refuse(`mode ${value} is not valid`, 'use 0 to 0777, which is 511 in decimal');
  }
};

/** A path without `..` among its parts. */
export const pathWithoutBacksteps: Check<string | undefined> = (value, visit) => {
  if (value?.split('/').includes('..')) { visit.refuse(`${shown(value)} has '..' in it`, "remove '..' from the path"); }
};

/** A path below something: not absolute, without `..`. */
export const relativePath: Check<string | undefined> = (value, visit) => {
  if (value?.startsWith('/')) { visit.refuse(`${shown(value)} is an absolute path`, 'use a relative path'); }
  pathWithoutBacksteps(value, visit);
};

/** A relative path that does not begin with `..` either, which names files of Kubernetes' own. */
export const unreservedPath: Check<string | undefined> = (value, visit) => {
  relativePath(value, visit);
  if (value?.startsWith('..') && !value.startsWith('../') && value !== '..') {
    visit.refuse(`${shown(value)} begins with '..'`, "use a path that does not begin with '..'");
  }
};
