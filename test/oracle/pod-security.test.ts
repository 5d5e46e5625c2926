/**
 * The same verdicts as Kubernetes' own Pod Security admission, on pods made up from legitimate ones.
 *
 * `POD_SECURITY_CASES` sets how many random cases there are, `POD_SECURITY_SEED` which.
 */
import { join } from 'node:path';
import {
  POD_SECURITY_CHECKS, PodSecurityCheck, podSecurityJudge, PodSecurityJudge,
} from '../../src/judge/pod-security/index';
import { askGo, buildGo, GO } from '../support/go';
import { boundaries, Case, LEVELS, randomCases, sweep, VERSIONS } from './pod-security/cases';

const RANDOM_CASES = Number(process.env.POD_SECURITY_CASES ?? 20_000);
const SEED = Number(process.env.POD_SECURITY_SEED ?? 1);
/** How many cases are held in memory at once. */
const BATCH = 20_000;
/** How often a check must decide either way for the comparison to say something of it. */
const OFTEN = 20;

if (!GO) {
  process.stderr.write(
    "SKIPPED: the comparison with Kubernetes' own Pod Security admission; there is no Go toolchain\n",
  );
}

/** What the program in pod-security/ answers. */
interface Answer {
  readonly allowed: boolean;
  readonly passed: readonly string[];
  readonly failed: readonly string[];
  readonly error?: string;
}

(GO ? describe : describe.skip)("Kubernetes' own Pod Security admission", () => {
  let program: string;

  beforeAll(() => { program = buildGo(join(__dirname, 'pod-security')); }, 600_000);

  const ask = (cases: readonly Case[]) => askGo<Answer>(program, cases);

  test('runs the same checks for every level and version', () => {
    const policies = LEVELS.flatMap((level) =>
      VERSIONS.flatMap((version) =>
        [undefined, 'v1.0', 'v1.30', 'v1.38'].map((emulate) => ({
          level,
          version,
          ...(emulate && { emulate }),
          metadata: { name: 'pod' },
          spec: { containers: [] },
        })),
      ),
    );
    const ran = ask(policies).map(({ passed, failed }) => [...passed, ...failed].sort());
    expect(ran).toEqual(policies.map((policy) => idsOf(judgeOf(POD_SECURITY_CHECKS, policy).checks)));
  });

  test('says what it does not understand', () => {
    const [answer] = ask([
      { level: 'baseline', version: 'v1.30', metadata: { name: 'pod' }, spec: { hostNetwrok: true } },
    ]);
    expect(answer.error).toBe('unknown field "spec.hostNetwrok"');
  });

  test(`gives the same verdict on every value in every place and on ${RANDOM_CASES} random pods`, () => {
    const tally = new Map(idsOf(POD_SECURITY_CHECKS).map((id) => [id, { passed: 0, failed: 0 }]));
    let allowed = 0;
    let cases = 0;
    for (const batch of batches()) {
      const answers = ask(batch);
      expect(answers).toHaveLength(batch.length);
      expect(disagreements(POD_SECURITY_CHECKS, batch, answers)).toEqual([]);
      for (const answer of answers) {
        for (const id of answer.passed) { tally.get(id)!.passed++; }
        for (const id of answer.failed) { tally.get(id)!.failed++; }
        allowed += Number(answer.allowed);
      }
      cases += batch.length;
    }
    const rows = [...tally].map(
      ([id, { passed, failed }]) => `${id.padEnd(27)}${String(passed).padStart(9)}${String(failed).padStart(9)}`,
    );
    process.stdout.write(
      `${[`${cases} cases, ${allowed} allowed`, `${'check'.padEnd(27)}   passed   failed`, ...rows].join('\n')}\n`,
    );
    expect([...tally].filter(([, { passed, failed }]) => Math.min(passed, failed) < OFTEN)).toEqual([]);
  }, 3_600_000);

  // Whether the comparison would notice: each case below is one mistake that a table could have.
  describe('a table with one mistake does not', () => {
    let cases: Case[];
    let answers: Answer[];

    beforeAll(() => {
      cases = boundaries();
      answers = ask(cases);
    }, 600_000);

    test.each(mistakes())('%s', (_name, table) => {
      expect(disagreements(table, cases, answers, 1)).toHaveLength(1);
    });
  });
});

