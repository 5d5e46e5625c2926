/** The house as `projenrc/rooms.ts` draws it: which rooms there are, who may import whom, and how large things get. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOMS } from '../../projenrc/rooms';
import { roomSections } from '../../scripts/rooms';
import { circles, importsOf, roomOf, sources } from '../support/source-tree';

const ROOT = join(__dirname, '../..');
const texts = sources();
const imports = importsOf(texts);
const handWritten = [...texts].filter(([path]) => !path.includes('.generated.'));

/** Names of source files that stand for as many lines or files as they need. */
const LONGEST_FILE = 300;
const MOST_FILES = 25;

describe('the reader of imports', () => {
  const read = (text: string) =>
    importsOf(
      new Map([
        ['a/b/one.ts', text],
        ['a/two.ts', ''],
        ['c/index.ts', ''],
      ]),
    ).get('a/b/one.ts');

  test.each([
    ["import { x } from '../two';"],
    ["import type { X } from '../two';"],
    ["export * from '../two';"],
    ["type X = import('../two').X;"],
    ["const x = require('../two') as object;"],
    ["const x = await import('../two');"],
  ])('sees %s', (text) => { expect(read(text)).toEqual(['a/two.ts']); });

  test('resolves a folder to its index, and leaves packages out', () => {
    expect(read("import '../../c'; import 'cdk8s'; import data from '../../imports/x.json';")).toEqual(['c/index.ts']);
  });
});

describe('a circle', () => {
  test('is found, and only that', () => {
    const graph = new Map([['a', ['b']], ['b', ['c']], ['c', ['b', 'd']], ['d', []]]);
    expect(circles(graph)).toEqual([['b', 'c']]);
  });
});

test('every folder of src/ is a room of the table, and none is missing', () => {
  expect([...new Set([...texts.keys()].map(roomOf))].filter(Boolean).sort()).toEqual(
    ROOMS.map(({ name }) => name).sort(),
  );
});

test('src/ itself holds the two entry points', () => {
  expect([...texts.keys()].filter((path) => !roomOf(path))).toEqual(['index.ts', 'plugin.ts']);
});

test('no file is in a circle of imports, types included', () => {
  expect(circles(imports)).toEqual([]);
});

test('every import of another room leads to a lower floor, types included', () => {
  const floors = new Map(ROOMS.map(({ name, floor }) => [name, floor]));
  const upward = [...imports].flatMap(([from, all]) =>
    all
      .filter(
        (to) => roomOf(from) && roomOf(to) !== roomOf(from) && !(floors.get(roomOf(to))! < floors.get(roomOf(from))!),
      )
      .map((to) => `${from} -> ${to}`),
  );
  expect(upward).toEqual([]);
});

test('the folders of a room do not import each other in a circle', () => {
  const folderOf = (path: string) => path.split('/').slice(0, -1).slice(0, 2).join('/');
  const folders = new Map<string, string[]>();
  for (const [from, all] of imports) {
    const within = all
      .map(folderOf)
      .filter((to) => to.includes('/') && to !== folderOf(from) && roomOf(to) === roomOf(from));
    if (folderOf(from).includes('/')) {
      folders.set(folderOf(from), [...(folders.get(folderOf(from)) ?? []), ...within]);
    }
  }
  expect(circles(folders)).toEqual([]);
});

test(`no file has more than ${LONGEST_FILE} lines`, () => {
  expect(handWritten.filter(([, text]) => text.split('\n').length - 1 > LONGEST_FILE).map(([path]) => path)).toEqual(
    [],
  );
});

test(`no folder has more than ${MOST_FILES} files`, () => {
  const counts = new Map<string, number>();
  for (const path of texts.keys()) { counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1); }
  expect([...counts].filter(([, count]) => count > MOST_FILES)).toEqual([]);
});

describe('what is made from the table', () => {
  test.each(Object.entries(roomSections()))("in %s is what 'npx projen rooms' writes", (path, text) => {
    expect(readFileSync(join(ROOT, path), 'utf8')).toBe(text);
  });
});

/** Types of one name in several files, as both are named by what users know; all else has a name of its own. */
const SHARED_NAMES: Readonly<Record<string, string>> = {
  Quantity: 'an amount of Kubernetes: as a fraction, and as the public class of the namespace k8s',
};

test('no two exported types have one name', () => {
  const files = new Map<string, string[]>();
  for (const [path, text] of handWritten) {
    for (const [, name] of text.matchAll(
      /^export (?:declare )?(?:abstract )?(?:interface|type|class|enum|const enum) (\w+)/gm,
    )) {
      files.set(name, [...(files.get(name) ?? []), path]);
    }
  }
  const shared = [...files].filter(([name, paths]) => paths.length > 1 && !Object.hasOwn(SHARED_NAMES, name));
  expect(shared.map(([name, paths]) => `${name}: ${paths.join(', ')}`)).toEqual([]);
});
