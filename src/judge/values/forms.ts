import { isOlder, refuseAsOlder } from './older-minors';
import { ValueShape, shaped } from './value-shape';
import { Check, PodVisit } from './visit';
import { FORMS, hasForm, isQualifiedName } from '../../checks/forms';
import { GATES } from '../../kubernetes/feature-gates';
import { shown } from '../schema/violation';

/**
 * The forms that Kubernetes prescribes for texts in pods.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
interface TextForm {
  readonly name: string;
  readonly remedy: string;
  /** What every such text matches. */
  readonly pattern: RegExp;
  readonly maximum: number;
  /** The form that clusters ask for that are older than a minor of Kubernetes, where it was narrower. */
  readonly before?: { readonly minor: number; readonly pattern: RegExp; readonly remedy: string };
  /** Where pattern and length do not say all. */
  readonly test?: (value: string) => boolean;
}

const UNDERSCORED = '_?[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?';
const LONGEST_SUBDOMAIN = 253;

export function isDnsLabel(value: string): boolean {
  return hasForm(value, FORMS['DNS label']);
}

export function isDnsSubdomain(value: string): boolean {
  return hasForm(value, FORMS['DNS subdomain']);
}

export function isLabelValue(value: string): boolean {
  return hasForm(value, FORMS['label value']);
}

const MAX_ID = 2 ** 31 - 1;
export const HIGHEST_PORT = 65535;

const TEXT_FORMS = {
  dnsLabel: {
    ...FORMS['DNS label'],
    name: 'a DNS label',
    remedy: "use at most 63 lower-case letters, digits and '-', with a letter or digit at both ends",
  },
  dnsSubdomain: {
    ...FORMS['DNS subdomain'],
    name: 'a DNS subdomain',
    remedy: "use at most 253 lower-case letters, digits, '-' and '.', with a letter or digit at both ends of each part",
  },
  searchDomain: {
    name: 'a search domain',
    remedy: "use lower-case letters, digits, '-', '_' and '.'",
    pattern: new RegExp(`^${UNDERSCORED}(?:\\.${UNDERSCORED})*$`),
    maximum: LONGEST_SUBDOMAIN,
    before: {
      minor: GATES.RelaxedDNSSearchValidation,
      pattern: FORMS['DNS subdomain'].pattern,
      remedy: "use lower-case letters, digits, '-' and '.'",
    },
  },
  qualifiedName: {
    name: 'a qualified name',
    remedy: "use at most 63 letters, digits, '-', '_' and '.', optionally after a DNS subdomain and '/'",
    pattern: /^(?:[-a-z0-9.]+\/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/,
    maximum: LONGEST_SUBDOMAIN + 1 + FORMS['label value'].maximum,
    test: isQualifiedName,
  },
  labelValue: {
    ...FORMS['label value'],
    name: 'a label value',
    remedy: "use at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends",
  },
  portName: {
    name: 'a port name',
    remedy: "use at most 15 lower-case letters, digits and single '-', a letter among them, and no '-' at the ends",
    // Parts between single hyphens, one with a letter.
    pattern: /^([0-9]+-)*[0-9]*[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    maximum: 15,
  },
  envName: {
    name: 'the name of an environment variable',
    remedy: "use printable ASCII characters other than '='",
    // What Go calls printable ASCII: the space and all that has a glyph.
    pattern: /^[\x20-\x3c\x3e-\x7e]+$/,
    maximum: Infinity,
    before: {
      minor: GATES.RelaxedEnvironmentVariableValidation,
      pattern: /^[-._a-zA-Z][-._a-zA-Z0-9]*$/,
      remedy: "use letters, digits, '-', '_' and '.', no digit first",
    },
  },
  configMapKey: {
    name: 'a key of a ConfigMap or Secret',
    remedy: "use at most 253 letters, digits, '-', '_' and '.', and no '..' at the beginning",
    pattern: /^\.?[-_a-zA-Z0-9][-._a-zA-Z0-9]*$/,
    maximum: LONGEST_SUBDOMAIN,
  },
  headerName: {
    name: 'the name of an HTTP header',
    remedy: "use letters, digits and '-'",
    pattern: /^[-A-Za-z0-9]+$/,
    maximum: Infinity,
  },
} satisfies Record<string, TextForm>;

function hasTextForm(value: string, { test, pattern, maximum }: TextForm): boolean {
  return test ? test(value) : value.length <= maximum && pattern.test(value);
}

/** A text that has its form in clusters of today, and may not in older ones: the minor is asked for in doubt only. */
function checkOlder(value: string, { name, before }: TextForm, visit: PodVisit): void {
  if (before === undefined || before.pattern.test(value)) { return; }
  if (isOlder(visit, before.minor)) {
    refuseAsOlder(visit, `${shown(value)} is not ${name} before Kubernetes 1.${before.minor}`, before.remedy);
  }
}

function shapeOf({ pattern, maximum: longest, remedy }: TextForm): ValueShape {
  return { pattern, longest, remedy };
}

/** A text that must have a form, if it is set and not empty. */
export function form(name: keyof typeof TEXT_FORMS): Check<string | undefined> {
  const wanted: TextForm = TEXT_FORMS[name];
  return shaped<Check<string | undefined>>((value, visit) => {
    if (!value) { return; }
    if (hasTextForm(value, wanted)) {
      checkOlder(value, wanted, visit);
    } else {
      visit.refuse(`${shown(value)} is not ${wanted.name}`, wanted.remedy);
    }
  }, { ...shapeOf(wanted), mayBeEmpty: true });
}

/** As `form`; an empty text, which is not even the default, is refused too. */
export function formOrEmpty(name: keyof typeof TEXT_FORMS): Check<string | undefined> {
  const wanted: TextForm = TEXT_FORMS[name];
  return shaped<Check<string | undefined>>((value, visit) => {
    if (hasTextForm(value ?? '', wanted)) {
      checkOlder(value ?? '', wanted, visit);
    } else {
      visit.refuse(`${shown(value ?? '')} is not ${wanted.name}`, wanted.remedy);
    }
  }, shapeOf(wanted));
}

/** A user or group id. */
export const id = shaped<Check<number | undefined>>((value, visit) => {
  if (value !== undefined && (value < 0 || value > MAX_ID)) {
    visit.refuse(`${value} is not a user or group id`, `use 0 to ${MAX_ID}`);
  }
}, { minimum: 0, maximum: MAX_ID });

/** A port number, if it is set and not 0. */
export const port = shaped<Check<number | undefined>>((value, visit) => {
  if (value && (value < 1 || value > HIGHEST_PORT)) {
    visit.refuse(`port ${value} is not valid`, `use 1 to ${HIGHEST_PORT}`);
  }
}, { minimum: 0, maximum: HIGHEST_PORT });

const portName = formOrEmpty('portName');

/** A port by its number or its name. */
export const portNumberOrName = shaped<Check<number | string | undefined>>((value, visit) => {
  if (typeof value === 'string') {
    portName(value, visit);
  } else if (!value || value < 1 || value > HIGHEST_PORT) {
    visit.refuse(`port ${value ?? 0} is not valid`, `use 1 to ${HIGHEST_PORT}, or the name of a port`);
  }
}, { ...shapeOf(TEXT_FORMS.portName), minimum: 1, maximum: HIGHEST_PORT });

/** The mode of a file. */
export const fileMode = shaped<Check<number | undefined>>((value, visit) => {
  if (value !== undefined && (value < 0 || value > 0o777)) {
    visit.refuse(`mode ${value} is not valid`, 'use 0 to 0777, which is 511 in decimal');
  }
}, { minimum: 0, maximum: 0o777 });

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
