/**
 * What `migrate` makes of objects of v1alpha1, beside what the conversion webhook of upstream's v0.5.6 makes of them,
 * a program in Go.
 *
 * `MIGRATION_CASES=2000` converts more objects, `MIGRATION_SEED=2` others.
 */
import { join } from 'node:path';
import { CONVERTING, oldObject, STYLES } from './migration/cases';
import { readChunk, split } from '../../src/documents';
import { migrateFiles } from '../../src/migrate/migrate-files';
import { Catalogue } from '../../src/release/catalogue';
import { askGo, buildGo, GO } from '../support/go';

const CASES = Number(process.env.MIGRATION_CASES ?? 300);
const SEED = Number(process.env.MIGRATION_SEED ?? 1);
/** So many objects are in one file. */
const IN_FILE = 20;
const LONG = 30 * 60_000;

/** Where the two may differ, each for its reason. Anything else fails. */
const DIFFERENCES: ReadonlyArray<{ readonly why: string; readonly isIt: (difference: Difference) => boolean }> = [
  {
    why: 'the webhook keeps the old object in an annotation, to convert it back; nobody converts back a file',
    isIt: ({ path, ours }) =>
      ours === undefined && /^metadata\.annotations(\.api\.agents\.x-k8s\.io\/v1alpha1-\w+-state)?$/.test(path),
  },
  {
    why: 'the webhook writes the default of operatingMode; in a file it is left to the API server',
    isIt: ({ path, converted, ours }) => path === 'spec.operatingMode' && converted === 'Running' && ours === undefined,
  },
];

interface Difference {
  readonly path: string;
  readonly converted: unknown;
  readonly ours: unknown;
}

interface Answer {
  readonly converted?: unknown;
  readonly ours?: unknown;
  readonly refused?: string;
}

if (!GO) {
  process.stderr.write("SKIPPED: comparing migrate with upstream's conversion webhook; there is no Go\n");
}

(GO ? describe : describe.skip)("migrate, beside upstream's conversion webhook", () => {
  let program: string;

  beforeAll(() => { program = buildGo(join(__dirname, 'migration')); }, LONG);

  test.each(['v0.5.6', 'v1.0.5'])(`makes the same of ${CASES} objects for %s, but for what is explained`, (id) => {
    const hits = new Map<string, number>();
    const differences: string[] = [];
    const pairs: Array<{ old: any; ours: any }> = [];
    for (let from = 0; from < CASES; from += IN_FILE) {
      const [style, name, print] = STYLES[from / IN_FILE % STYLES.length];
      const old = Array.from({ length: Math.min(IN_FILE, CASES - from) }, (_, index) =>
        oldObject(SEED * 100_000 + from + index),
      );
      const text = print(old);
      expect(objectsIn(text)).toEqual(JSON.parse(JSON.stringify(old)));
      const target = Catalogue.standard().get(id);
      const { files: [{ after }], findings } = migrateFiles([{ name, text }], { target, asConverted: true });
      expect({ style, findings }).toEqual({ style, findings: [] });
      const ours = objectsIn(after);
      // The pools that claims need follow the objects, or stand behind them in their list.
      ours.slice(old.length).forEach((pool) => {
        expect(pool).toMatchObject({
          kind: 'SandboxWarmPool',
          metadata: { name: expect.stringMatching(/^shadow-pool-/) },
        });
      });
      old.forEach((each, index) => pairs.push({ old: each, ours: ours[index] }));
      const again = migrateFiles([{ name, text: after }], { target, asConverted: true });
      expect(again.files[0].after).toBe(after);
      expect(again.decisions).toEqual([]);
    }
    askGo<Answer>(program, pairs).forEach(({ converted, ours, refused }, index) => {
      const { old } = pairs[index];
      if (refused !== undefined) {
        differences.push(`${refused}: ${JSON.stringify(old)}`);
        return;
      }
      hits.set(old.kind, (hits.get(old.kind) ?? 0) + 1);
      for (const each of differencesOf(converted, ours)) {
        const known = DIFFERENCES.find(({ isIt }) => isIt(each));
        if (known) {
          hits.set(known.why, (hits.get(known.why) ?? 0) + 1);
        } else {
          differences.push(
            `${each.path} is ${JSON.stringify(each.ours)}, the webhook has ${JSON.stringify(each.converted)}: ${JSON.stringify(old)}`,
          );
        }
      }
    });
    process.stdout.write(`${[...hits].map(([what, count]) => `${String(count).padStart(6)}  ${what}`).join('\n')}\n`);
    expect(differences.slice(0, 10)).toEqual([]);
    expect(DIFFERENCES.filter(({ why }) => !hits.has(why))).toEqual([]);
  }, LONG);

  test('fails if an object is migrated otherwise', () => {
    const old = { ...oldObject(4), spec: { ...oldObject(4).spec, replicas: 0 } };
    expect(old.kind).toBe('Sandbox');
    const { replicas: _, ...spec } = old.spec;
    const wrong = { ...old, apiVersion: 'agents.x-k8s.io/v1beta1', spec: { ...spec, operatingMode: 'Running' } };
    delete wrong.status;
    delete old.status;
    const [{ converted, ours }] = askGo<Answer>(program, [{ old, ours: wrong }]);
    const found = differencesOf(converted, ours).filter((each) => !DIFFERENCES.some(({ isIt }) => isIt(each)));
    expect(found).toEqual([{ path: 'spec.operatingMode', converted: 'Suspended', ours: 'Running' }]);
    const [{ refused }] = askGo<Answer>(program, [{ old, ours: { ...wrong, spec: old.spec } }]);
    expect(refused).toMatch(/unknown field "replicas"/);
  });
});

test('the schema of v1alpha1 is that of the release whose webhook converts', () => {
  expect(CONVERTING.api.versions.map(({ name }) => name)).toEqual(['v1beta1', 'v1alpha1']);
});

function objectsIn(text: string): any[] {
  return [...split([text])].flatMap((chunk) => readChunk(chunk).map(({ value }) => value));
}

/** Where two objects differ, by their paths. */
function differencesOf(converted: any, ours: any, path = ''): Difference[] {
  const isBranch = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
  if (isBranch(converted) && isBranch(ours)) {
    return [...new Set([...Object.keys(converted), ...Object.keys(ours)])].flatMap((name) => (
      differencesOf(converted[name], ours[name], path === '' ? name : `${path}.${name}`)
    ));
  }
  return JSON.stringify(converted) === JSON.stringify(ours) ? [] : [{ path, converted, ours }];
}
