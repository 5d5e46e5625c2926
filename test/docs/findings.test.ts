import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as cdk8s from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as ts from 'typescript';
import * as library from '../../src';
import { formatFinding } from '../../src/findings/format';
import { codeOf } from '../support/markdown';
import { allStderrOf } from '../support/stderr';

const ROOT = join(__dirname, '../..');
const PAGES = join(ROOT, 'docs/findings');

/**
 * Codes whose page tells it in words: of an acknowledgement, of manifests that an app never has, of a migration, of the
 * time in a cluster, and of installs, which docs/agent-sandbox.md shows.
 */
const WITHOUT_CODE = [
  'ASB001',
  'ASB103',
  'ASB104',
  'ASB105',
  'ASB106',
  'ASB107',
  'ASB108',
  'ASB109',
  'ASB213',
  'ASB218',
  'ASB220',
  'ASB221',
  'ASB235',
  'ASB384',
  'ASB411',
  'ASB412',
  'ASB413',
  'ASB414',
  'ASB416',
  'ASB501',
  'ASB502',
  'ASB503',
  'ASB504',
];

/** What a cluster has, which test/docs/doctor-pages.test.ts tries. */
const ofDumps = (code: string) => code.startsWith('ASB6');

/** The codes that stand in the sources as texts, so that something records them. */
const codes = [
  ...new Set(
    execFileSync('git', ['grep', '-ohE', "'ASB[0-9]{3}'", '--', 'src'], { cwd: ROOT, encoding: 'utf8' })
      .trim()
      .split('\n')
      .map((text) => text.slice(1, -1)),
  ),
].sort();

test('every finding has a page, every page a finding', () => {
  expect(codes).toContain('ASB501');
  expect(readdirSync(PAGES).filter((name) => name !== 'README.md').sort()).toEqual(codes.map((code) => `${code}.md`));
});

test.each(codes)('%s: the page is titled by the code, says what to do, and stands in the index', (code) => {
  const page = readFileSync(join(PAGES, `${code}.md`), 'utf8');
  expect(page).toMatch(new RegExp(`^# ${code}: `));
  expect(page).toContain('**What to do**');
  expect(readFileSync(join(PAGES, 'README.md'), 'utf8')).toContain(`[${code}](${code}.md)`);
});

describe.each(codes.filter((code) => !WITHOUT_CODE.includes(code) && !ofDumps(code)))('%s', (code) => {
  const said = new RegExp(`(error|warning) ${code} `);

  test('the code of the page triggers it', () => {
    expect(saidOf(codeOf(`docs/findings/${code}.md`), (app) => { app.synth(); })).toMatch(said);
  });

  test('a test of a user sees it before, and a synthesis after that says the same', () => {
    let seen = '';
    const both = saidOf(codeOf(`docs/findings/${code}.md`), (app) => {
      const { findings, errors } = library.Manifests.fromApp(app);
      seen = [...findings.map(formatFinding), ...errors].join('\n');
      app.synth();
    });
    expect(both).toMatch(said);
    // Errors of props throw before there is an app to look at.
    if (seen !== '') { expect(seen).toMatch(said); }
  });
});

test('what a page takes for granted triggers nothing', () => {
  expect(saidOf('', (app) => { app.synth(); })).toBe('');
});

/** What is said by an app that has what pages take for granted, and the code of one, when something is done with it. */
function saidOf(code: string, act: (app: cdk8s.App) => void): string {
  const { AgentSandboxVersion, Sandbox, SandboxCluster, SandboxTemplate } = library;
  const app = cdk8s.Testing.app();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5 });
  const chart = new cdk8s.Chart(app, 'chart', { namespace: 'agents' });
  const containers = [{ image: 'registry.example.com/devbox:2026.10' }];
  const agent = new Sandbox(chart, 'CodingAgent', { containers });
  // Pages that add a policy for it leave this idle, which they may.
  library.Findings.of(agent).acknowledge('ASB340', 'it is what pages take for granted');
  const template = new SandboxTemplate(chart, 'Template', { containers });
  for (const bare of [agent, template]) {
    library.Findings.of(bare).acknowledge('ASB311', 'it is what pages take for granted');
  }
  const pool = template.addWarmPool('Pool');
  const names = { ...cdk8s, ...library, kplus, app, chart, agent, template, pool };
  const script = ts.transpile(code, { target: ts.ScriptTarget.ES2022 });
  let refused = '';
  const warned = allStderrOf(() => {
    try {
      // eslint-disable-next-line no-new-func -- the code is that of our own pages
      new Function(...Object.keys(names), script)(...Object.values(names));
      act(app);
    } catch (error) {
      refused = (error as Error).message;
    }
  });
  return warned + refused;
}
