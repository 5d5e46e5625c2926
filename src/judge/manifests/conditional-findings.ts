import type { FileFinding } from './outcome';
import { FindingSeverity } from '../../findings/finding';

/** A finding with the number of its object. */
export interface Entry {
  readonly order: number;
  readonly finding: FileFinding;
}

/** A finding, and the list of its object that it joins once it is certain. */
export interface ConditionalEntry extends Entry {
  readonly ofObject: FileFinding[];
}

/** The findings that depend on one RuntimeClass. */
interface Group {
  readonly counts: Record<FindingSeverity, number>;
  readonly first: ConditionalEntry[];
}

/** Findings that hold only if no manifest declares a RuntimeClass, which may come last. */
export class ConditionalFindings {
  private readonly groups = new Map<string, Group>();

  /** @param most how many findings of one class are built; further ones are only counted */
  constructor(private readonly most: number) {}

  add(runtimeClass: string, severity: FindingSeverity, build: () => ConditionalEntry): void {
    let group = this.groups.get(runtimeClass);
    if (!group) { this.groups.set(runtimeClass, group = { counts: { error: 0, warning: 0 }, first: [] }); }
    group.counts[severity] += 1;
    if (group.first.length < this.most) { group.first.push(build()); }
  }

  /** The groups whose RuntimeClass is not declared. */
  standing(isDeclared: (runtimeClass: string) => boolean): Group[] {
    return [...this.groups].filter(([runtimeClass]) => !isDeclared(runtimeClass)).map(([, group]) => group);
  }
}
