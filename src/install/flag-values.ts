import { flagName } from './controller-args';
import { hasForm, milliseconds, shown } from '../checks/forms';
import { goDuration } from '../kubernetes/go-duration';
import { Catalogue } from '../release/catalogue';
import { Flag } from '../release/flags';
import { Release } from '../release/release';

/** Flags that another prop decides, and flags that no install can use. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'extensions': "set the prop 'extensions'",
  'kubeconfig': 'the controller uses its service account',
  'manage-webhook-certs': "set the prop 'webhookCertificate'",
  'version': 'it prints the version and exits',
  'webhook-namespace': "set the prop 'namespace'",
};

/** Props whose flags take several values, separated by commas. */
const LISTS: ReadonlySet<string> = new Set(['tlsCipherSuites']);

/** Whole hours that fit into the 64 bits of nanoseconds in which Go counts a duration, in milliseconds. */
const MAX_DURATION = 2_562_047 * 3_600_000;

/** The prop of a flag: its name in camel case. */
export function propOf(flag: string): string {
  return flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * The flags that have a prop of their own: all that any release of the catalogue ever had, less those decided
 * elsewhere.
 */
export function flagsWithProps(catalogue: Catalogue): Flag[] {
  const flags = new Map(catalogue.all().flatMap((release) => [...release.flags]));
  return [...flags.values()].filter(({ name }) => !Object.hasOwn(ELSEWHERE, name));
}

/**
 * The flags that props ask for, with the values as the controller reads them.
 *
 * @throws when the release has no such flag, or a value is out of its bounds
 */
export function flagValues(
  props: object,
  release: Release,
  extensions: boolean,
  catalogue: Catalogue,
): Record<string, string> {
  const given = props as Readonly<Record<string, unknown>>;
  const values: Record<string, string> = {};
  for (const { name } of flagsWithProps(catalogue)) {
    const prop = propOf(name);
    if (given[prop] === undefined) {
      continue;
    }
    const flag = release.flags.get(name);
    if (!flag) {
      throw new Error(
        `'${prop}' is the flag --${name}, which ${release.id} does not have, and its controller would exit: `
          + `${catalogue.explainAbsence(`--${name}`, release)}`,
      );
    }
    if (flag.extensionsOnly && !extensions) {
      throw new Error(
        `'${prop}' is for the controllers of extensions, which are off; remove it or set 'extensions' to true`,
      );
    }
    values[name] = valueOf(prop, given[prop], flag);
  }
  return values;
}

function valueOf(prop: string, value: unknown, flag: Flag): string {
  switch (flag.type) {
    case 'bool':
      if (typeof value !== 'boolean') { throw new Error(`'${prop}' is ${shown(value)}; give true or false`); }
      return String(value);
    case 'int':
    case 'float':
      if (
        typeof value !== 'number' ||
        !Number.isFinite(value) ||
        (flag.type === 'int' && !Number.isSafeInteger(value))
      ) {
        throw new Error(
          `'${prop}' is ${shown(value)}; give a ${flag.type === 'int' ? 'whole ' : ''}number${least(flag)}`,
        );
      }
      checkBounds(prop, value, String(value), flag);
      return String(value);
    case 'duration': {
      const length = milliseconds(`'${prop}'`, value);
      if (length > MAX_DURATION) {
        throw new Error(
          `'${prop}' is ${goDuration(length)}; give a duration of at most ${MAX_DURATION / 3_600_000} hours`,
        );
      }
      checkBounds(prop, length, goDuration(length), flag);
      return goDuration(length);
    }
    case 'string':
      return stringValue(prop, value, flag);
  }
}

function stringValue(prop: string, value: unknown, flag: Flag): string {
  const text = Array.isArray(value) && LISTS.has(prop) ? value.join(',') : value;
  if (typeof text !== 'string' || text === '') {
    throw new Error(`'${prop}' is ${shown(value)}; give a text that is not empty`);
  }
  if (flag.enum && !flag.enum.includes(text)) {
    throw new Error(`'${prop}' is '${text}'; give one of ${flag.enum.join(', ')}`);
  }
  if (flag.form && !hasForm(text, flag.form)) { throw new Error(`'${prop}' is '${text}'; give ${flag.form.says}`); }
  return text;
}

function checkBounds(prop: string, value: number, text: string, flag: Flag): void {
  const { minimum = -Infinity, exclusive, maximum = Infinity } = flag;
  if (value < minimum || value > maximum || (exclusive && value === minimum)) {
    throw new Error(`'${prop}' is ${text}; give ${flag.type === 'duration' ? 'a duration' : 'a number'}${least(flag)}`);
  }
}

function least({ minimum, exclusive, maximum }: Flag): string {
  if (minimum === undefined) { return ''; }
  if (maximum !== undefined) { return ` from ${minimum} to ${maximum}`; }
  return exclusive ? ` more than ${minimum}` : ` of at least ${minimum}`;
}

/**
 * Checks arguments that were given by hand against what is known of flags.
 *
 * @returns the flags that no known release has
 * @throws when an argument is no flag, has a prop, or is known not to be in the release
 */
export function checkExtraArgs(args: readonly string[], release: Release, catalogue: Catalogue): string[] {
  const unknown: string[] = [];
  for (const argument of args) {
    const name = flagName(argument);
    if (!/^--?[a-z][a-z0-9-]*(?:=.*)?$/s.test(argument)) {
      throw new Error(`extra argument ${shown(argument)} is not a flag; give, for example, '--name=value'`);
    }
    if (Object.hasOwn(ELSEWHERE, name)) {
      throw new Error(`extra argument '${argument}' is not accepted: ${ELSEWHERE[name]}`);
    }
    if (release.flags.has(name)) {
      throw new Error(`extra argument '${argument}' has a prop of its own; set '${propOf(name)}' instead`);
    }
    if (catalogue.span(`--${name}`)) {
      throw new Error(
        `extra argument '${argument}' is a flag that ${release.id} does not have, and its controller would exit: `
          + `${catalogue.explainAbsence(`--${name}`, release)}`,
      );
    }
    unknown.push(name);
  }
  return unknown;
}
