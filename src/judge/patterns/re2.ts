/** The port of RE2. Only this file imports it. */
// eslint-disable-next-line import/no-extraneous-dependencies -- scripts/slim.ts bundles it
import { RE2JS, RE2JSException } from 're2js';
import { forPort } from './dialect';
import { PatternError } from './pattern-error';

/** A pattern compiled by the port of RE2. */
export class Re2Program {
  constructor(private readonly program: RE2JS) {}

  get size(): number {
    return this.program.programSize();
  }

  test(text: string): boolean {
    return this.program.test(text);
  }

  findAll(text: string, most: number, beforeEach?: (rest: number) => void): string[] {
    const matcher = this.program.matcher(text);
    const found: string[] = [];
    let end = -1;
    while (found.length < most) {
      beforeEach?.(text.length - end);
      if (!matcher.find()) { break; }
      const isEmpty = matcher.start() === matcher.end();
      if (!isEmpty || matcher.start() !== end) { found.push(matcher.group()!); }
      end = matcher.end();
    }
    return found;
  }
}

/** @throws PatternError */
export function compileRe2(source: string): Re2Program {
  try {
    return new Re2Program(RE2JS.compile(forPort(source)));
  } catch (error) {
    if (!(error instanceof RE2JSException)) { throw error; }
    const reason = error.message.replace(/^error parsing regexp: /, '');
    throw new PatternError(`the pattern '${source}' is not valid in RE2's syntax: ${reason}`);
  }
}
