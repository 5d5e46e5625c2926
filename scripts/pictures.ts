/**
 * Writes the pictures of the pages, which are what the code of the page draws, and what the command line draws of an
 * example. `--check` writes nothing and fails when a picture that is checked in differs.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as cdk8s from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as ts from 'typescript';
import { dashboardSvg } from './dashboard-picture';
import { writeOrCheck } from './generated';
import * as library from '../src';
import { codeOf } from '../test/support/markdown';

const ROOT = join(__dirname, '..');

/** The pictures by path below the root of the repository. */
export function pictures(): Record<string, string> {
  return {
    'docs/images/stack.svg': drawn('docs/pictures.md', 'picture'),
    'docs/images/network-report.svg': drawn('docs/network-report.md', 'report'),
    'docs/images/blast-radius.svg': drawn('docs/blast-radius.md', 'radius'),
    'docs/images/capacity.svg': drawn('docs/capacity.md', 'report'),
    'docs/images/dashboard.svg': ofMonitoring(),
    ...ofTenants(),
  };
}

/** What a variable of the code of a page draws. */
function drawn(page: string, variable: string): string {
  const app = new cdk8s.App();
  library.SandboxCluster.declare(app, { version: library.AgentSandboxVersion.V1_0_5 });
  const chart = new cdk8s.Chart(app, 'agents', { namespace: 'agents' });
  const names = { ...library, ...cdk8s, kplus, app, chart };
  const script = ts.transpile(`${codeOf(page)}\nreturn ${variable};`, { target: ts.ScriptTarget.ES2022 });
  // eslint-disable-next-line no-new-func -- the code is that of our own page
  return new Function(...Object.keys(names), script)(...Object.values(names)).toSvg();
}

/** The dashboard of the newest release. */
function ofMonitoring(): string {
  const app = new cdk8s.App();
  library.SandboxCluster.declare(app, { version: library.AgentSandboxVersion.LATEST });
  const chart = new cdk8s.Chart(app, 'platform');
  new library.SandboxMonitoring(chart, 'Monitoring');
  const { data } = chart.toJson().find(({ kind }) => kind === 'ConfigMap');
  return dashboardSvg(JSON.parse(data['agent-sandbox.json']));
}

/** What the command line draws of the manifests of the example. */
function ofTenants(): Record<string, string> {
  const directory = mkdtempSync(join(tmpdir(), 'pictures-'));
  try {
    execFileSync(join(ROOT, 'node_modules/.bin/cdk8s'), ['synth', '-o', directory], {
      cwd: join(ROOT, 'examples/tenants'),
      env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' },
      stdio: 'pipe',
    });
    const graph = (...options: readonly string[]) => (
      execFileSync(process.execPath, [join(ROOT, 'bin/cdk8s-agent-sandbox'), 'graph', '.', ...options], {
        cwd: directory, encoding: 'utf8',
      })
    );
    return { 'docs/images/tenants.svg': graph(), 'docs/images/tenants-network.svg': graph('--network') };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

if (require.main === module) { writeOrCheck('pictures', pictures()); }
