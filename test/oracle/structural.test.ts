/**
 * Our verdict on objects of the four kinds beside that of the API server's own code, a program in Go.
 *
 * `STRUCTURAL_CASES=200000` judges more objects, `STRUCTURAL_SEED=2` others.
 */
import { join } from 'node:path';
import { Case, casesOf, introduction, question, Subject, subjectsOf } from './structural/cases';
import { difference, OracleVerdict } from './structural/comparison';
import { Hits } from './structural/hits';
import { SCHEMAS, VALUES } from './structural/made-up';
import { walk } from '../../src/judge/schema';
import { StructuralSchema } from '../../src/kubernetes/types/structural-schema';
import { Catalogue } from '../../src/release/catalogue';
import { askGo, buildGo, GO } from '../support/go';

const CASES = Number(process.env.STRUCTURAL_CASES ?? 20_000);
const SEED = Number(process.env.STRUCTURAL_SEED ?? 1);
/** So many at once, for their verdicts to fit into memory. */
const BATCH = 20_000;
/** How often each keyword of each kind must accept and refuse. */
const LEAST = 20;
/** The last of each line and the first; all when there is time. */
const SUBJECTS = subjectsOf(CASES > BATCH ? Catalogue.standard().ids : ['v0.1.0', 'v0.4.6', 'v0.5.6', 'v1.0.5']);
const LONG = 30 * 60_000;

const schemaOfValue = ({ schema }: Subject) => schema.properties!.spec.properties!.value;

if (!GO) {
  process.stderr.write("SKIPPED: comparing the structural validation with the API server's own code; there is no Go\n");
}

