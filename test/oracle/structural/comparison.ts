/** Our verdict and the API server's, in the same words. */
import { Violation, Walked } from '../../../src/judge/schema';
import { canonicalJson } from '../../../src/kubernetes/types/canonical-json';

/** What the program in Go prints of an object. */
export interface OracleVerdict {
  readonly refused?: string;
  readonly unknown?: readonly string[];
  readonly errors?: readonly string[];
  readonly value?: any;
}

/** How the two differ; undefined when they do not. */
export function difference({ value, violations }: Walked, oracle: OracleVerdict): string | undefined {
  const unknown = violations.filter(({ kind }) => kind === 'unknownField').length > 0;
  const others = violations.filter(({ kind }) => kind !== 'unknownField');
  const theirs = oracle.refused ? [oracle.refused] : oracle.errors ?? [];
  if ((others.length > 0) !== (theirs.length > 0)) {
    const ours = others.length > 0 ? `refused for ${JSON.stringify(others)}` : 'accepted';
    return `${ours}; the API server: ${theirs.join('; ') || 'accepts'}`;
  }
  const [here, there] = [ourPlaces(violations), theirPlaces(oracle, violations)].map((places) =>
    [...new Set(places)].sort().join(', '),
  );
  if (!oracle.refused && here !== there) {
    return `what is wrong is at ${here || 'no place'}; the API server: ${there || 'at none'}`;
  }
  if (theirs.length === 0 && unknown !== (oracle.unknown ?? []).length > 0) {
    return `unknown fields ${JSON.stringify(violations)}; the API server: ${JSON.stringify(oracle.unknown ?? [])}`;
  }
  if (theirs.length > 0) { return undefined; }
  const [ours, stored] = [stable(value), stable(oracle.value)];
  return ours === stored ? undefined : `stored ${ours}; the API server: ${stored}`;
}

/** Where something is wrong. Of metadata, the API server names the map alone, and not which of its members. */
function ourPlaces(violations: readonly Violation[]): string[] {
  return violations.filter(({ path }) => path[0] !== 'metadata').map(({ path }) => plain(path.join('.')));
}

function theirPlaces({ unknown = [], errors = [] }: OracleVerdict, violations: readonly Violation[]): string[] {
  // Inside a value of the wrong type it reports unknown fields as well, which helps nobody.
  const wrongTypes = violations.filter(({ kind }) => kind === 'type').map(({ path }) => `${plain(path.join('.'))}.`);
  return [...unknown, ...errors.flatMap(placeOf)].map(plain)
    .filter((place) => !/^metadata(\.|$)/.test(place) && !wrongTypes.some((type) => place.startsWith(type)));
}

/** The path at the beginning of an error; some have it at the end, and some are about another one. */
function placeOf(error: string): string[] {
  const [path] = error.split(': ');
  return path === '<nil>' ? /Checked value must be .* in (\S+)$/.exec(error)?.slice(1) ?? [] : [path];
}

/** A path without what tells fields from items. */
function plain(path: string): string {
  return path.replace(/[[\].]+/g, '.').replace(/^\.|\.$/g, '');
}

/** An object without what the API server adds to metadata or leaves out of it when empty. */
function stable(object: any): string {
  const { namespace: _, generation: __, ...metadata } = object.metadata ?? {};
  if (metadata.generateName) { delete metadata.name; }
  const full = Object.entries(metadata).filter(
    ([, value]) => value !== null && value !== '' && !(typeof value === 'object' && Object.keys(value!).length === 0),
  );
  return canonicalJson({ ...object, metadata: Object.fromEntries(full) });
}
