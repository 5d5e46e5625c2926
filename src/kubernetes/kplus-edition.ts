/** The edition of cdk8s-plus that `kplus.ts` loads: `npm run package-plus` changes both. */
export const EDITION = 'cdk8s-plus-28';

/** The package of this library for each edition that has one. */
const LIBRARIES: Readonly<Record<string, string>> = {
  'cdk8s-plus-28': 'cdk8s-agent-sandbox',
  'cdk8s-plus-33': 'cdk8s-agent-sandbox-33',
  'cdk8s-plus-34': 'cdk8s-agent-sandbox-34',
};

/** The package that this code is in. */
export const LIBRARY = LIBRARIES[EDITION];

/** Under which jsii notes in a class the name of its type, such as `cdk8s-plus-28.Probe`. */
const TYPE = Symbol.for('jsii.rtti');

/**
 * Refuses a value of another edition of cdk8s-plus. Values are read by methods that cdk8s-plus keeps to itself: no
 * edition has to have those of another, and a field that the own edition does not know would be dropped without a word.
 *
 * @param what the value is, in the user's words
 * @param value of any type
 */
export function refuseOtherEdition(what: string, value: unknown): void {
  if (typeof value !== 'object' || value === null) { return; }
  const type = (value.constructor as { [TYPE]?: { readonly fqn?: unknown } } | undefined)?.[TYPE]?.fqn;
  if (typeof type !== 'string' || !type.startsWith('cdk8s-plus-')) { return; }
  const [edition, ...name] = type.split('.');
  if (edition === EDITION) { return; }
  const library = LIBRARIES[edition];
  throw new Error(
    `${what} is a ${name.join('.')} of '${edition}', and this package takes those of '${EDITION}'; import it from `
      + `'${EDITION}'${library ? `, or the constructs from '${library}'` : ''}`,
  );
}
