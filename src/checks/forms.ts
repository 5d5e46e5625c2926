/**
 * Forms that Kubernetes prescribes, each with what to say when a value does not have it.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 */
export interface Form {
  readonly pattern: RegExp;
  readonly maximum: number;
  readonly says: string;
}

const LABEL = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(?:\\.${LABEL})*`;
const NAME = '[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?';

export const FORMS = {
  'DNS label': {
    pattern: new RegExp(`^${LABEL}$`),
    maximum: 63,
    says: 'at most 63 lower-case letters, digits and dashes, with a letter or digit at both ends',
  },
  'DNS subdomain': {
    pattern: new RegExp(`^${SUBDOMAIN}$`),
    maximum: 253,
    says: 'lower-case letters, digits, dashes and dots, with a letter or digit at both ends of each part',
  },
  'label value': {
    pattern: new RegExp(`^(?:${NAME})?$`),
    maximum: 63,
    says: 'at most 63 letters, digits, dashes, underscores and dots, with a letter or digit at both ends',
  },
  'environment variable name': {
    pattern: /^[-._a-zA-Z][-._a-zA-Z0-9]*$/,
    maximum: Infinity,
    says: 'letters, digits, dashes, underscores and dots, no digit first',
  },
} satisfies Record<string, Form>;

/** @throws unless the value has the form; `what` names it in the user's words */
export function checkForm(what: string, value: unknown, form: keyof typeof FORMS): void {
  if (!hasForm(value, FORMS[form])) {
    throw new Error(
      `${what} ${shown(value)} is not ${/^[aeiou]/.test(form) ? 'an' : 'a'} ${form}; give ${FORMS[form].says}`,
    );
  }
}

export function hasForm(value: unknown, { pattern, maximum }: Form): boolean {
  return typeof value === 'string' && value.length <= maximum && pattern.test(value);
}

/**
 * Whether a text is a name of at most 63 characters, optionally after a DNS subdomain and a slash: a key of a label.
 */
export function isQualifiedName(value: string): boolean {
  const slash = value.indexOf('/');
  if (slash >= 0 && !hasForm(value.slice(0, slash), FORMS['DNS subdomain'])) { return false; }
  const name = value.slice(slash + 1);
  return name !== '' && hasForm(name, FORMS['label value']);
}

/** @throws unless every key is a qualified name and, for labels, every value a label value */
export function checkMetadata(what: string, map: Readonly<Record<string, string>>, kind: 'label' | 'annotation'): void {
  for (const [key, value] of Object.entries(map)) {
    if (!isQualifiedName(key)) {
      throw new Error(
        `${what} has ${kind} key '${key}', which is not valid; ` +
          'give a name of at most 63 characters, optionally after a domain and a slash',
      );
    }
    if (kind === 'label') { checkForm(`${what} '${key}' has value`, value, 'label value'); }
    if (typeof value !== 'string') { throw new Error(`${what} '${key}' has value ${shown(value)}; give a string`); }
  }
}

const MAX_INT32 = 2 ** 31 - 1;

/** @throws unless the value is a whole number of at least the minimum that Kubernetes can count */
export function checkCount(what: string, value: unknown, minimum: number): void {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < minimum || value > MAX_INT32) {
    throw new Error(
      `${what} is ${shown(value)}; give a whole number of at least ${minimum}` +
        (typeof value === 'number' && value > MAX_INT32 ? ` and at most ${MAX_INT32}` : ''),
    );
  }
}

/**
 * The length of a cdk8s Duration in milliseconds.
 *
 * @throws unless the value is one, of whole milliseconds
 */
export function milliseconds(what: string, value: unknown): number {
  const duration = value as { toMilliseconds?: (options: object) => number };
  const length = typeof duration?.toMilliseconds === 'function' ? duration.toMilliseconds({ integral: false }) : NaN;
  if (Number.isNaN(length)) {
    throw new Error(`${what} is ${shown(value)}; give a Duration such as Duration.minutes(5)`);
  }
  if (!Number.isInteger(length)) { throw new Error(`${what} is ${length}ms; give whole milliseconds`); }
  return length;
}

/** A value as a message shows it: text in quotes, plain data as JSON, an object of a class by the name of that. */
export function shown(value: unknown): string {
  if (typeof value === 'string') { return `'${value}'`; }
  if (typeof value !== 'object' || value === null) { return String(value); }
  const { name = 'Object' } = (value.constructor ?? {}) as { name?: string };
  if (name !== 'Object' && name !== 'Array') { return `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`; }
  try {
    return JSON.stringify(value);
  } catch {
    return Array.isArray(value) ? 'a list' : 'an object';
  }
}

/** @throws unless the value is one of an enum */
export function checkOneOf(what: string, value: string, values: Readonly<Record<string, string>>): void {
  const allowed = Object.values(values);
  if (!allowed.includes(value)) {
    throw new Error(`${what} is ${shown(value)}; give one of ${allowed.map((each) => `'${each}'`).join(', ')}`);
  }
}
