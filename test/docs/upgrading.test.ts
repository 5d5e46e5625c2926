/** What docs/upgrading.md says of the ways, steps and leftovers, held against the plans. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Catalogue } from '../../src/release/catalogue';
import { lineOf } from '../../src/release/upgrade-path';
import { planUpgrade } from '../../src/upgrade/plan-upgrade';
import { run } from '../support/cli';

const PAGE = readFileSync(join(__dirname, '../../docs/upgrading.md'), 'utf8');
const catalogue = Catalogue.standard();

function planned(from: string, to: string) {
  const plan = planUpgrade({ from: catalogue.get(from), to: catalogue.get(to), catalogue });
  if ('reason' in plan) { throw new Error(plan.reason); }
  return plan;
}

/** Rows of the table with the ways: first and last line of the old release, line of the new one, what is between. */
const ROWS = [...PAGE.matchAll(/^\| v(\S+?)(?:\.x)?(?: to v(\S+)\.x)? \| v(\d\.\d)\S*(?: or newer)? \| (.+) \|$/gm)]
  .map(([, first, last, to, between]) => ({ first: first.replace(/\.x$/, ''), last, to, between }));

test('the table has every way', () => {
  expect(ROWS).toHaveLength(6);
});

test.each(ROWS)('from v$first to v$to by way of $between', ({ first, last, to, between }) => {
  const lines = catalogue.all().filter((release) => {
    const line = lineOf(release).slice(1);
    return line >= first && line <= (last ?? first);
  });
  const targets = catalogue.all().filter((release) => lineOf(release) === `v${to}` && release.knownBad.length === 0);
  const ways = new Set(lines.flatMap(({ id }) => targets.map((target) => (
    planned(id, target.id).releases.slice(1, -1).join(' and ') || 'nothing'
  ))));
  expect([lines.length > 0, targets.length > 0, [...ways]]).toEqual([true, true, [between]]);
});

test('the steps from v0.4 are those of the plan, in its order', () => {
  const section = /^## From v0\.4\n([^]*?)^## /m.exec(PAGE)![1];
  const steps = [...section.matchAll(/^\d+\. \*\*(.+?)\*\*/gm)].map(([, title]) => title.replace(/\.$/, ''));
  const { steps: all } = planned('v0.4.6', 'v1.0.5');
  expect(steps).toHaveLength(all.length);
  for (const [index, { title }] of all.entries()) {
    const words = steps[index].toLowerCase().split(/\W+/);
    expect([steps[index], title.toLowerCase()]).toEqual([steps[index], expect.stringContaining(words[0])]);
  }
});

test('all that v0.5.6 leaves is named', () => {
  for (const { kind, name } of planned('v0.5.6', 'v1.0.5').steps.at(-1)!.removed) {
    expect([kind, PAGE.includes(kind) && PAGE.includes(`\`${name}\``)]).toEqual([kind, true]);
  }
});

test('the commands that it shows are understood', () => {
  const commands = [...PAGE.matchAll(/^ {4}\$ npx cdk8s-agent-sandbox (upgrade-plan [^>\n]*)/gm)].map(([, each]) => each);
  expect(commands.length).toBeGreaterThan(1);
  for (const command of commands) {
    const args = command.trim().split(' ').filter((each) => each !== 'dist/');
    expect([command, run(args)]).toEqual([command, expect.objectContaining({ code: 0, err: '' })]);
  }
});
