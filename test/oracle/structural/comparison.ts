/** Our verdict and the API server's, in the same words. */
import { canonicalJson } from '../../../src/api/canonical-json';
import { Walked } from '../../../src/validation/structural';

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
    return `${others.length > 0 ? `refused for ${JSON.stringify(others)}` : 'accepted'}; the API server: ${theirs.join('; ') || 'accepts'}`;
  }
  // Inside a value of the wrong type the API server reports unknown fields as well, which helps nobody.
  if (theirs.length === 0 && unknown !== (oracle.unknown ?? []).length > 0) {
    return `unknown fields ${JSON.stringify(violations)}; the API server: ${JSON.stringify(oracle.unknown ?? [])}`;
  }
  if (theirs.length > 0) { return undefined; }
  const [ours, stored] = [stable(value), stable(oracle.value)];
  return ours === stored ? undefined : `stored ${ours}; the API server: ${stored}`;
}

/** An object without what the API server adds to metadata or leaves out of it when empty. */
function stable(object: any): string {
  const { namespace: _, generation: __, ...metadata } = object.metadata ?? {};
  if (metadata.generateName) { delete metadata.name; }
  const full = Object.entries(metadata).filter(([, value]) => value !== null && value !== '' && !(typeof value === 'object' && Object.keys(value!).length === 0));
  return canonicalJson({ ...object, metadata: Object.fromEntries(full) });
}
