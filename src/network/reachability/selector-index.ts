import type { KnownLabels } from './labels';
import type { Tri } from './match';

/** Pods as far as selectors ask. */
interface SelectablePod {
  readonly namespace: string;
  readonly labels: KnownLabels;
}

/** What selects pods by their labels: a policy, a Service. */
export interface PodSelector<P extends SelectablePod> {
  /** The namespace whose pods it selects; undefined: all namespaces. */
  readonly namespace?: string;
  /** Labels that every pod it selects has, by which it is found. */
  readonly labels: Readonly<Record<string, string>>;
  readonly selects: (pod: P) => Tri;
}

/** Selectors of one namespace, or of all: by a label that they require of pods, and those that require none. */
interface Shelf<T> {
  readonly keyed: Map<string, Map<string, T[]>>;
  readonly others: T[];
}

/** Selectors by a label, as an app may have thousands of pods with a policy each. */
export class SelectorIndex<P extends SelectablePod, T extends PodSelector<P>> {
  private readonly shelves = new Map<string | undefined, Shelf<T>>();
  private readonly position: ReadonlyMap<T, number>;

  constructor(readonly all: readonly T[]) {
    this.position = new Map(all.map((each, index) => [each, index]));
    for (const each of all) { this.shelve(each); }
  }

  /** Those that may select a pod, in their order. */
  of({ namespace, labels }: P): T[] {
    const found = [this.shelves.get(namespace), this.shelves.get(undefined)].flatMap((shelf) => {
      if (!shelf) { return []; }
      const keyed = [...shelf.keyed].flatMap(([key, byValue]) => {
        if (Object.hasOwn(labels.known, key)) { return byValue.get(labels.known[key]) ?? []; }
        return labels.hides(key) === 'no' ? [] : [...byValue.values()].flat();
      });
      return [...shelf.others, ...keyed];
    });
    return found.sort((one, other) => this.position.get(one)! - this.position.get(other)!);
  }

  private shelve(each: T): void {
    const { namespace, labels } = each;
    const [key] = Object.entries(labels);
    const shelf = this.shelves.get(namespace) ?? { keyed: new Map<string, Map<string, T[]>>(), others: [] };
    this.shelves.set(namespace, shelf);
    if (!key) {
      shelf.others.push(each);
      return;
    }
    const [name, value] = key;
    const byValue = shelf.keyed.get(name) ?? new Map<string, T[]>();
    shelf.keyed.set(name, byValue);
    const list = byValue.get(value);
    if (list) { list.push(each); } else { byValue.set(value, [each]); }
  }
}
