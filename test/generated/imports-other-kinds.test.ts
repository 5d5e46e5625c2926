/** What the generator reads of other projects' kinds, and that it is what is checked in. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModelReader, ModelShape } from '../../scripts/imports/model-types';
import { MODEL_KINDS, otherKinds } from '../../scripts/imports/other-kinds';
import { print } from '../../scripts/imports/print';

const ROOT = join(__dirname, '../..');
const FILE = readFileSync(join(ROOT, 'imports/other-kinds.json'), 'utf8');
const { kinds, scalars, types } = JSON.parse(FILE);

test("imports/other-kinds.json is what 'npx projen imports' writes", () => {
  const read = otherKinds();
  expect(print({}, { kinds: read.kinds, scalars: read.scalars, types: read.types }) === FILE).toBe(true);
}, 180_000);

test('the task runs both generators', () => {
  const task = JSON.parse(readFileSync(join(ROOT, '.projen/tasks.json'), 'utf8')).tasks.imports.steps;
  expect(task.map(({ exec }: { exec: string }) => exec.split(' ').at(-1))).toEqual([
    'scripts/imports/generate.ts', 'scripts/imports/generate-other-kinds.ts',
  ]);
});

test('everything in it is reached from a kind', () => {
  const reached = new Set<string>();
  const pending: string[] = Object.values(kinds);
  while (pending.length > 0) {
    const name = pending.pop()!;
    if (reached.has(name)) { continue; }
    reached.add(name);
    const fields: string[] = Object.values(types[name] ?? {});
    pending.push(...fields.flatMap((notation) => notation.match(/[A-Za-z][\w-]*/g) ?? []));
  }
  expect([...Object.keys(types), ...Object.keys(scalars)].filter((name) => !reached.has(name))).toEqual([]);
});

test('it has no descriptions, and is small', () => {
  expect(FILE).not.toMatch(/"description": ?"(?!string)/);
  expect(FILE.length).toBeLessThan(64 * 1024);
});

test('the status and the metadata are not read', () => {
  const fields = (name: string) => Object.keys(types[kinds[name]]).map((field) => field.replace('!', ''));
  for (const name of Object.keys(kinds)) {
    expect([name, fields(name).filter((field) => field === 'status' || field === 'metadata')]).toEqual([name, []]);
  }
});

test('fails if a package does not declare a kind', () => {
  const missing = { ...MODEL_KINDS[0], kind: 'AppProjectSpec' };
  const reader = new ModelReader([missing]);
  const shape: ModelShape = reader.read(missing);
  expect(shape.form).toBe('object');
  expect(() => new ModelReader([]).read(missing)).toThrow('does not declare AppProjectSpec');
});

test('what the packages are licensed under may be read', () => {
  const licences = new Set(MODEL_KINDS.map((kind) =>
    JSON.parse(readFileSync(join(ROOT, 'node_modules', kind.package, 'package.json'), 'utf8')).license));
  expect([...licences]).toEqual(['MIT']);
});
