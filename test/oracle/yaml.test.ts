/**
 * Our reading of YAML and JSON beside kubectl's own decoder in Go: the same texts are refused, and the others have the
 * same values. Our two readers of YAML are compared on the same texts.
 *
 * `YAML_CASES=200000` reads more texts, `YAML_SEED=2` others.
 */
import { join } from 'node:path';
import { texts } from './yaml/cases';
import { comparable } from './yaml/comparable';
import { DocumentError, Memory, split } from '../../src/documents';
import { AMBIGUOUS, AMBIGUOUS_CHARACTER } from '../../src/documents/ambiguous-characters';
import { Document, documentsOf } from '../../src/documents/document';
import { readFast } from '../../src/documents/fast/index';
import { IGNORED } from '../../src/documents/note';
import { readYaml } from '../../src/documents/yaml';
import { askGo, buildGo, GO } from '../support/go';

const CASES = Number(process.env.YAML_CASES ?? 20_000);
const SEED = Number(process.env.YAML_SEED ?? 1);
/** Texts that are asked about at once. */
const BATCH = 50_000;
const LONG = 30 * 60_000;

if (!GO) { process.stderr.write("SKIPPED: comparing the reader of YAML with kubectl's own decoder; there is no Go\n"); }

/** The answer of main.go. */
interface Reading {
  readonly values: readonly string[];
  readonly refused?: string;
  readonly random?: boolean;
}

/** Our reading, by the reader that is asked for. */
function ours(
  text: string,
  documents: typeof documentsOf = documentsOf,
): { values: string[]; refused?: DocumentError } {
  const values: string[] = [];
  try {
    for (const chunk of split([text])) {
      for (const { value, ignored } of documents(chunk, new Memory())) {
        if (value !== null) {
          values.push(comparable(value));
        }
        if (value === null && ignored !== undefined) {
          throw new DocumentError('all of it is ignored', 0, IGNORED);
        }
      }
    }
    return { values };
  } catch (error) {
    if (!(error instanceof DocumentError)) {
      throw error;
    }
    return { values, refused: error };
  }
}

/** How our reading differs; undefined where it does not, or differs on purpose. */
function difference(text: string, theirs: Reading, reading = ours(text)): string | undefined {
  const { values, refused } = reading;
  // Of keys that become one field kubectl takes either by chance.
  if (theirs.random) { return undefined; }
  if (refused?.code === AMBIGUOUS) {
    return AMBIGUOUS_CHARACTER.test(text) ? undefined : `refused for a character that it has not: ${refused.message}`;
  }
  // Where kubectl drops all of a document, ours is an error.
  if (refused?.code === IGNORED) { return undefined; }
  if (refused && theirs.refused) { return undefined; }
  if (refused) { return `refused here: ${refused.message}; kubectl reads ${theirs.values.join(' | ')}`; }
  if (theirs.refused) { return `read here as ${values.join(' | ')}; kubectl: ${theirs.refused}`; }
  return values.join('|') === theirs.values.join('|')
    ? undefined
    : `${values.join(' | ')}; kubectl: ${theirs.values.join(' | ')}`;
}

/** How our readers differ on the parts of a text. */
function readersDiffer(text: string, memory: Memory): string | undefined {
  for (const { text: part } of split([text])) {
    const fast = readFast(part, memory);
    if (fast === undefined) { continue; }
    try {
      const { value, hasDuplicates, ignored } = readYaml(part);
      if (comparable(fast) !== comparable(value)) { return `${comparable(fast)}; the parser: ${comparable(value)}`; }
      if (hasDuplicates || ignored !== undefined) { return `${comparable(fast)}; the parser has notes`; }
    } catch (error) {
      return `${comparable(fast)}; the parser: ${(error as Error).message}`;
    }
  }
  return undefined;
}

const shown = (text: string, differs: string | undefined) =>
  differs === undefined ? [] : [`${JSON.stringify(text)}: ${differs}`];

(GO ? describe : describe.skip)("reading, beside kubectl's own decoder", () => {
  let program: string;
  let sample: { readonly text: string; readonly theirs: Reading }[];
  const ask = (questions: readonly string[]) => askGo<Reading>(program, questions.map((text) => ({ text })));

  beforeAll(() => {
    program = buildGo(join(__dirname, 'yaml'));
    const some = texts(SEED, 2000);
    const answers = ask(some);
    sample = some.map((text, index) => ({ text, theirs: answers[index] }));
  }, LONG);

  test(`${CASES} texts are read alike`, () => {
    const counts = { read: 0, refused: 0, ambiguous: 0 };
    const differences: string[] = [];
    for (let from = 0; from < CASES; from += BATCH) {
      const some = texts(SEED + from, Math.min(BATCH, CASES - from));
      ask(some).forEach((theirs, index) => {
        const reading = ours(some[index]);
        differences.push(...shown(some[index], difference(some[index], theirs, reading)));
        counts[reading.refused === undefined ? 'read' : reading.refused.code === AMBIGUOUS ? 'ambiguous' : 'refused'] +=
          1;
      });
    }
    process.stdout.write(`of ${CASES} texts ${JSON.stringify(counts)}\n`);
    expect(differences.slice(0, 10)).toEqual([]);
    expect(counts.read).toBeGreaterThan(CASES / 4);
    expect(counts.refused).toBeGreaterThan(CASES / 4);
    expect(counts.ambiguous).toBeGreaterThan(CASES / 100);
  }, LONG);

  // Faults that a reader may have: the comparison must find each.
  const rewritten = (document: Document, rewrite: (json: string) => string): Document => (
    { ...document, value: JSON.parse(rewrite(JSON.stringify(document.value))) as unknown }
  );
  test.each<[string, (document: Document, text: string) => Document | 'refused']>([
    ['a word is text', (document) => rewritten(document, (json) => json.replace(/:true/g, ':"yes"'))],
    ['a number has another value', (document) => rewritten(document, (json) => json.replace(/493/g, '755'))],
    ['a text lacks its last line break', (document) => rewritten(document, (json) => json.replace(/\\n"/g, '"'))],
    ['anchors are refused', (document, text) => (/&a/.test(text) ? 'refused' : document)],
    ['a tab is refused', (document, text) => (/\t/.test(text) ? 'refused' : document)],
  ])('finds that %s', (_, plant) => {
    const planted: typeof documentsOf = (chunk, memory) => documentsOf(chunk, memory).map((document) => {
      const found = hasBigInt(document.value) ? document : plant(document, chunk.text);
      if (found === 'refused') { throw new DocumentError('planted', 0); }
      return found;
    });
    expect(
      sample.flatMap(({ text, theirs }) => shown(text, difference(text, theirs, ours(text, planted)))).length,
    ).toBeGreaterThan(0);
    expect(sample.flatMap(({ text, theirs }) => shown(text, difference(text, theirs)))).toEqual([]);
  });
});

function hasBigInt(value: unknown): boolean {
  return (
    typeof value === 'bigint' || (typeof value === 'object' && value !== null && Object.values(value).some(hasBigInt))
  );
}

test(`the two readers of YAML never differ on ${CASES} texts`, () => {
  const differences: string[] = [];
  // One memory for all: what it holds of other texts must not show.
  const memory = new Memory();
  for (let from = 0; from < CASES; from += BATCH) {
    for (const text of texts(SEED + from, Math.min(BATCH, CASES - from))) {
      differences.push(...shown(text, readersDiffer(text, memory)));
    }
  }
  expect(differences.slice(0, 10)).toEqual([]);
}, LONG);
