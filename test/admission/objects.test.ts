/** Requests about objects of Agent Sandbox are refused with the code of their row: at synth, and as CEL. */
import { AdmissionJudge } from '../../src/admission/admission-judge';
import { AdmissionPolicyObjects, admissionPolicyObjects } from '../../src/admission/admission-policy-objects';
import { ADMISSION_RULES } from '../../src/admission/rules/index';
import { ENGINES, verdicts } from '../support/admission/engines';
import { HOSTILE_OBJECTS, LEGITIMATE_OBJECTS, OBJECT_SETTINGS, ObjectRow } from '../support/admission/objects';

const ROWS = [...HOSTILE_OBJECTS, ...LEGITIMATE_OBJECTS];

const policies = new Map(
  Object.entries(OBJECT_SETTINGS).map(([name, settings]): [string, AdmissionPolicyObjects[]] => [
    name,
    admissionPolicyObjects({
      name,
      settings,
      namespaces: ['research'],
      excludedNamespaces: [],
      validationActions: ['Deny'],
    }),
  ]),
);

function judged({ object, settings }: ObjectRow): string[] {
  const judge = new AdmissionJudge({
    name: 'research',
    settings: { ...OBJECT_SETTINGS[settings], podSecurity: undefined, hasDefaultLimits: true },
    isEnforced: true,
  });
  return [
    ...new Set(
      judge.judge(object).map(({ code, severity }) => (severity === 'error' ? code : `${code} (${severity})`)),
    ),
  ];
}

test('every rule about objects has a hostile row, and no two rows are alike', () => {
  const codes = ADMISSION_RULES.filter(({ judges }) => judges === 'spec' || judges === 'object').map(
    ({ code }) => code,
  );
  const covered = HOSTILE_OBJECTS.map(({ code }) => code);
  expect([...new Set(codes)].filter((code) => !covered.includes(code))).toEqual([]);
  expect(new Set(ROWS.map(({ name }) => name)).size).toBe(ROWS.length);
});

test.each(
  HOSTILE_OBJECTS.filter(({ user, oldObject, isOnlyInCluster }) => !user && !oldObject && !isOnlyInCluster).map(
    (row) => [row.name, row] as const,
  ),
)('%s is refused at synth', (_, row) => {
  expect(judged(row)).toEqual([row.settings === 'held' ? `${row.code} (warning)` : row.code]);
});

test.each(
  HOSTILE_OBJECTS.filter(({ code, oldObject }) => code === 'ASB383' && !oldObject).map(
    (row) => [row.name, row] as const,
  ),
)('%s is warned of at synth where somebody gave a bound', (_, row) => {
  expect(judged(row)).toEqual(row.settings === 'narrow' ? ['ASB383 (warning)'] : []);
});

test('a manifest that states a field of another owner is warned of, whatever its value', () => {
  const row = LEGITIMATE_OBJECTS.find(({ name }) => name === 'a Sandbox in the mode that it gets anyway')!;
  expect(judged(row)).toEqual(['ASB392 (warning)']);
});

test.each(
  LEGITIMATE_OBJECTS.filter(({ user, oldObject, isOnlyInCluster }) => !user && !oldObject && !isOnlyInCluster).map(
    (row) => [row.name, row] as const,
  ),
)('%s passes at synth', (_, row) => {
  expect(judged(row)).toEqual([]);
});

test.each(ENGINES)('by %s, as CEL', (_, engine) => {
  const requests = ROWS.map((row) => ({ ...row, policies: policies.get(row.settings)! }));
  expect(verdicts(engine, requests).map(({ refused, errors }, index) => [ROWS[index].name, refused, errors])).toEqual(
    ROWS.map(({ name, code }) => [name, code === undefined ? [] : [code], []]),
  );
});
