/** The dumps on the pages of what `doctor` finds trigger it, and those beside them do not. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../support/cli';
import { directories, writeFiles } from '../support/directories';

const PAGES = join(__dirname, '../../docs/findings');
const codes = readdirSync(PAGES).filter((name) => name.startsWith('ASB6')).map((name) => name.slice(0, 6)).sort();

/** Those that compare a dump, the first text, with manifests, the second. */
const COMPARED = ['ASB635', 'ASB636', 'ASB637'];

const directory = directories();

function blocks(code: string): string[] {
  const page = readFileSync(join(PAGES, `${code}.md`), 'utf8');
  return [...page.matchAll(/^```yaml\n([^]*?)^```/gm)].map(([, block]) => block);
}

function codesIn(dump: string, manifests?: string): string[] {
  const files = directory();
  writeFiles(files, { 'dump.yaml': dump, ...(manifests !== undefined && { 'manifests.yaml': manifests }) });
  const { code, out, err } = run([
    'doctor', join(files, 'dump.yaml'), '--format', 'json',
    ...(manifests === undefined ? [] : ['--manifests', join(files, 'manifests.yaml')]),
  ]);
  expect([code, err]).not.toEqual([2, expect.anything()]);
  return (JSON.parse(out) as { diagnoses: Array<{ code: string }> }).diagnoses.map((each) => each.code);
}

test('there are pages', () => {
  expect(codes.length).toBeGreaterThan(30);
});

const alone = codes.filter((code) => !COMPARED.includes(code));

test.each(alone)('%s: its first dump triggers it, its second nothing', (code) => {
  const [ill, well] = blocks(code);
  expect(codesIn(ill)).toEqual([code]);
  if (well !== undefined) { expect(codesIn(well)).toEqual([]); }
});

test('the example of the page about it is what the command prints', () => {
  const page = readFileSync(join(PAGES, '../doctor.md'), 'utf8');
  const [, dump] = /^```yaml\n([^]*?)^```/m.exec(page)!;
  const [, text] = /^```text\n([^]*?)^```/m.exec(page)!;
  const files = directory();
  writeFiles(files, { 'dump.yaml': dump });
  expect(run(['doctor', join(files, 'dump.yaml')]).out).toBe(text);
});

test.each(COMPARED)('%s: the dump and the manifest trigger it, the dump alone nothing', (code) => {
  const [dump, manifest] = blocks(code);
  expect(codesIn(dump, manifest)).toContain(code);
  expect(codesIn(dump, dump)).toEqual([]);
});
