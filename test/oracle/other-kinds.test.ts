/**
 * Random objects of other projects' kinds, judged by the validators of `@kubernetes-models/*` and by us: both complain
 * at the same places, but for the differences that are explained one by one.
 */
import { otherCases, otherSubjects } from './other-kinds/cases';
import { explanation, EXPLANATIONS } from './other-kinds/differences';
import { walk } from '../../src/judge/schema';
import { KubeObject } from '../../src/kubernetes/kube-object';
import { OracleError, oracleErrors } from '../support/other-kinds';

const CASES = Number(process.env.OTHER_KIND_CASES ?? 500);
const SEED = Number(process.env.OTHER_KIND_SEED ?? 1);

const subjects = otherSubjects();
const explained = new Map<string, number>();

/** What chance makes too seldom. */
const SELDOM: readonly KubeObject[] = [{
  apiVersion: 'cloud.google.com/v1',
  kind: 'ComputeClass',
  metadata: { name: 'sample' },
  spec: { whenUnsatisfiable: 'DoNotScaleUp', priorities: [{ unknown: 1 }] },
}];

function nameOf({ apiVersion, kind }: KubeObject): string {
  return `${apiVersion} ${kind}`;
}

/** Members that are null are as if they were not there, which the validators do not know. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) { return value.map(withoutNulls); }
  if (typeof value !== 'object' || value === null) { return value; }
  return Object.fromEntries(
    Object.entries(value).filter(([, member]) => member !== null).map(([name, member]) => [name, withoutNulls(member)]),
  );
}

test.each(subjects)('$name is judged as its validator does', (subject) => {
  const objects = [...otherCases(subject, SEED, CASES), ...SELDOM.filter((each) => nameOf(each) === subject.name)]
    .map((object) => withoutNulls(object) as KubeObject);
  const answers = oracleErrors(objects);
  const unexplained: string[] = [];
  let refused = 0;
  objects.forEach((object, index) => {
    const ours = walk(object, subject.schema, { root: true }).violations;
    const we = new Set(ours.filter(({ kind }) => kind !== 'unknownField').map(({ path }) => path.join('\0')));
    const they = new Set(answers[index].map(({ path }: OracleError) => path.join('\0')));
    if (they.size > 0) { refused += 1; }
    for (const key of new Set([...we, ...they])) {
      if (we.has(key) && they.has(key)) { continue; }
      const path = key.split('\0');
      const why = explanation({ object, schema: subject.schema, path, isOurs: we.has(key) });
      if (why === undefined) {
        const messages = we.has(key)
          ? ours.filter((each) => each.path.join('\0') === key).map(({ message }) => message)
          : answers[index].filter((each) => each.path.join('\0') === key).map(({ message }) => message);
        unexplained.push(`${we.has(key) ? 'we' : 'they'} alone: ${path.join('.')}: ${messages.join('; ')}`);
      } else {
        explained.set(why, (explained.get(why) ?? 0) + 1);
      }
    }
  });
  expect(unexplained).toEqual([]);
  expect(refused).toBeGreaterThan(CASES / 10);
  expect(refused).toBeLessThan(CASES);
});

test('each explanation explains something', () => {
  expect([...explained.keys()].sort()).toEqual(Object.keys(EXPLANATIONS).sort());
});