(GO ? describe : describe.skip)('the structural validation, beside the API server\'s own code', () => {
  let program: string;
  let cases: Case[];
  let verdicts: OracleVerdict[];

  beforeAll(() => {
    program = buildGo(join(__dirname, 'structural'));
    cases = casesOf(SUBJECTS, SEED, 0, Math.min(CASES, BATCH));
    verdicts = judged(cases);
  }, LONG);

  test(`says the same of ${CASES} objects: the verdict, the places and what is stored`, () => {
    const hits = new Hits();
    const differences: string[] = [];
    for (let from = 0; from < CASES; from += BATCH) {
      const batch = from === 0 ? cases : casesOf(SUBJECTS, SEED, from, Math.min(CASES, from + BATCH));
      const theirs = from === 0 ? verdicts : judged(batch);
      batch.forEach((each, index) => {
        const { subject, object, keyword } = each;
        const { refused, unknown, errors } = theirs[index];
        const accepted = refused === undefined && unknown === undefined && errors === undefined;
        const text = JSON.stringify(object);
        const differs = differenceIn(each, theirs[index], subject.schema);
        if (differs) { differences.push(`case ${from + index}, ${subject.name}, ${text}: ${differs}`); }
        if (JSON.stringify(object) !== text) {
          differences.push(`case ${from + index}, ${subject.name}: walking changed ${text}`);
        }
        if (accepted) {
          hits.accepted(subject.kind, subject.schema, object);
          if (keyword === 'metadata') { hits.passed(subject.kind, keyword); }
        } else if (keyword) {
          hits.refused(subject.kind, keyword);
        } else {
          differences.push(
            `case ${from + index}, ${subject.name}: ${text} should be valid: ${JSON.stringify(theirs[index])}`,
          );
        }
      });
    }
    process.stdout.write(hits.table());
    expect(differences.slice(0, 10)).toEqual([]);
    expect(hits.rare(LEAST)).toEqual([]);
  }, LONG);

  test(
    `says the same of ${SCHEMAS.length * VALUES.length} values by ${SCHEMAS.length} schemas with other keywords`,
    () => {
      const subjects = SCHEMAS.map((value, index): Subject => ({
        name: `made-up ${index}`,
        kind: 'MadeUp',
        apiVersion: 'example.com/v1',
        subresources: {},
        sites: [],
        byKeyword: [],
        schema: { type: 'object', properties: { spec: { type: 'object', properties: { value } } } },
      }));
      const made = subjects.flatMap((subject) =>
        VALUES.map((value): Case => ({
          subject,
          object: { apiVersion: subject.apiVersion, kind: subject.kind, metadata: { name: 'sample' }, spec: { value } },
        })),
      );
      const theirs = askGo<OracleVerdict>(program, [...subjects.map(introduction), ...made.map(question)]);
      const differences = made.flatMap((each, index) => {
        const differs = differenceIn(each, theirs[index], each.subject.schema);
        return differs
          ? `${JSON.stringify(each.object.spec.value)} by ${JSON.stringify(schemaOfValue(each.subject))}: ${differs}`
          : [];
      });
      expect(differences).toEqual([]);
    },
    LONG,
  );

  // What shows that the comparison compares: each of these makes our schema wrong in one keyword.
  test.each<[keyword: string, path: string, patch: (schema: any) => void]>([
    [
      'type',
      'spec.podTemplate.spec.hostNetwork',
      (schema) => {
        schema.type = 'string';
      },
    ],
    [
      'properties',
      'spec.podTemplate.spec',
      (schema) => {
        delete schema.properties.hostIPC;
      },
    ],
    [
      'additionalProperties',
      'spec.podTemplate.metadata.labels',
      (schema) => {
        schema.additionalProperties.type = 'boolean';
      },
    ],
    [
      'required',
      'spec.podTemplate.spec',
      (schema) => {
        delete schema.required;
      },
    ],
    [
      'default',
      'spec.podTemplate.spec.containers.[].ports.[].protocol',
      (schema) => {
        delete schema.default;
      },
    ],
    [
      'default of another value',
      'spec.operatingMode',
      (schema) => {
        schema.default = 'Suspended';
      },
    ],
    [
      'enum',
      'spec.operatingMode',
      (schema) => {
        schema.enum.pop();
      },
    ],
    [
      'pattern',
      'status.conditions.[].type',
      (schema) => {
        delete schema.pattern;
      },
    ],
    [
      'maxLength',
      'status.conditions.[].reason',
      (schema) => {
        schema.maxLength++;
      },
    ],
    [
      'minLength',
      'status.conditions.[].reason',
      (schema) => {
        schema.minLength++;
      },
    ],
    [
      'minimum',
      'status.conditions.[].observedGeneration',
      (schema) => {
        schema.minimum--;
      },
    ],
    [
      'format of strings',
      'status.conditions.[].lastTransitionTime',
      (schema) => {
        delete schema.format;
      },
    ],
    [
      'format of numbers',
      'spec.podTemplate.spec.containers.[].ports.[].containerPort',
      (schema) => {
        schema.format = 'int64';
      },
    ],
    [
      'int-or-string',
      'spec.podTemplate.spec.containers.[].resources.limits.*',
      (schema) => {
        delete schema['x-kubernetes-int-or-string'];
        schema.type = 'string';
      },
    ],
    [
      'list-map-keys',
      'spec.podTemplate.spec.containers.[].ports',
      (schema) => {
        schema['x-kubernetes-list-map-keys'].pop();
      },
    ],
    [
      'list-type map',
      'spec.podTemplate.spec.containers.[].env',
      (schema) => {
        schema['x-kubernetes-list-type'] = 'atomic';
      },
    ],
    [
      'list-type set',
      'spec.podTemplate.spec.containers.[].restartPolicyRules.[].exitCodes.values',
      (schema) => {
        schema['x-kubernetes-list-type'] = 'atomic';
      },
    ],
  ])('fails if our schema has another %s at %s', (_, path, patch) => {
    const { subject } = cases.find((each) => each.subject.name === 'v1.0.5 v1beta1 Sandbox 1')!;
    const wrong = structuredClone(subject.schema);
    patch(at(wrong, path.split('.')));
    const more = casesOf(
      [{ ...subject, sites: subject.sites.filter((site) => site.path.join('.') === path) }],
      SEED,
      0,
      400,
    );
    const theirs = judged(more);
    expect(differencesBetween(more, theirs, subject.schema)).toEqual([]);
    expect(differencesBetween(more, theirs, wrong)).not.toEqual([]);
  });

  function judged(batch: readonly Case[]): OracleVerdict[] {
    const names = new Set(batch.map(({ subject }) => subject.name));
    return askGo(program, [
      ...SUBJECTS.filter(({ name }) => names.has(name)).map(introduction),
      ...batch.map(question),
    ]);
  }
});

function differenceIn({ object, subject }: Case, verdict: OracleVerdict, schema: StructuralSchema): string | undefined {
  return difference(walk(object, schema, { root: true, subresources: subject.subresources }), verdict);
}

function differencesBetween(
  cases: readonly Case[],
  verdicts: readonly OracleVerdict[],
  schema: StructuralSchema,
): string[] {
  return cases.flatMap((each, index) => differenceIn(each, verdicts[index], schema) ?? []);
}

/** The part of a schema at a path of its fields. */
function at(schema: StructuralSchema, path: readonly string[]): StructuralSchema {
  return path.reduce((part: StructuralSchema, step) => {
    const next = step === '[]' ? part.items : step === '*' ? part.additionalProperties : part.properties?.[step];
    if (!next) { throw new Error(`the schema has no ${path.join('.')}`); }
    return next;
  }, schema);
}
