/** The policies that tenants share refuse exactly what those of one tenant refuse, by the parameters of the tenant. */
import { ADMISSION_RULES } from '../../../src/admission/rules/index';
import { ENGINES, verdicts } from '../../support/admission/engines';
import { holderOf, HOSTILE_PODS, refusedIn } from '../../support/admission/hostile-pods';
import { LEGITIMATE_PODS } from '../../support/admission/legitimate-pods';
import { HOSTILE_OBJECTS, LEGITIMATE_OBJECTS, OBJECT_SETTINGS } from '../../support/admission/objects';
import { BASES, held, HOLDERS, podWith } from '../../support/admission/pods';
import { parametersOf, sharedPolicies } from '../../support/admission/shared';

const policies = sharedPolicies();

const PODS = [
  ...HOSTILE_PODS.filter(({ refusedBy }) => refusedBy !== 'schema').map((row) => ({
    ...row, pod: podWith(row.base, [row.change]), refused: refusedIn,
  })),
  ...LEGITIMATE_PODS.map((row) => ({ ...row, pod: podWith(row.base, row.changes), refused: (): string[] => [] })),
];

/** Rules that only judge pods as they are made. */
const OF_PODS_ALONE = ADMISSION_RULES.filter(({ kinds }) => !kinds.includes('Sandbox')).map(({ code }) => code);

describe.each(ENGINES)('by %s', (_, engine) => {
  test.each(HOLDERS)('each pod of the tables is judged as by a policy of its own, in a %s', (kind) => {
    const found = verdicts(engine, PODS.map(({ base, pod }) => (
      { policies, params: parametersOf(BASES[base].settings), object: held(kind, pod) }
    )));
    expect(found.map(({ refused, errors }, index) => [PODS[index].name, refused, errors])).toEqual(
      PODS.map((row) => [
        row.name,
        row.refused(kind, row as never).filter((code) => kind === 'Pod' || !OF_PODS_ALONE.includes(code)),
        [],
      ]),
    );
  });

  test('each object of the tables is judged as by a policy of its own', () => {
    const rows = [...HOSTILE_OBJECTS, ...LEGITIMATE_OBJECTS];
    const requests = rows.map((row) => (
      { ...row, policies, params: parametersOf(OBJECT_SETTINGS[row.settings]) }
    ));
    expect(verdicts(engine, requests).map(({ refused, errors }, index) => [rows[index].name, refused, errors])).toEqual(
      rows.map(({ name, code }) => [name, code === undefined ? [] : [code], []]),
    );
  });

  test('without one rule exactly its pods pass', () => {
    const mine = PODS.filter((row) => 'refusedBy' in row && row.refusedBy === 'policy');
    for (const code of new Set(mine.map((row) => ('code' in row ? row.code! : '')))) {
      const without = sharedPolicies(ADMISSION_RULES.filter((rule) => rule.code !== code));
      const found = verdicts(engine, mine.map(({ base, pod, ...row }) => (
        { policies: without, params: parametersOf(BASES[base].settings), object: held(holderOf(row as never), pod) }
      )));
      expect(found.map(({ refused, errors }, index) => [code, mine[index].name, refused, errors])).toEqual(
        mine.map((row) => [
          code, row.name, row.refused(holderOf(row as never), row as never).filter((each) => each !== code), [],
        ]),
      );
    }
  });
});
