import { ConditionalFindings, Entry } from './conditional-findings';
import type { Origin } from './origin';
import type { FileFinding } from './outcome';
import { FindingSeverity } from '../../findings/finding';
import type { Located } from '../rules/located';
import { formatPath } from '../schema';

/** Number of findings that are kept. Further ones are only counted. */
export const MOST_FINDINGS = 10_000;

/** The findings of all files: counts of all, the first ones in the order of files and lines. */
export class FindingList {
  private readonly kept: Entry[] = [];
  private readonly conditional = new ConditionalFindings(MOST_FINDINGS);
  private readonly counts: Record<FindingSeverity, number> = { error: 0, warning: 0 };

  /** @param isQuoting whether findings have the lines that they are about */
  constructor(private readonly isQuoting = false) {}

  get errors(): number {
    return this.counts.error;
  }

  get warnings(): number {
    return this.counts.warning;
  }

  /**
   * Adds the findings of an object.
   *
   * @returns those that are kept. Conditional ones join them in `settle`
   */
  add(origin: Origin, located: readonly Located[]): FileFinding[] {
    const kept: FileFinding[] = [];
    for (const each of located) {
      const { severity } = each.finding;
      if (each.wants !== undefined) {
        this.conditional.add(each.wants, severity, () => ({ ...this.entryOf(origin, each), ofObject: kept }));
        continue;
      }
      this.counts[severity] += 1;
      if (this.kept.length >= MOST_FINDINGS) { continue; }
      const entry = this.entryOf(origin, each);
      this.kept.push(entry);
      kept.push(entry.finding);
    }
    return kept;
  }

  /** Decides the conditional findings when everything is read. */
  settle(isDeclared: (runtimeClass: string) => boolean): void {
    for (const { counts, first } of this.conditional.standing(isDeclared)) {
      this.counts.error += counts.error;
      this.counts.warning += counts.warning;
      for (const { ofObject, ...entry } of first) {
        this.kept.push(entry);
        ofObject.push(entry.finding);
      }
    }
  }

  /** The first findings, sorted by file, line and column. */
  sorted(): FileFinding[] {
    this.kept.sort((a, b) => (
      a.order - b.order || a.finding.line - b.finding.line || a.finding.column - b.finding.column
    ));
    return this.kept.slice(0, MOST_FINDINGS).map(({ finding }) => finding);
  }

  private entryOf({ file, order, source }: Origin, { finding, path, remedyInFile }: Located): Entry {
    const position = source.position(path);
    // Values of Secrets are printed nowhere.
    const isQuoted = this.isQuoting && !finding.object!.startsWith('Secret ');
    const excerpt = isQuoted ? source.around?.(position) : undefined;
    return {
      order,
      finding: {
        file,
        ...position,
        finding: remedyInFile === undefined ? finding : { ...finding, remedy: remedyInFile },
        object: finding.object!,
        path: formatPath(path),
        ...(excerpt && { excerpt }),
      },
    };
  }
}