/** All cases, some at a time. */
function* batches(): Generator<Case[]> {
  const systematic = [...sweep(), ...boundaries()];
  for (let start = 0; start < systematic.length; start += BATCH) { yield systematic.slice(start, start + BATCH); }
  const random = randomCases(SEED);
  for (let left = RANDOM_CASES; left > 0; left -= BATCH) {
    yield Array.from({ length: Math.min(left, BATCH) }, () => random.next().value);
  }
}

/** The first cases on which a table and Kubernetes differ, with what each says. */
function disagreements(
  table: readonly PodSecurityCheck[],
  cases: readonly Case[],
  answers: readonly Answer[],
  enough = 5,
): object[] {
  const judges = new Map<string, PodSecurityJudge>();
  const found: object[] = [];
  for (const [index, pod] of cases.entries()) {
    const key = `${pod.level} ${pod.version} ${pod.emulate}`;
    const judge = judges.get(key) ?? judgeOf(table, pod);
    judges.set(key, judge);
    const ours = [...new Set(judge.violations(pod).map(({ check }) => check))].sort();
    const { allowed, failed, error } = answers[index];
    if (error !== undefined || allowed !== (ours.length === 0) || failed.join() !== ours.join()) {
      found.push({ pod: JSON.stringify(pod), ours, theirs: error ?? failed });
      if (found.length === enough) {
        break;
      }
    }
  }
  return found;
}

function judgeOf(
  table: readonly PodSecurityCheck[],
  { level, version, emulate }: Pick<Case, 'level' | 'version' | 'emulate'>,
): PodSecurityJudge {
  return podSecurityJudge(table, { level, version, kubernetesVersion: emulate });
}

function idsOf(checks: readonly PodSecurityCheck[]): string[] {
  return [...new Set(checks.map(({ id }) => id))].sort();
}

/**
 * Our table with one mistake each: a row that is gone, sees nothing, comes or ends a minor early or late, allows more
 * or less ...
 */
function mistakes(): [string, PodSecurityCheck[]][] {
  return POD_SECURITY_CHECKS.flatMap((check, index) => {
    const { id, since, until, level, replaces, allows = {}, exemptsWindows, exemptsUserNamespaces } = check;
    const name = until === undefined ? id : `${id} until ${until}`;
    const change = (what: string, changed: Partial<PodSecurityCheck>): [string, PodSecurityCheck[]] => (
      [`${name}: ${what}`, POD_SECURITY_CHECKS.map((row, at) => (at === index ? { ...row, ...changed } : row))]
    );
    const shifts = (
      field: 'since' | 'until' | 'exemptsWindows' | 'exemptsUserNamespaces',
      minor: number | undefined,
    ) => (minor ? [-1, 1].map((by) => change(`${field} ${minor + by}`, { [field]: minor + by })) : []);
    const values = Object.entries(allows).flatMap(([value, minor]) => [
      change(`does not allow '${value}'`, {
        allows: Object.fromEntries(Object.entries(allows).filter(([other]) => other !== value)),
      }),
      ...(minor ? [-1, 1] : []).map((by) =>
        change(`allows '${value}' from ${minor + by}`, { allows: { ...allows, [value]: minor + by } }),
      ),
    ]);
    return [
      change('sees nothing', { check: () => undefined }),
      change('sees everything', {
        check: (_pod, _allowed, found) => {
          found.push({ path: '', what: '', change: '' });
        },
      }),
      change('of the other level', { level: level === 'baseline' ? 'restricted' : 'baseline' }),
      ...(since === 0 ? [change('since 1', { since: 1 })] : shifts('since', since)),
      ...shifts('until', until),
      ...shifts('exemptsWindows', exemptsWindows),
      ...shifts('exemptsUserNamespaces', exemptsUserNamespaces),
      ...(replaces ? [change('replaces nothing', { replaces: undefined })] : []),
      ...(exemptsWindows ? [change('exempts nobody', { exemptsWindows: undefined })] : []),
      ...(exemptsUserNamespaces ? [change('exempts nobody', { exemptsUserNamespaces: undefined })] : []),
      ...values,
    ];
  });
}
