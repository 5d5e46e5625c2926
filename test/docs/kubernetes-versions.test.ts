import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Catalogue } from '../../src/release/catalogue';

const PAGE = readFileSync(join(__dirname, '../../docs/kubernetes-versions.md'), 'utf8');

/** The rows of the table by release: the first and last release, the minor, and what is said besides. */
const rows = [...PAGE.matchAll(/^\| (v\S+?)(?:(?: to|,) (v\S+))? \| (\d\.\d+) \| (.*?) ?\|$/gm)]
  .map(([, first, last = first, minor, besides]) => ({ first, last, minor, besides }));

test('the table has every release once, with the minor whose pod fields it embeds, its webhook and its rules', () => {
  const releases = Catalogue.standard().all();
  const ids = releases.map(({ id }) => id);
  const told = rows.flatMap(({ first, last, minor, besides }, index) => {
    const isSame = besides.startsWith('the same');
    const text = isSame ? `${rows[index - 1].besides} ${besides}` : besides;
    return ids.slice(ids.indexOf(first), ids.indexOf(last) + 1).map((id) => ({
      id, minor, webhook: index > 0 && (isSame || text.includes('webhook')), rules: text.includes('CEL'),
    }));
  });
  expect(told).toEqual(releases.map(({ id, api, install }) => ({
    id,
    minor: api.kubernetes,
    webhook: install.webhook,
    rules: JSON.stringify(api).includes('"rule"'),
  })));
});
