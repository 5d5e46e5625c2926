import { DocumentError } from './error';
import { MAX_DEPTH, MAX_EXPANDED } from './limits';

interface Extent {
  readonly values: number;
  readonly depth: number;
}

const OPEN = { values: Infinity, depth: Infinity };

/**
 * Refuses a value that is small because it shares parts, which whoever walks it sees again and again.
 *
 * @throws DocumentError when it is too large or too deep as a tree, or holds itself
 */
export function checkAliases(root: unknown): void {
  const extents = new Map<object, Extent>();
  const measure = (value: unknown): Extent => {
    if (typeof value !== 'object' || value === null) { return { values: 1, depth: 0 }; }
    const known = extents.get(value);
    if (known === OPEN) { throw new DocumentError('an anchor holds an alias of itself', 0); }
    if (known) { return known; }
    extents.set(value, OPEN);
    let [values, depth] = [1, 0];
    for (const member of Object.values(value)) {
      const of = measure(member);
      values += of.values;
      depth = Math.max(depth, of.depth + 1);
    }
    if (values > MAX_EXPANDED) { throw new DocumentError(`its aliases stand for more than ${MAX_EXPANDED.toLocaleString('en')} values`, 0); }
    if (depth > MAX_DEPTH) { throw new DocumentError(`nests deeper than ${MAX_DEPTH} levels, counting what aliases stand for`, 0); }
    const extent = { values, depth };
    extents.set(value, extent);
    return extent;
  };
  measure(root);
}
