/**
 * Hostile pods are refused by whom their row names, and legitimate ones by nobody: at synth, and by the policies as
 * CEL.
 */
import { AgentSandboxVersion } from '../../src';
import { AdmissionJudge } from '../../src/admission/admission-judge';
import { AdmissionPolicyObjects, admissionPolicyObjects } from '../../src/admission/admission-policy-objects';
import { AdmissionRule } from '../../src/admission/admission-rule';
import { ADMISSION_RULES } from '../../src/admission/rules/index';
import { POD_SECURITY_CHECKS, podSecurityJudge, podSecurityViolations } from '../../src/judge/pod-security/index';
import { KubeObject } from '../../src/kubernetes/kube-object';
import { ENGINES, Request, verdicts } from '../support/admission/engines';
import { holderOf, HOSTILE_PODS, HostilePod, refusedIn } from '../support/admission/hostile-pods';
import { LEGITIMATE_PODS } from '../support/admission/legitimate-pods';
import { Base, BASES, held, HOLDERS, podWith } from '../support/admission/pods';
import { faultsOf } from '../support/validity';

const RESTRICTED = { level: 'restricted', version: 'latest' } as const;

const ROWS = HOSTILE_PODS.map((row): [string, HostilePod, KubeObject] => [
  row.name,
  row,
  podWith(row.base, [row.change]),
]);
const LEGITIMATE = LEGITIMATE_PODS.map(({ name, base, changes }): [string, Base, KubeObject] => [
  name,
  base,
  podWith(base, changes),
]);

/** Codes of the rules about pods and their metadata. */
const CODES_OF_PODS = [
  ...new Set(
    ADMISSION_RULES.filter(({ judges }) => judges === 'pod' || judges === 'podMetadata').map(({ code }) => code),
  ),
];

/** Rules that only judge pods as they are made. */
const OF_PODS_ALONE = ADMISSION_RULES.filter(({ kinds }) => !kinds.includes('Sandbox')).map(({ code }) => code);

function policiesOf(base: Base, table: readonly AdmissionRule[] = ADMISSION_RULES): AdmissionPolicyObjects[] {
  const { settings } = BASES[base];
  return admissionPolicyObjects(
    { name: 'research', settings, namespaces: ['research'], excludedNamespaces: [], validationActions: ['Deny'] },
    table,
  );
}

/** What a judge without Pod Security says, by code. */
function judged(base: Base, object: KubeObject, table: readonly AdmissionRule[] = ADMISSION_RULES): string[] {
  const settings = { ...BASES[base].settings, podSecurity: undefined };
  return codes(new AdmissionJudge({ name: 'research', settings, isEnforced: true }, table).judge(object));
}

function codes(found: ReadonlyArray<{ readonly code: string }>): string[] {
  return [...new Set(found.map(({ code }) => code))];
}

test('there are enough rows, no two alike, each of one change', () => {
  expect(HOSTILE_PODS.length).toBeGreaterThanOrEqual(60);
  expect(LEGITIMATE_PODS.length).toBeGreaterThanOrEqual(30);
  for (const rows of [HOSTILE_PODS, LEGITIMATE_PODS]) {
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
  }
  const pods = [...ROWS, ...LEGITIMATE].map(([, , pod]) => JSON.stringify(pod));
  expect(new Set(pods).size).toBe(pods.length);
  expect(
    LEGITIMATE_PODS.filter(({ changes }) => changes.length === 0)
      .map(({ base }) => base)
      .sort(),
  ).toEqual(Object.keys(BASES).sort());
});

test('every rule about pods has a row, and every check of Pod Security that no rule has', () => {
  const rules = CODES_OF_PODS;
  expect(codes(HOSTILE_PODS.filter(({ refusedBy }) => refusedBy === 'policy') as Array<{ code: string }>)).toEqual(
    rules,
  );
  const told = ADMISSION_RULES.flatMap(({ podSecurity = [] }) => podSecurity);
  const { checks } = podSecurityJudge(POD_SECURITY_CHECKS, RESTRICTED);
  const rest = checks.map(({ id }) => id).filter((id) => !told.includes(id) || id === 'restrictedVolumes').sort();
  expect([...new Set(HOSTILE_PODS.flatMap(({ check }) => check ?? []))].sort()).toEqual(rest);
});

describe.each(ROWS)('%s', (_, row, pod) => {
  test(`is refused by ${row.refusedBy}${row.code ? ` with ${row.code}` : ''} and nobody before`, () => {
    const faults = faultsOf(held('Sandbox', pod), AgentSandboxVersion.LATEST);
    if (row.refusedBy === 'schema') {
      expect(faults).not.toEqual([]);
      return;
    }
    expect(faults).toEqual([]);
    const checks = podSecurityViolations(pod, RESTRICTED).map(({ check }) => check);
    if (row.refusedBy === 'pod-security') { expect([...new Set(checks)]).toEqual([row.check]); }
    if (row.refusedBy === 'quota') { expect(checks).toEqual([]); }
    for (const kind of HOLDERS) { expect(judged(row.base, held(kind, pod))).toEqual(refusedIn(kind, row)); }
  });
});

