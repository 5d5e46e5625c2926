import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { split } from '../../src/documents';
import { ManifestJudge } from '../../src/judge/manifests';
import { GivenObjects } from '../../src/judge/manifests/context-objects';
import { Catalogue } from '../../src/release/catalogue';

const PAGES = join(__dirname, '../../docs/findings');

/** The blocks of YAML of each page about a workload: the first one has the fault, the others are fine. */
const pages = readdirSync(PAGES)
  .filter((name) => /^ASB(21[12]|224|23[1-9]|24\d|31[1-9])\.md$/.test(name))
  .map((name): [string, string[]] => [
    name.slice(0, -3),
    [...readFileSync(join(PAGES, name), 'utf8').matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text]) => text),
  ])
  // What only an app tells has no YAML.
  .filter(([, blocks]) => blocks.length > 0);

function codesIn(text: string, before?: string): string[] {
  const old = new GivenObjects();
  const file = { name: 'a.yaml', isStrict: true };
  if (before !== undefined) { for (const chunk of split([before])) { old.read(file, chunk); } }
  const release = Catalogue.standard().latest;
  const manifests = new ManifestJudge({ release, closedWorld: false, keepObjects: false, old, judgesNetwork: true });
  for (const chunk of split([text])) { manifests.read(file, chunk); }
  return manifests.finish().findings.map(({ finding }) => finding.code);
}

test.each(pages)('%s: the first YAML of the page triggers it, what is fine does not', (code, blocks) => {
  // A page about a change has the object as it was first.
  const [before] = blocks;
  const isChange = before.includes('--old');
  const [faulty, ...fine] = isChange ? blocks.slice(1) : blocks;
  expect(codesIn(faulty, isChange ? before : undefined)).toContain(code);
  for (const text of fine) { expect(codesIn(text)).not.toContain(code); }
  expect(isChange || fine.length > 0 || code < 'ASB230').toBe(true);
});

test('fails if the pages are not found', () => {
  expect(pages.length).toBeGreaterThan(7);
});
