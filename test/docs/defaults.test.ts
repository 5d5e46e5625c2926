import { rowsOf } from '../support/markdown';

// One fact has one home, and these two readers: the README shows what docs/pods.md explains.
test('the README has the defaults of pods as docs/pods.md has them', () => {
  const explained = rowsOf('docs/pods.md').filter((row) => row.length === 4).map((row) => row.slice(0, 3));
  expect(explained.length).toBeGreaterThan(8);
  expect(rowsOf('README.md')).toEqual(expect.arrayContaining(explained));
});
