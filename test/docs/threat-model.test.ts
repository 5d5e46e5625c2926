/**
 * The threat model names tests that exist, all topics of the attack tables, and rows of the page about what is left.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TOPICS } from '../cluster/attacks/topics';
import { rowsOf } from '../support/markdown';

const ROOT = join(__dirname, '../..');
const NOT_PROTECTED = rowsOf('docs/what-is-not-protected.md').map(([against]) => against);

/** The rows with a column of tests. */
const THREATS = rowsOf('docs/threat-model.md').filter((row) => row.length === 4)
  .map(([threat, stoppedBy, tests, left]) => ({ threat, stoppedBy, tests, left }));

const names = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name);

test('the page has threats', () => {
  expect(THREATS.length).toBeGreaterThanOrEqual(25);
});

test('each threat that something stops has a test, and each other one says what is left', () => {
  const wrong = THREATS.filter(({ stoppedBy, tests, left }) => (stoppedBy === 'nothing' ? left === '' : tests === ''));
  expect(wrong).toEqual([]);
});

test('the tests exist', () => {
  const paths = THREATS.flatMap(({ tests }) => names(tests)).filter((name) => !name.startsWith('attacks: '));
  expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test('the topics are those of the attack tables', () => {
  const topics = THREATS.flatMap(({ tests }) => names(tests)).flatMap((name) => /^attacks: (.*)/.exec(name)?.[1] ?? []);
  expect([...new Set(topics)].sort()).toEqual(Object.keys(TOPICS).sort());
});

test('what is left is in the page about it, word by word', () => {
  const left = THREATS.flatMap((row) => row.left.split('; ')).filter(Boolean);
  expect(left.filter((each) => !NOT_PROTECTED.includes(each))).toEqual([]);
});

test('each row of the page about what is not protected is left by a threat', () => {
  const left = THREATS.flatMap((row) => row.left.split('; '));
  expect(NOT_PROTECTED.filter((each) => !left.includes(each))).toEqual([]);
});
