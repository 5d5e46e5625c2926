import { Violation } from './violation';

/** Violations of an object that are kept; further ones are counted. A file may have millions. */
export const MOST_VIOLATIONS = 1000;

/** The violations of an object. */
export class Violations {
  private readonly kept: Violation[] = [];
  private unknown = 0;
  private others = 0;

  /** Number of all of them. */
  get count(): number {
    return this.kept.length + this.unknown + this.others;
  }

  push(violation: Violation): void {
    if (this.kept.length < MOST_VIOLATIONS) {
      this.kept.push(violation);
    } else if (violation.kind === 'unknownField') {
      this.unknown += 1;
    } else {
      this.others += 1;
    }
  }

  /** Those that are kept, and one for all others of a kind. */
  all(): Violation[] {
    const { kept, unknown, others } = this;
    if (unknown > 0) { kept.push({ path: [], kind: 'unknownField', message: `${unknown} more fields do not exist` }); }
    if (others > 0) { kept.push({ path: [], kind: 'type', message: `${others} more values are not valid` }); }
    return kept;
  }
}
