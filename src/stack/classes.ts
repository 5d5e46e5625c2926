import type { StackEntry } from './stack-object';

const ROUNDS = 4;

/**
 * A number for each entry, equal for entries that differ by name only: of one kind, with the same details, and joined
 * to entries of which the same is true. Refined in rounds, each of which looks one arrow further.
 */
export function classesOf(entries: readonly StackEntry[]): ReadonlyMap<StackEntry, number> {
  let classes = numbered(entries, ({ kind, name, details, isElsewhere }) => (
    // A name that is not the picture's own is a reference, and tells two things apart.
    [kind, isElsewhere ? name : '', ...details].join('\0')
  ));
  for (let round = 0; round < ROUNDS; round++) {
    const of = (list: readonly StackEntry[]) => list.map((entry) => classes.get(entry)!).sort((a, b) => a - b).join();
    const before = classes;
    classes = numbered(entries, (entry) => `${before.get(entry)!}|${of(entry.before)}|${of(entry.after)}`);
  }
  return classes;
}

function numbered(entries: readonly StackEntry[], keyOf: (entry: StackEntry) => string): Map<StackEntry, number> {
  const numbers = new Map<string, number>();
  return new Map(entries.map((entry) => {
    const key = keyOf(entry);
    let number = numbers.get(key);
    if (number === undefined) { numbers.set(key, number = numbers.size); }
    return [entry, number];
  }));
}
