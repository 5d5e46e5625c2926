/** The apps that every language has, in TypeScript: `npm run languages` holds the other languages to the same sums. */
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { installed, LIBRARY, PEERS, ROOT } from '../../scripts/languages/library';
import { messageOf } from '../../scripts/languages/outcomes';
import { readSums } from '../../scripts/languages/sums';
import { App } from '../../scripts/languages/toolchain';
import { typescriptOutcome } from '../../scripts/languages/typescript';
import { directories } from '../support/directories';

const directory = directories();

/** A directory in which the library that is compiled here and its peers are installed. */
function workWithLibrary(): string {
  const work = directory();
  mkdirSync(join(work, 'node_modules'));
  symlinkSync(ROOT, installed(work, LIBRARY), 'dir');
  for (const peer of PEERS) { symlinkSync(join(ROOT, 'node_modules', peer), installed(work, peer), 'dir'); }
  return work;
}

// After a change of output that is meant: npm run languages -- --update
test.each<App>(['quickstart', 'tenant', 'thousand'])('%s writes what is recorded', async (app) => {
  const { ended, files } = await typescriptOutcome(app, workWithLibrary());
  expect(ended.stderr).toBe('');
  expect(files.size).toBeGreaterThan(0);
  expect(files).toEqual(readSums().get(app));
});

test.each<[App, string]>([
  ['refused-value', "refused/Python/Pool: 'replicas' is -1; give a whole number of at least 0"],
  ['refused-app', 'port 70000 is not valid; use 1 to 65535'],
])('%s fails if it is run, and writes nothing', async (app, sentence) => {
  const { ended, files } = await typescriptOutcome(app, workWithLibrary());
  expect(ended.status).toBe(1);
  expect(messageOf(ended)).toContain(sentence);
  expect([...files]).toEqual([]);
});
