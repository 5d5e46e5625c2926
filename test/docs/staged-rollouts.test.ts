/** What the page about rollouts shows is what the library prints for the example of the page. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, IsolatedRuntime, JobHook, RolloutPools, SandboxCluster, SandboxTemplate, StagedRollout,
} from '../../src';
import { run } from '../support/cli';
import { controllers } from '../support/controllers';
import { directories, writeFiles } from '../support/directories';
import { quietly } from '../support/stderr';

const PAGE = readFileSync(join(__dirname, '../../docs/staged-rollouts.md'), 'utf8');
const directory = directories();
const rollout = new StagedRollout({
  namespace: 'evals', fromPool: 'python', toPool: 'python-next', capacity: 20, minimumReady: 18,
});

/** What stands between two comments of the page. */
function shown(name: string, end = name): string {
  return new RegExp(`<!-- ${name} -->\n([^]*?)<!-- /${end} -->`).exec(PAGE)![1];
}

test('the table is that of the rollout', () => {
  expect(shown('rollout')).toBe(rollout.toMarkdown());
});

test.each([[1, 2], [4, 5], [5, 6]])('diff from step %s to step %s says what the page shows', (from, to) => {
  const cwd = directory();
  writeFiles(cwd, Object.fromEntries([from, to].map((number) => [`${number}.json`, manifests(number)])));
  const { out } = run(['diff', '--no-color', join(cwd, `${from}.json`), join(cwd, `${to}.json`)]);
  // The page shows no positions.
  const lines = out.split('\n').filter(Boolean).map((line) => `    ${line.replace(/ {2}\/\S+$/, '')}\n`);
  expect(shown(`diff ${from} ${to}`, 'diff')).toBe(lines.join(''));
});

test('the commands that wait are the conditions of a step', () => {
  expect(PAGE.replaceAll('\n', ' ')).toContain(rollout.steps[1].conditions[1].kubectl.join(' '));
});

test('the releases are those whose controllers are built', () => {
  const releases = controllers().map(({ release }) => release);
  expect(PAGE).toContain(`controllers of ${releases.slice(0, -1).join(', ')} and ${releases.at(-1)}`);
});

test('files that the page names are those of steps', () => {
  const files = [...PAGE.matchAll(/python-next-\d-[\w-]+(?=\.k8s\.yaml)/g)].map(([id]) => id);
  expect(files).toEqual(files.filter((id) => rollout.steps.some((step) => step.id === id)));
  expect(files.length).toBeGreaterThan(1);
});

/** The manifests of a step of the example. */
function manifests(number: number): string {
  const step = rollout.steps[number - 1];
  const chart = new Chart(new App(), step.id, { namespace: 'evals' });
  SandboxCluster.declare(chart, { version: AgentSandboxVersion.V1_0_5 });
  const runtime = IsolatedRuntime.fromRuntimeClassName(chart, 'Gvisor', 'gvisor');
  const [fromTemplate, toTemplate] = ['3.13', '3.14'].map((tag) => new SandboxTemplate(chart, `Python${tag.replace('.', '')}`, {
    runtime,
    containers: [{
      image: `registry.example.com/python-sandbox:${tag}`,
      portNumber: 8888,
      readiness: kplus.Probe.fromHttpGet('/healthz', { port: 8888 }),
    }],
  }));
  const pools = new RolloutPools(chart, 'Pools', {
    step,
    fromTemplate,
    toTemplate,
    claimsConfigMap: 'python-claims',
    check: { image: 'registry.example.com/kubectl:1.36', hook: JobHook.ARGO_CD },
  });
  pools.claimed.addClaim('Nightly');
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items: quietly(() => chart.toJson()) });
}
