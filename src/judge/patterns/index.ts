/**
 * Patterns of schemas and expressions, which the API server compiles with RE2. They match in time linear in the text:
 * by a port of RE2 or, where that is as safe, by JavaScript's engine, which is faster and loaded already (ADR 0016).
 */
import { linearRegExp } from './linear';
import type { Re2Program } from './re2';

export { PatternError } from './pattern-error';

/** A compiled pattern. It matches anywhere in a text unless it has anchors. */
export interface Pattern {
  readonly source: string;
  /** About the most steps that `test` takes a character. */
  readonly stepsToTest: number;
  /** About the most steps that finding one match takes a character: the instructions of the program. */
  readonly stepsToFind: number;
  test(text: string): boolean;
  /** The first match; undefined if there is none. */
  find(text: string): string | undefined;
  /**
   * The matches that do not overlap, as Go finds them: no empty match follows another match directly. Each may take
   * up to the rest of the text to find.
   *
   * @param beforeEach is called with the length of the rest before each is looked for; it may throw
   */
  findAll(text: string, most: number, beforeEach?: (rest: number) => void): string[];
}

/** Expressions can compute patterns, so that there is no end of them. */
const MOST_KEPT = 1000;

const compiled = new Map<string, Pattern>();

/** @throws PatternError for what RE2 refuses */
export function compilePattern(source: string): Pattern {
  let pattern = compiled.get(source);
  if (!pattern) {
    if (compiled.size === MOST_KEPT) { compiled.clear(); }
    compiled.set(source, pattern = new CompiledPattern(source));
  }
  return pattern;
}

class CompiledPattern implements Pattern {
  private readonly regExp: RegExp | undefined;
  private program: Re2Program | undefined;

  constructor(readonly source: string) {
    this.regExp = linearRegExp(source);
    if (!this.regExp) { this.re2(); }
  }

  get stepsToTest(): number { return this.regExp ? 1 : this.stepsToFind; }

  get stepsToFind(): number { return this.re2().size; }

  test(text: string): boolean {
    return this.regExp ? this.regExp.test(text) : this.re2().test(text);
  }

  find(text: string): string | undefined {
    return this.re2().findAll(text, 1)[0];
  }

  findAll(text: string, most: number, beforeEach?: (rest: number) => void): string[] {
    return this.re2().findAll(text, most, beforeEach);
  }

  private re2(): Re2Program {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- most files need no such pattern
    const { compileRe2 } = require('./re2') as typeof import('./re2');
    return this.program ??= compileRe2(this.source);
  }
}
