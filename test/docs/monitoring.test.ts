/** The table of metrics in docs/monitoring.md is what the catalogue has. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Catalogue } from '../../src/release/catalogue';

const PAGE = readFileSync(join(__dirname, '../../docs/monitoring.md'), 'utf8');

test('the table of metrics is that of the newest release', () => {
  const catalogue = Catalogue.standard();
  const rows = [...catalogue.latest.metrics.values()]
    .filter(({ name }) => name.startsWith('agent_sandbox'))
    .map(({ name, type, labels }) => {
      const { first } = catalogue.spanOf(({ metrics }) => metrics.has(name))!;
      return `| \`${name}\` | ${type} | ${labels.join(', ')} | ${first} |`;
    });
  const [, table] = /<!-- metrics -->\n[^\n]*\n[^\n]*\n([^]*?)\n?<!-- \/metrics -->/.exec(PAGE)!;
  expect(table.trim().split('\n')).toEqual(rows);
});

test('the labels that the page says came and went', () => {
  const having = (metric: string, label: string) =>
    Catalogue.standard().spanOf(({ metrics }) => !!metrics.get(metric)?.labels.includes(label));
  expect(having('agent_sandboxes', 'owned_by')!.first).toBe('v0.5.0');
  expect(having('agent_sandboxes', 'created_by')!.first).toBe('v0.5.2');
  for (const part of ['', 'controller_']) {
    const metric = `agent_sandbox_claim_${part}startup_latency_ms`;
    expect(having(metric, 'warmpool_name')).toEqual({ first: 'v0.5.1', last: 'v0.5.2' });
  }
});
