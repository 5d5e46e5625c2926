/** The attack tables and the pages that refer to them agree. The rows themselves run in `npm run e2e -- attacks`. */
import { isGap } from '../cluster/attacks/attack';
import { TOPICS } from '../cluster/attacks/topics';
import { rowsOf } from '../support/markdown';

const ROWS = Object.values(TOPICS).flat();
const NOT_PROTECTED = rowsOf('docs/what-is-not-protected.md').map(([against]) => against);
const GAPS = ROWS.flatMap(({ outcome }) => (isGap(outcome) ? [outcome.documentedAs] : []));

test('there are at least 150 attacks, each with a sentence of its own', () => {
  const sentences = ROWS.map(({ who, does }) => `${who} ${does}`);
  expect(sentences.length).toBeGreaterThanOrEqual(150);
  expect(sentences.filter((each, index) => sentences.indexOf(each) !== index)).toEqual([]);
});

test('each refusal names a proof', () => {
  expect(ROWS.filter(({ outcome }) => !isGap(outcome) && outcome.proof.length < 4)).toEqual([]);
});

test('each known gap is a row of the page about what is not protected', () => {
  expect([...new Set(GAPS)].filter((each) => !NOT_PROTECTED.includes(each))).toEqual([]);
});
