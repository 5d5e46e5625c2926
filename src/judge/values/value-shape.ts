/** What a check asks of a value, as far as a schema can say it: every value that the check accepts has the shape. */
export interface ValueShape {
  /** The texts to choose from. */
  readonly values?: readonly string[];
  readonly pattern?: RegExp;
  /** What to write in place of a text that does not match the pattern. */
  readonly remedy?: string;
  readonly longest?: number;
  /** Whether an empty text passes besides. */
  readonly mayBeEmpty?: boolean;
  /** Whether an empty text, an empty list and 0 are refused. */
  readonly isRequired?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly fields?: Readonly<Record<string, readonly ValueShape[]>>;
  readonly items?: readonly ValueShape[];
}

/** By check; a check without a shape may ask anything. */
const SHAPES = new WeakMap<object, readonly ValueShape[]>();

/** A check and the shapes of the values that it accepts. */
export function shaped<C extends object>(check: C, ...shapes: readonly ValueShape[]): C {
  if (shapes.length > 0) { SHAPES.set(check, shapes); }
  return check;
}

/** The shapes of the values that pass all of some checks. */
export function shapesOf(...checks: readonly object[]): readonly ValueShape[] {
  return checks.flatMap((check) => SHAPES.get(check) ?? []);
}

/** The shape of lists whose items pass all of some checks. */
export function itemsOf(...checks: readonly object[]): ValueShape {
  return { items: shapesOf(...checks) };
}

/** The shape of objects with checks of their fields. */
export function fieldsOf(checks: Readonly<Record<string, object>>): ValueShape {
  return { fields: Object.fromEntries(Object.entries(checks).map(([name, check]) => [name, shapesOf(check)])) };
}
