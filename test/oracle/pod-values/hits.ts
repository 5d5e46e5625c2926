/** Counts of the places in the code that refuse a value: each is a rule. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as ts from 'typescript';
import { difference, PodVerdict } from './comparison';
import { PodValueProblem, PodVisit } from '../../../src/judge/values/visit';

const ROOM = join(__dirname, '../../../src/judge/values');
const REFUSALS = ['refuse', 'refuseMissing', 'refuseEmpty'] as const;

/** Names of objects of other kinds, and what older minors refuse, which `feature-gates.test.ts` compares. */
const ELSEWHERE = ['object-metadata.ts', 'older-minors.ts'];

/** The places, as `file:line`. */
export function refusals(): string[] {
  // The folder beside them is about values that Kubernetes accepts.
  const files = readdirSync(ROOM).filter((file) => file.endsWith('.ts') && !ELSEWHERE.includes(file));
  return files.flatMap((file) => {
    const source = ts.createSourceFile(file, readFileSync(join(ROOM, file), 'utf8'), ts.ScriptTarget.Latest, true);
    const found: string[] = [];
    const visit = (node: ts.Node) => {
      if (
        ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) &&
        (REFUSALS as readonly string[]).includes(node.expression.name.text)
      ) {
        const { line } = source.getLineAndCharacterOfPosition(node.expression.name.getStart());
        found.push(`${file}:${line + 1}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

/** Which place each problem comes from, while something runs. */
export class Origins {
  private readonly problems = new WeakMap<PodValueProblem, string>();
  /** The places of positions in the compiled code: to look up one in a source map takes long. */
  private readonly places = new Map<string, string>();
  private readonly own = REFUSALS.map((name) => [name, PodVisit.prototype[name]] as const);

  constructor() {
    const { problems } = this;
    const placeOf = (callee: Callee) => this.placeOf(callee);
    for (const [name, refuse] of this.own) {
      PodVisit.prototype[name] = function counted(this: PodVisit, ...given: any[]) {
        (refuse as (...given: any[]) => void).apply(this, given);
        problems.set(this.problems.at(-1)!, placeOf(counted));
      };
    }
  }

  of(problem: PodValueProblem): string {
    return this.problems.get(problem)!;
  }

  restore(): void {
    for (const [name, refuse] of this.own) { (PodVisit.prototype as any)[name] = refuse; }
  }

  /** The place that calls a function. */
  private placeOf(callee: Callee): string {
    const position = positionOf(callee);
    let place = this.places.get(position);
    if (!place) {
      const holder: { stack?: string } = {};
      Error.captureStackTrace(holder, callee);
      const [, file, line] = /([^\s(]+):(\d+):\d+\)?$/.exec(holder.stack!.split('\n')[1])!;
      place = `${basename(file)}:${line}`;
      this.places.set(position, place);
    }
    return place;
  }
}

type Callee = (...given: any[]) => void;

/** The position in the compiled code from which a function is called. */
function positionOf(callee: Callee): string {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.prepareStackTrace = (_, [frame]) =>
    `${frame.getFileName()}:${frame.getLineNumber()}:${frame.getColumnNumber()}`;
  Error.stackTraceLimit = 1;
  const holder: { stack?: string } = {};
  Error.captureStackTrace(holder, callee);
  const position = holder.stack!;
  Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  return position;
}

/** The place without which the verdict or the first path would differ from Kubernetes'; undefined if there is none. */
export function decisivePlace(
  problems: readonly PodValueProblem[], verdict: PodVerdict, origins: Origins,
): string | undefined {
  if (problems.length === 0) { return undefined; }
  const first = origins.of(problems[0]);
  const isFound = difference(problems.filter((problem) => origins.of(problem) !== first), verdict) !== undefined;
  return isFound ? first : undefined;
}

/** A count by key, of which some are known before they are counted. */
export class Counts {
  private readonly counts: Map<string, number>;

  constructor(known: readonly string[] = []) { this.counts = new Map(known.map((key) => [key, 0])); }

  add(key: string): void { this.counts.set(key, this.of(key) + 1); }

  of(key: string): number { return this.counts.get(key) ?? 0; }

  /** Those counted fewer times, the rarest first. */
  below(least: number): string[] {
    return [...this.counts].filter(([, count]) => count < least).sort(([, one], [, other]) => one - other)
      .map(([key, count]) => `${key}: ${count}`);
  }

  get least(): number { return Math.min(...this.counts.values()); }
}
