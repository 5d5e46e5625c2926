/** The patterns and items of a list that have no partner. */
export interface Unassigned {
  readonly patterns: readonly number[];
  readonly items: readonly number[];
}

/**
 * Gives each pattern an item of its own that fits it, so that as many patterns as possible have one: a pattern that
 * fits many items leaves one to another that fits it alone.
 */
export function assignment<P, I>(
  patterns: readonly P[],
  items: readonly I[],
  fits: (pattern: P, item: I) => boolean,
): Unassigned {
  const owners = new Map<number, number>();
  const options = patterns.map((pattern) => [...items.keys()].filter((item) => fits(pattern, items[item])));
  const assign = (pattern: number, tried: Set<number>): boolean =>
    options[pattern].some((item) => {
      if (tried.has(item)) { return false; }
      tried.add(item);
      const owner = owners.get(item);
      if (owner !== undefined && !assign(owner, tried)) { return false; }
      owners.set(item, pattern);
      return true;
    });
  return {
    patterns: [...patterns.keys()].filter((pattern) => !assign(pattern, new Set())),
    items: [...items.keys()].filter((item) => !owners.has(item)),
  };
}
