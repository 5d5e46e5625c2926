/**
 * Our verdict on the structure of Kubernetes' own kinds beside two programs in Go: the API server's decoder with its
 * own types, and its code for custom resources with our schemas as CRDs, which also judges what is required.
 *
 * `CORE_CASES=50000` judges more objects, `CORE_SEED=2` others.
 */
import { join } from 'node:path';
import { coreCases, coreSubjects } from './core/cases';
import { introduction, question } from './structural/cases';
import { difference, OracleVerdict } from './structural/comparison';
import { Hits } from './structural/hits';
import { formatPath, Violation, walk } from '../../src/judge/schema';
import { StructuralSchema } from '../../src/kubernetes/types/structural-schema';
import { askGo, buildGo, GO } from '../support/go';

const CASES = Number(process.env.CORE_CASES ?? 5_000);
const SEED = Number(process.env.CORE_SEED ?? 1);
/** One in so many is judged as a custom resource, too. */
const AS_CRD = 5;
/** How often each keyword must accept and refuse, whatever the kind. */
const LEAST = 20;
const LONG = 30 * 60_000;

if (!GO) {
  process.stderr.write(
    "SKIPPED: comparing the structure of core kinds with the API server's own code; there is no Go\n",
  );
}

interface DecoderVerdict {
  readonly refused?: string;
  readonly unknown?: readonly string[];
}

(GO ? describe : describe.skip)('the structure of core kinds, beside the API server\'s own code', () => {
  let decoder: string;

  beforeAll(() => { decoder = buildGo(join(__dirname, 'core')); }, LONG);

  test(`its decoder says the same of ${CASES} objects: the verdict, and which fields are unknown`, () => {
    const cases = coreCases(coreSubjects(false), SEED, CASES);
    const verdicts = askGo<DecoderVerdict>(decoder, cases.map(({ object }) => object));
    const hits = new Hits();
    const differences: string[] = [];
    cases.forEach(({ subject, object, site }, index) => {
      const verdict = verdicts[index];
      const differs = decodedDifference(subject.decoded, object, verdict);
      if (differs) { differences.push(`case ${index}, ${subject.name}, ${JSON.stringify(object)}: ${differs}`); }
      if (isAccepted(verdict)) {
        hits.accepted('core', subject.schema, object);
        if (site?.path[0] === 'metadata') { hits.passed('core', site.keyword); }
      } else if (site) {
        hits.refused('core', site.keyword);
      } else {
        differences.push(
          `case ${index}, ${subject.name}: ${JSON.stringify(object)} should be valid: ${JSON.stringify(verdict)}`,
        );
      }
    });
    process.stdout.write(hits.table());
    expect(differences.slice(0, 10)).toEqual([]);
    // What must be there is no matter of decoding.
    expect(hits.rare(LEAST).filter((name) => !/ required$/.test(name))).toEqual([]);
  }, LONG);

  test('it takes null for nothing wherever it stands, and lists of numbers for bytes', () => {
    const subjects = coreSubjects(false);
    const objects = [
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'a', labels: { a: null } },
        spec: { replicas: null, template: { spec: { containers: [null], volumes: [{ emptyDir: null }] } } },
      },
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: null, data: { a: null }, binaryData: { a: [1, 2], b: null } },
      {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata: {},
        spec: { minAvailable: null, selector: { matchExpressions: [{ values: [null] }] } },
      },
    ];
    const verdicts = askGo<DecoderVerdict>(decoder, objects);
    expect(verdicts).toEqual(objects.map(() => ({})));
    objects.forEach((object, index) => {
      const subject = subjects.find(({ name }) => name === `${object.apiVersion} ${object.kind}`)!;
      expect(decodedDifference(subject.decoded, object, verdicts[index])).toBeUndefined();
    });
  });

  test('it finds unknown fields and wrong types as deep in the schemas of CRDs as we do', () => {
    const subject = coreSubjects(false).find(({ kind }) => kind === 'CustomResourceDefinition')!;
    const objects = [
      { unkown: 1 },
      { type: 1 },
      { items: { unkown: 1 } },
      { default: [{ any: 1 }] },
      { enum: [1, null, {}] },
    ].map((innermost) => ({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'a' },
      spec: {
        versions: [
          {
            schema: { openAPIV3Schema: { properties: { a: { allOf: [{ properties: { b: { not: innermost } } }] } } } },
          },
        ],
      },
    }));
    const verdicts = askGo<DecoderVerdict>(decoder, objects);
    expect(verdicts.map(isAccepted)).toEqual([false, false, true, true, true]);
    objects.forEach((object, index) => {
      expect(decodedDifference(subject.decoded, object, verdicts[index])).toBeUndefined();
    });
  });

  // What shows that the comparison compares: each of these makes our schema wrong in one place.
  test.each<[what: string, kind: string, spoil: (schema: any) => void]>([
    [
      'a field missing',
      'Namespace',
      (schema) => {
        delete schema.properties.spec.properties.finalizers;
      },
    ],
    [
      'any value',
      'RuntimeClass',
      (schema) => {
        schema.properties.scheduling = { 'x-kubernetes-preserve-unknown-fields': true };
      },
    ],
    [
      'another type',
      'PriorityClass',
      (schema) => {
        schema.properties.value = { type: 'string' };
      },
    ],
    [
      'a string for a quantity',
      'RuntimeClass',
      (schema) => {
        schema.properties.overhead.properties.podFixed.additionalProperties = { type: 'string' };
      },
    ],
    [
      'any text for bytes',
      'Secret',
      (schema) => {
        delete schema.properties.data.additionalProperties.format;
      },
    ],
    [
      'any text for a time',
      'Lease',
      (schema) => {
        delete schema.properties.spec.properties.renewTime.format;
      },
    ],
    [
      'a wider number',
      'PriorityClass',
      (schema) => {
        schema.properties.value.format = 'int64';
      },
    ],
  ])('fails if our schema has %s in %s', (_, kind, spoil) => {
    const subjects = coreSubjects(false).filter((subject) => subject.kind === kind);
    const wrong = structuredClone(subjects[0].decoded);
    spoil(wrong);
    const cases = coreCases(subjects, SEED, 600);
    const verdicts = askGo<DecoderVerdict>(
      decoder,
      cases.map(({ object }) => object),
    );
    const differences = (schema: StructuralSchema) =>
      cases.filter(({ object }, index) => decodedDifference(schema, object, verdicts[index]));
    expect(differences(subjects[0].decoded)).toEqual([]);
    expect(differences(wrong)).not.toEqual([]);
  });

  test(
    `its code for custom resources says the same of ${Math.ceil(CASES / AS_CRD)} objects, with our schemas as CRDs`,
    () => {
      const subjects = coreSubjects(true);
      const cases = coreCases(subjects, SEED, Math.ceil(CASES / AS_CRD));
      const program = buildGo(join(__dirname, 'structural'));
      const verdicts = askGo<OracleVerdict>(program, [...subjects.map(introduction), ...cases.map(question)]);
      const differences = cases.flatMap(({ subject, object }, index) => {
        const differs = difference(walk(object, subject.schema, { root: true }), verdicts[index]);
        return differs ? `case ${index}, ${subject.name}, ${JSON.stringify(object)}: ${differs}` : [];
      });
      expect(differences.slice(0, 10)).toEqual([]);
      expect(verdicts.filter(({ refused, unknown, errors }) => !refused && !unknown && !errors).length).toBeGreaterThan(
        cases.length / 5,
      );
      expect(
        verdicts.filter(({ errors = [] }) => errors.some((error) => /: Required value/.test(error))).length,
      ).toBeGreaterThan(cases.length / 100);
    },
    LONG,
  );
});

