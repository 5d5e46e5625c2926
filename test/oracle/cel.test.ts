/**
 * Our answer to expressions beside that of the API server's own CEL, a program in Go.
 *
 * `CEL_CASES=100000` compares more expressions, `CEL_SEED=2` others.
 */
import { join } from 'node:path';
import { caseOf, CelCase, TYPED, VARIABLES } from './cel/cases';
import { encode } from './cel/encode';
import { compile } from '../../src/judge/cel';
import { CelError } from '../../src/judge/cel/error';
import { askGo, buildGo, GO } from '../support/go';

const CASES = Number(process.env.CEL_CASES ?? 5_000);
const SEED = Number(process.env.CEL_SEED ?? 1);
const BATCH = 10_000;
const LONG = 30 * 60_000;

interface Answer {
  readonly compile?: string;
  readonly error?: string;
  readonly value?: unknown;
  readonly cost?: number;
}

if (!GO) { process.stderr.write('SKIPPED: comparing CEL with the API server\'s own; there is no Go\n'); }

(GO ? describe : describe.skip)('CEL, beside the API server\'s own', () => {
  let program: string;

  beforeAll(() => { program = buildGo(join(__dirname, 'cel')); }, LONG);

  test(`says the same of ${CASES} expressions: whether they compile, whether they fail, and their values`, () => {
    const differences: string[] = [];
    const counts = { compile: 0, error: 0, value: 0 };
    const costs: Costs = { compared: 0, equal: 0, far: [] };
    for (let from = 0; from < CASES; from += BATCH) {
      const cases = Array.from({ length: Math.min(BATCH, CASES - from) }, (_, index) => caseOf(SEED, from + index));
      const theirs = ask(program, cases);
      cases.forEach((each, index) => {
        // Some literals with optional members of the type dyn crash the API server's check, and lists of null and
        // objects its formatting.
        if (theirs[index].error?.includes('runtime error: ')) { return; }
        const difference = differenceOf(each, theirs[index]);
        if (difference && isStable(program, each)) { differences.push(`case ${from + index}: ${difference}`); }
        counts[kindOf(theirs[index])] += 1;
        compareCosts(each, theirs[index], costs);
      });
    }
    process.stdout.write(
      `of ${CASES} expressions ${counts.value} have a value, ${counts.error} fail, ${counts.compile} do not compile\n`,
    );
    expect(differences.slice(0, Number(process.env.CEL_SHOWN ?? 10))).toEqual([]);
    expect(costs.far.filter((each) => isStable(program, each))).toEqual([]);
    expect(costs.equal / costs.compared).toBeGreaterThan(0.98);
    // A generator of nothing but mistakes would compare nothing.
    expect(counts.value).toBeGreaterThan(CASES * 0.3);
    expect(counts.error).toBeGreaterThan(CASES * 0.05);
    expect(counts.compile).toBeGreaterThan(CASES * 0.02);
  }, LONG);
});

function ask(program: string, cases: readonly CelCase[]): Answer[] {
  return askGo<Answer>(
    program,
    cases.map(({ expression, bindings }) => ({ expression, bindings, variables: VARIABLES })),
  );
}

/** Go goes over maps in any order: what hangs on that, it does not answer twice alike. */
function isStable(program: string, each: CelCase): boolean {
  return new Set(ask(program, Array<CelCase>(50).fill(each)).map((answer) => JSON.stringify(answer))).size === 1;
}

interface Costs {
  compared: number;
  equal: number;
  /** Cases that are charged much less or much more than by the API server. */
  readonly far: CelCase[];
}

/** Of a map the API server reads the entries in any order, so that its cost may be another each time. */
function compareCosts(each: CelCase, theirs: Answer, costs: Costs): void {
  const mine = ours(each).cost;
  if (mine === undefined || theirs.cost === undefined || theirs.value === undefined) { return; }
  costs.compared++;
  costs.equal += mine === theirs.cost ? 1 : 0;
  // An operator whose operand fails is charged there, and not here.
  if (2 * mine + 10 < theirs.cost || mine > 3 * theirs.cost + 50) { costs.far.push(each); }
}

function kindOf({ compile: refused, error }: Answer): 'compile' | 'error' | 'value' {
  return refused !== undefined ? 'compile' : error !== undefined ? 'error' : 'value';
}

function ours({ expression, bindings }: CelCase): Answer {
  let compiled;
  try {
    compiled = compile(expression, TYPED);
  } catch (error) {
    if (!(error instanceof CelError)) { throw error; }
    return { compile: error.message };
  }
  try {
    return { value: encode(compiled.value(bindings)), ...compiled.charges(bindings) };
  } catch (error) {
    if (!(error instanceof CelError)) { throw error; }
    return { error: error.message };
  }
}

function differenceOf(each: CelCase, theirs: Answer): string | undefined {
  const mine = ours(each);
  if (kindOf(mine) === kindOf(theirs) && JSON.stringify(mine.value) === JSON.stringify(theirs.value)) {
    return undefined;
  }
  return (
    `${each.expression}\n  with ${JSON.stringify(each.bindings)}\n` +
    `  is ${JSON.stringify(mine)}\n  the API server: ${JSON.stringify(theirs).slice(0, 600)}`
  );
}
