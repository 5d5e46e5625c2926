/** The pages about migration: their examples are what the command makes of them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codesOf, migrated } from './support';
import { run } from '../support/cli';
import { directories, writeFiles } from '../support/directories';

const DOCS = join(__dirname, '../../docs');
const blocksOf = (page: string, language: string) =>
  [...readFileSync(join(DOCS, page), 'utf8').matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'gm'))].map(
    ([, text]) => text,
  );

const directory = directories();

test('the example of the page becomes what the page shows, and the table is what is printed', () => {
  const [before, after, pipeline] = blocksOf('migrating.md', 'yaml');
  const [table] = blocksOf('migrating.md', 'text');
  const root = directory();
  const kustomization =
    'resources:\n  - https://github.com/kubernetes-sigs/agent-sandbox/releases/download/v0.4.6/manifest.yaml\n' +
    '  - https://github.com/kubernetes-sigs/agent-sandbox/releases/download/v0.4.6/extensions.yaml\n  - research.yaml\n';
  writeFiles(root, { 'manifests/research.yaml': before, 'manifests/kustomization.yaml': kustomization });
  const { code, out } = run(['migrate', join(root, 'manifests'), '--to', 'v1.0.5']);
  expect(code).toBe(0);
  expect(readFileSync(join(root, 'manifests/research.yaml'), 'utf8')).toBe(after);
  const rows = (text: string) =>
    text
      .trim()
      .split('\n')
      .map((line) =>
        line
          .replace(/^\S*manifests\//, '')
          .trim()
          .split(/ {2,}/),
      );
  expect(rows(out)).toEqual(rows(table));
  const command = /npx cdk8s-agent-sandbox (.*)/
    .exec(pipeline)![1]
    .split(' ')
    .map((each) => each.replace('manifests/', join(root, 'manifests')));
  expect(run(command).code).toBe(0);
});

test.each(readdirSync(join(DOCS, 'findings')).filter((name) => /^ASB41[1-4]/.test(name)))(
  'the first YAML of %s triggers it, the second does not',
  (name) => {
    const [faulty, fine, ...others] = blocksOf(`findings/${name}`, 'yaml');
    expect(others).toEqual([]);
    expect(codesOf(migrated({ 'a.yaml': faulty }))).toContainEqual(expect.stringMatching(`^${name.slice(0, 6)} `));
    expect(migrated({ 'a.yaml': fine }).findings).toEqual([]);
  },
);
