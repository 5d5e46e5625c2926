/** What docs/network-report.md shows is what its code prints. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as ts from 'typescript';
import * as library from '../../src';
import { codeOf } from '../support/markdown';

const PAGE = 'docs/network-report.md';
const page = readFileSync(join(__dirname, '../..', PAGE), 'utf8');

const { report, answer } = run();

test('the reasons', () => {
  expect(answer.allowed).toBe(true);
  expect(page).toContain(answer.reasons.map((reason) => `    ${reason}\n`).join(''));
});

test('the table', () => {
  expect(shown('table')).toBe(report.toMarkdown());
});

test('the flowchart', () => {
  expect(shown('mermaid')).toBe(`\`\`\`mermaid\n${report.toMermaid()}\`\`\`\n`);
});

/** What stands between the marks of a part. */
function shown(part: string): string {
  return page.slice(
    page.indexOf(`<!-- ${part} -->\n`) + `<!-- ${part} -->\n`.length,
    page.indexOf(`<!-- /${part} -->`),
  );
}

function run(): { report: library.NetworkReport; answer: library.ReachabilityAnswer } {
  const app = new App();
  library.SandboxCluster.declare(app, { version: library.AgentSandboxVersion.V1_0_5 });
  const chart = new Chart(app, 'chart', { namespace: 'agents' });
  const names = { ...library, kplus, app, chart };
  const script = ts.transpile(`${codeOf(PAGE)}\nreturn { report, answer };`, { target: ts.ScriptTarget.ES2022 });
  // eslint-disable-next-line no-new-func -- the code is that of our own page
  return new Function(...Object.keys(names), script)(...Object.values(names));
}
