import { Form, FORMS } from '../checks/forms';

/** A command-line flag of the controller. */
export interface Flag {
  /** Without the dashes. */
  readonly name: string;
  readonly type: 'bool' | 'int' | 'float' | 'duration' | 'string';
  /** The default, in the flag's own notation; empty when Go's library decides. */
  readonly default: string;
  readonly description: string;
  /** The least value that the controller accepts. */
  readonly minimum?: number;
  /** Whether `minimum` itself is refused. */
  readonly exclusive?: boolean;
  /** The greatest value that the controller accepts. */
  readonly maximum?: number;
  readonly enum?: readonly string[];
  /** Pattern of the text. */
  readonly form?: Form;
  /** Whether the flag bears on the controllers of extensions alone. */
  readonly extensionsOnly?: boolean;
}

type Bounds = Pick<Flag, 'minimum' | 'exclusive' | 'maximum' | 'enum' | 'form'>;

/** Bounds that recur: at least one, and more than nothing. */
export const POSITIVE: Bounds = { minimum: 1 };
export const LONGER_THAN_ZERO: Bounds = { minimum: 0, exclusive: true };
export const NOT_NEGATIVE: Bounds = { minimum: 0 };
export const PORT: Bounds = { minimum: 1, maximum: 65535 };
export const DNS_LABEL: Bounds = { form: FORMS['DNS label'] };
export const DNS_SUBDOMAIN: Bounds = { form: FORMS['DNS subdomain'] };
export const DIRECTORY: Bounds = { form: { pattern: /^\/[^\s]+$/, maximum: 4096, says: 'an absolute path' } };
export const BIND_ADDRESS: Bounds = {
  form: {
    pattern: /^(?:0|[^\s:]*:\d{1,5}|\[[0-9a-fA-F:]+\]:\d{1,5})$/,
    maximum: Infinity,
    says: "an address such as ':8080', or '0' to turn the endpoint off",
  },
};

export function flag(
  name: string,
  type: Flag['type'],
  byDefault: string | number | boolean,
  description: string,
  bounds: Bounds = {},
): Flag {
  return { name, type, default: String(byDefault), description, ...bounds };
}

/** The flags, marked as meant for the controllers of extensions alone. */
export function forExtensions(...flags: readonly Flag[]): Flag[] {
  return flags.map((each) => ({ ...each, extensionsOnly: true }));
}

/** Changes of the flags from one release to the next. */
export interface FlagChange {
  readonly add?: readonly Flag[];
  readonly remove?: readonly string[];
  /** New defaults by flag. */
  readonly defaults?: Readonly<Record<string, string | number | boolean>>;
}

/** The flags after a change. A flag added twice or removed before it came is an error in the data. */
export function changeFlags(
  before: ReadonlyMap<string, Flag>,
  { add = [], remove = [], defaults = {} }: FlagChange,
): ReadonlyMap<string, Flag> {
  const after = new Map(before);
  for (const name of remove) {
    if (!after.delete(name)) {
      throw new Error(`cannot remove --${name}: there is no such flag`);
    }
  }
  for (const [name, value] of Object.entries(defaults)) {
    const known = after.get(name);
    if (!known) {
      throw new Error(`cannot change the default of --${name}: there is no such flag`);
    }
    after.set(name, { ...known, default: String(value) });
  }
  for (const added of add) {
    if (after.has(added.name)) {
      throw new Error(`--${added.name} is there already`);
    }
    after.set(added.name, added);
  }
  return after;
}
