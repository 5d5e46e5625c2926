/** The page about changes has the table of all effects, and pipelines whose commands are understood. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { EFFECT_RULES, EffectRule } from '../../src/change/effect-rules';
import { LEVELS } from '../../src/change/level';
import { EDITS } from '../cluster/edits/table';
import { run } from '../support/cli';
import { rowsOf } from '../support/markdown';

const PATH = 'docs/reviewing-changes.md';
const PAGE = readFileSync(join(__dirname, '../..', PATH), 'utf8');
const PIPELINES = [...PAGE.matchAll(/^```yaml\n([^]*?)^```/gm)].map(([, text]) => text);

test('the page lists every effect, the most dangerous first', () => {
  const rules = Object.entries(EFFECT_RULES as Readonly<Record<string, EffectRule>>)
    .sort(([, a], [, b]) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
  const wanted = rules.map(([id, { level, title, source }]) => [`\`${id}\``, `\`${level}\``, title, sourceText(source)]);
  expect(rowsOf(PATH).filter((row) => row.length === 4)).toEqual([
    ['Effect', 'Level', 'Meaning', 'Source'], ...wanted,
  ].slice(1));
});

test('the page lists every level, and the number of edits that are tested', () => {
  for (const level of LEVELS) { expect(PAGE).toContain(`| \`${level}\` | `); }
  expect(PAGE).toContain(`each of\n${EDITS.length} edits`);
});

test('the page has a pipeline for two forges', () => { expect(PIPELINES).toHaveLength(2); });

test.each(PIPELINES)('a pipeline is YAML, and its command is understood: %.20s', (text) => {
  const [command, ...others] = JSON.stringify(load(text)).match(/npx cdk8s-agent-sandbox diff [^>]*/g)!;
  expect(others).toEqual([]);
  const given: Readonly<Record<string, string>> = { $FAIL_ON: 'break' };
  const args = command.trim().split(' ').slice(2)
    .map((each) => each.replace(/\\?"/g, ''))
    .map((each) => given[each] ?? each);
  // Only the revision is unknown here.
  expect(run(args)).toMatchObject({ code: 3, err: expect.stringContaining('error: git: ') });
});

function sourceText(source: string): string {
  if (source.startsWith('observed')) { return 'observed'; }
  return source.startsWith('https://') ? `[documentation](${source})` : source;
}