test.each(LEGITIMATE)('%s passes everything', (_, base, pod) => {
  expect(faultsOf(held('Sandbox', pod), AgentSandboxVersion.LATEST)).toEqual([]);
  expect(podSecurityViolations(pod, RESTRICTED)).toEqual([]);
  for (const kind of HOLDERS) { expect(judged(base, held(kind, pod))).toEqual([]); }
});

describe.each(ENGINES)('the policies as CEL, by %s', (_, engine) => {
  test('refuse each hostile pod that is theirs with its code, in every kind, and never by an error', () => {
    const cases = ROWS.filter(([, { refusedBy }]) => refusedBy !== 'schema').flatMap(([name, row, pod]) =>
      HOLDERS.map((kind) => ({
        name: `${name} in a ${kind}`,
        request: { policies: policiesOf(row.base), object: held(kind, pod) } as Request,
        refused: refusedIn(kind, row).filter((code) => kind === 'Pod' || !OF_PODS_ALONE.includes(code)),
      })),
    );
    const found = verdicts(engine, cases.map(({ request }) => request));
    expect(found.map((verdict, index) => [cases[index].name, verdict])).toEqual(
      cases.map(({ name, refused }) => [name, { matched: true, refused, errors: [] }]),
    );
  });

  test('let each legitimate pod pass, in every kind', () => {
    const cases = LEGITIMATE.flatMap(([name, base, pod]) => HOLDERS.map((kind) => (
      { name: `${name} in a ${kind}`, policies: policiesOf(base), object: held(kind, pod) }
    )));
    expect(verdicts(engine, cases).map((verdict, index) => [cases[index].name, verdict])).toEqual(
      cases.map(({ name }) => [name, { matched: true, refused: [], errors: [] }]),
    );
  });

  test('without one rule let exactly its pods pass', () => {
    const pods = ROWS.filter(([, { refusedBy }]) => refusedBy === 'policy');
    const cases = CODES_OF_PODS.flatMap((code) => {
      const table = ADMISSION_RULES.filter((rule) => rule.code !== code);
      const policies = new Map((Object.keys(BASES) as Base[]).map((base) => [base, policiesOf(base, table)]));
      return pods.map(([name, row, object]) => ({
        name: `${name} without ${code}`,
        refused: refusedIn(holderOf(row), row).filter((each) => each !== code),
        policies: policies.get(row.base)!,
        object: held(holderOf(row), object),
      }));
    });
    const found = verdicts(engine, cases);
    const wants = cases.map(({ name, refused }) => [name, refused, []]);
    expect(found.map(({ refused, errors }, index) => [cases[index].name, refused, errors])).toEqual(wants);
  });
});

describe('at synth', () => {
  test.each(CODES_OF_PODS)(
    'without the rule of %s exactly its pods pass',
    (code) => {
      const table = ADMISSION_RULES.filter((rule) => rule.code !== code);
      const mine = ROWS.filter(([, { refusedBy }]) => refusedBy === 'policy');
      expect(mine.map(([name, row, pod]) => [name, judged(row.base, held(holderOf(row), pod), table)])).toEqual(
        mine.map(([name, row]) => [name, refusedIn(holderOf(row), row).filter((each) => each !== code)]),
      );
    },
  );

  test.each([...new Set(HOSTILE_PODS.flatMap(({ check }) => check ?? []))])(
    'without the check %s of Pod Security exactly its pods pass',
    (id) => {
      const judge = podSecurityJudge(
        POD_SECURITY_CHECKS.filter((check) => check.id !== id),
        RESTRICTED,
      );
      const mine = ROWS.filter(([, { refusedBy }]) => refusedBy === 'pod-security');
      expect(
        mine.map(([name, , pod]) => [name, [...new Set(judge.violations(pod).map(({ check }) => check))]]),
      ).toEqual(mine.map(([name, row]) => [name, row.check === id ? [] : [row.check]]));
    },
  );
});

test('the engines see the same in an object that was changed', () => {
  const [, , before] = LEGITIMATE[0];
  const hostile = podWith('plain', [{ op: 'add', path: '/spec/hostPID', value: true }]);
  const relabelled = { ...hostile, metadata: { ...hostile.metadata, labels: { 'example.com/seen': 'yes' } } };
  const policies = policiesOf('plain');
  const requests = [
    [hostile, before],
    [relabelled, hostile],
    [before, hostile],
  ].map(([object, oldObject]) => ({ policies, object, oldObject }));
  for (const [, engine] of ENGINES) {
    expect(verdicts(engine, requests)).toEqual([
      { matched: true, refused: ['ASB352'], errors: [] },
      { matched: false, refused: [], errors: [] },
      { matched: true, refused: [], errors: [] },
    ]);
  }
});