function isAccepted({ refused, unknown }: DecoderVerdict): boolean {
  return refused === undefined && unknown === undefined;
}

/** How our verdict differs from the decoder's, to which nothing is required; undefined when it does not. */
function decodedDifference(
  decoded: StructuralSchema,
  object: object,
  { refused, unknown = [] }: DecoderVerdict,
): string | undefined {
  const violations = walk(object, decoded, { decoded: true }).violations.filter(({ kind }) => kind !== 'required');
  const isUnknown = ({ kind }: Violation) => kind === 'unknownField';
  const others = violations.filter((violation) => !isUnknown(violation));
  if (others.length > 0 !== (refused !== undefined)) {
    return `refused for ${JSON.stringify(others)}; the API server: ${refused ?? 'accepts'}`;
  }
  if (refused !== undefined) {
    return undefined;
  }
  const ours = violations
    .filter(isUnknown)
    .map(({ path }) => formatPath(path))
    .sort();
  const theirs = unknown.map((each) => /unknown field "(.*)"$/.exec(each)?.[1] ?? each).sort();
  const isSame = ours.length === theirs.length && ours.every((path, index) => plain(path) === plain(theirs[index]));
  return isSame ? undefined : `unknown ${ours.join(', ')}; the API server: ${theirs.join(', ')}`;
}

/** A path without what tells fields from items. */
function plain(path: string): string {
  return path.replace(/[[\].]+/g, '.').replace(/^\.|\.$/g, '');
}
