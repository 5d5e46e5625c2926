/** The pictures of the pages are what the code of the pages and the command line draw. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pictures } from '../../scripts/pictures';
import { xmlErrorOf } from '../support/xml';

const ROOT = join(__dirname, '../..');

test("docs/images/ is what 'npx projen pictures' writes, besides the overview", () => {
  const drawn = pictures();
  expect(readdirSync(join(ROOT, 'docs/images')).sort()).toEqual(
    ['overview.svg', ...Object.keys(drawn).map((path) => path.replace('docs/images/', ''))].sort(),
  );
  for (const [path, svg] of Object.entries(drawn)) {
    expect([path, readFileSync(join(ROOT, path), 'utf8') === svg]).toEqual([path, true]);
    expect(xmlErrorOf(svg)).toBeUndefined();
  }
});
