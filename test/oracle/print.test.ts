/**
 * Every string in what we print is the same string for kubectl's decoder. `PRINT_CASES=1000000` and `PRINT_SEED` for
 * more.
 */
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Yaml } from 'cdk8s';
import { brokenText, randomText } from './print/texts';
import { Random } from './structural/random';
import { TextRole } from '../../src/app/json/find-text';
import { changeByCdk8s, isUnprintable } from '../../src/app/json/kubectl-text';
import { print } from '../../src/synth/print';
import { emitAsIs } from '../../src/synth/yaml-emitter';
import { askGo, buildGo, GO } from '../support/go';

const CASES = Number(process.env.PRINT_CASES ?? 20_000);
const SEED = Number(process.env.PRINT_SEED ?? 1);
const LONG = 60 * 60_000;
/** Strings that are asked about at once. */
const BATCH = 20_000;
/** Strings of one document. */
const OF_DOCUMENT = 40;

if (!GO) { process.stderr.write('SKIPPED: comparing what we print with what kubectl reads; there is no Go\n'); }

interface Reading {
  readonly documents?: readonly unknown[];
  readonly refused?: string;
}

/** A document with these strings in every position: values and keys, of maps and of lists, at the root and deep. */
function documentOf(texts: readonly string[], random: Random): Record<string, unknown> {
  const entries = (some: readonly string[]) => Object.fromEntries(some.map((text, index) => [`k${index}`, text]));
  const named = (some: readonly string[]) =>
    Object.fromEntries(some.map((text, index) => [text, index % 3 === 0 ? { [text]: text } : text]));
  const [root, keys, list, values] = [0, 1, 2, 3].map((part) => texts.filter((_, index) => index % 4 === part));
  const parts = {
    ...named(root),
    data: entries(values),
    named: named(keys),
    list,
    deep: { lists: [[list, [values]], named(keys), { [keys[0]]: [named(keys)] }] },
  };
  // Keys of the root stand at the start of lines, so the first one may be any.
  return random.chance(0.5) ? { apiVersion: 'v1', kind: 'ConfigMap', ...parts } : parts;
}

const ROLES = ['value', 'key', 'root key'] as const;
const DOCUMENTS: Readonly<Record<TextRole, (text: string) => object>> = {
  'value': (text) => ({ a: { b: text } }),
  'key': (text) => ({ a: { [text]: 'b' } }),
  'root key': (text) => ({ [text]: 'b' }),
};

(GO ? describe : describe.skip)('strings that kubectl reads', () => {
  let decoder: string;
  const read = (texts: readonly string[]) => askGo<Reading>(decoder, texts.map((yaml) => ({ yaml })));

  beforeAll(() => { decoder = buildGo(join(__dirname, 'print')); }, LONG);

  test(`are those that were printed: ${CASES} random ones in documents, of seed ${SEED}`, () => {
    const random = new Random(SEED);
    const changed: string[] = [];
    let count = 0;
    while (count < CASES) {
      const documents: object[] = [];
      for (let size = 0; size < Math.min(BATCH, CASES - count); size += OF_DOCUMENT) {
        documents.push(documentOf(Array.from({ length: OF_DOCUMENT }, () => randomText(random)), random));
      }
      count += documents.length * OF_DOCUMENT;
      read(documents.map((each) => print(each, false))).forEach(({ documents: found, refused }, index) => {
        if (found?.length === 1 && isDeepStrictEqual(sorted(found[0]), sorted(documents[index]))) { return; }
        changed.push(`${refused ?? JSON.stringify(found)} for ${JSON.stringify(documents[index])}`);
      });
    }
    process.stdout.write(`${count} strings printed and read, ${changed.length} documents changed (seed ${SEED})\n`);
    expect(changed.slice(0, 3)).toEqual([]);
  }, LONG);

  test(`have the bytes of cdk8s wherever kubectl reads those rightly: ${CASES} random ones, of seed ${SEED}`, () => {
    const random = new Random(SEED + 1);
    const differences: string[] = [];
    const counts = { right: 0, wrong: 0 };
    for (let count = 0; count < CASES; count += BATCH) {
      const texts = Array.from({ length: Math.min(BATCH, CASES - count) }, () => randomText(random));
      const documents = texts.map((text, index) => DOCUMENTS[ROLES[index % 3]](text));
      const stock = documents.map((each) => Yaml.stringify(each));
      read(stock).forEach(({ documents: found }, index) => {
        const isRight = found?.length === 1 && isDeepStrictEqual(sorted(found[0]), sorted(documents[index]));
        counts[isRight ? 'right' : 'wrong']++;
        const text = texts[index];
        // In double quotes these may come back, which depends on the text around them and the buffer of the decoder.
        if (isRight && /[\u2028\u2029\ufeff]/.test(text)) { return; }
        const reason = changeByCdk8s(text, ROLES[index % 3]);
        const isSame = emitAsIs(documents[index]) === stock[index];
        if (isRight !== isSame || isRight !== (reason === undefined)) {
          differences.push(
            `${JSON.stringify(text)}: read ${isRight ? 'rightly' : 'wrongly'} from cdk8s, ours is ` +
              `${isSame ? 'the same' : 'another'}, ${reason}`,
          );
        }
      });
    }
    process.stdout.write(`of ${CASES} strings cdk8s prints ${counts.wrong} wrongly (seed ${SEED})\n`);
    expect(differences.slice(0, 10)).toEqual([]);
    expect(Math.min(counts.right, counts.wrong)).toBeGreaterThan(CASES / 50);
  }, LONG);

  // What shows that the comparison compares: each of these is what cdk8s prints.
  test.each([
    '0o7',
    '+_1',
    '1e1_0',
    'a\u0085b',
    'a\u2028b',
    'a\u007fb',
    'a\ufffeb',
    '\tall:\n\tbuild',
    'a\nThanks\u2028      hostPID: true',
  ])('fails if %j is printed as cdk8s does', (text) => {
    const document = { a: { b: text } };
    const [{ documents }] = read([Yaml.stringify(document)]);
    expect(documents).not.toEqual([document]);
    expect(read([print(document, false)])).toEqual([{ documents: [document] }]);
  });
});

test('fails if a string holds a lone surrogate, and names it', () => {
  const random = new Random(SEED);
  let count = 0;
  for (let index = 0; index < 1000; index++) {
    const text = brokenText(random);
    if (!isUnprintable(text)) { continue; }
    count++;
    expect(() => print({ a: [{ b: text }] }, false)).toThrow(/^a\[0\]\.b: the text holds a lone surrogate/);
    expect(() => print({ a: [{ [text]: 1 }] }, true)).toThrow(/^a\[0\].*: the text holds a lone surrogate/s);
  }
  expect(count).toBeGreaterThan(500);
});

/** The same with sorted keys: their order is no part of the value. */
function sorted(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, each: unknown) =>
      typeof each === 'object' && each !== null && !Array.isArray(each)
        ? Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))
        : each,
    ),
  );
}
