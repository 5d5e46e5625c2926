/** The script of a plan, with a kubectl that notes what it is asked and answers as a test wants. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Catalogue } from '../../src/release/catalogue';
import { planUpgrade } from '../../src/upgrade/plan-upgrade';
import { upgradeScript } from '../../src/upgrade/script';
import { directories, writeFiles } from '../support/directories';

const catalogue = Catalogue.standard();
const directory = directories();

function scriptOf(from: string, to: string): string {
  const plan = planUpgrade({ from: catalogue.get(from), to: catalogue.get(to), catalogue });
  if ('reason' in plan) { throw new Error(plan.reason); }
  return upgradeScript(plan);
}

/** Answers of kubectl: the first whose pattern the arguments match. */
type Answers = ReadonlyArray<readonly [pattern: string, command: string]>;

const RUNS = (release: string): Answers[number] => (
  ['.spec.template.spec.containers', `echo registry/controller:${release}`]
);

/** Runs a script. `calls` are the commands of kubectl, in their order. */
function script(text: string, answers: Answers, ...args: string[]) {
  const cwd = directory();
  const cases = answers.map(([pattern, command]) => `*"${pattern}"*) ${command} ;;`).join('\n');
  writeFiles(cwd, {
    'upgrade.sh': text,
    'bin/kubectl': `#!/usr/bin/env bash\necho "$*" >> "${cwd}/calls"\ncase "$*" in\n${cases}\nesac\n`,
  });
  chmodSync(join(cwd, 'bin/kubectl'), 0o755);
  const env = { ...process.env, PATH: `${join(cwd, 'bin')}:${process.env.PATH}` };
  const { status, stdout, stderr } = spawnSync('bash', ['upgrade.sh', ...args], { cwd, env, encoding: 'utf8' });
  const calls = existsSync(join(cwd, 'calls')) ? readFileSync(join(cwd, 'calls'), 'utf8').trim().split('\n') : [];
  return { status, stdout, stderr, calls };
}

const WITHIN = scriptOf('v1.0.0', 'v1.0.5');
const ACROSS = scriptOf('v0.4.6', 'v1.0.5');

test('all steps, when all is as planned', () => {
  // The release that runs is that of the file that was applied last.
  const { status, stdout, stderr, calls } = script(WITHIN, [
    [RUNS('')[0], 'if grep -q v1.0.5/ "${0%/bin/kubectl}/calls"; then echo c:v1.0.5; else echo c:v1.0.0; fi'],
  ]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toBe('1. Back up all objects of v1.0.0\n2. Install v1.0.5\ndone\n');
  expect(calls.filter((call) => call.startsWith('apply'))).toEqual([
    'apply --server-side --force-conflicts --filename dist/v1.0.5/sandbox-with-extensions.yaml --dry-run=server',
    'apply --server-side --force-conflicts --filename dist/v1.0.5/sandbox-with-extensions.yaml',
  ]);
});

test('fails if another release runs: nothing is applied', () => {
  const { status, stderr, calls } = script(WITHIN, [RUNS('v0.5.6')]);
  expect({ status, stderr }).toEqual({
    status: 1, stderr: 'SURPRISE: the controller runs registry/controller:v0.5.6, not v1.0.0\n',
  });
  expect(calls.filter((call) => /^(apply|patch|delete)/.test(call))).toEqual([]);
});

test('fails if a command fails: nothing is done after it', () => {
  const { status, calls } = script(WITHIN, [['apply', 'exit 1']], '2');
  expect([status, calls.at(-1)]).toEqual([1, expect.stringMatching(/^apply/)]);
});

test('fails if a command within a loop fails', () => {
  const { status, calls } = script(ACROSS, [
    ['get sandboxes.v1beta1.agents.x-k8s.io --all', 'echo research dev'], ['annotate', 'exit 1'],
    RUNS('v0.5.6'),
  ], '5');
  expect([status, calls.at(-1)]).toEqual([1, expect.stringMatching(/^annotate/)]);
});

test('fails if what is asked cannot be answered: no answer is not the answer that nothing is there', () => {
  const { status, calls } = script(ACROSS, [['--output name', 'exit 1'], RUNS('v1.0.5')], '8');
  expect([status, calls.at(-1)]).toEqual([1, expect.stringMatching(/--output name$/)]);
});

test('fails if an object is lost', () => {
  const asked = '"${0%/bin/kubectl}/asked"';
  const once = `if [ ! -f ${asked} ]; then echo Sandbox research/dev 1; touch ${asked}; fi`;
  const { status, stderr } = script(WITHIN, [['{.metadata.uid}', once], RUNS('v1.0.5')], '2');
  expect({ status, stderr }).toEqual({
    status: 1, stderr: 'SURPRISE: these objects are gone: Sandbox research/dev 1\n',
  });
});

test('fails if objects are stored in another version than planned', () => {
  const versions = 'echo \'["v1alpha1","v1beta1"]\'';
  const { status, stderr } = script(ACROSS, [['.status.storedVersions', versions], RUNS('v0.5.6')], '5', '5');
  expect([status, stderr]).toEqual([1, expect.stringContaining('stored versions of customresourcedefinition')]);
});

test('fails if something applies the old version again: the CRDs keep their conversion, and nothing is applied', () => {
  const { status, stderr, calls } = script(ACROSS, [
    ['.status.storedVersions', 'echo \'["v1beta1"]\''], ['--output go-template', 'echo research dev 0'],
  ], '7', '7');
  expect([status, stderr]).toEqual([1, expect.stringContaining('something applies agents.x-k8s.io/v1alpha1 again')]);
  expect(calls.filter((call) => /^(apply|patch|delete)/.test(call))).toEqual([]);
});

test('fails if the server refuses an object: it is asked before anything is applied', () => {
  const { status, calls } = script(WITHIN, [['--dry-run=server', 'exit 1']], '2');
  expect([status, calls.filter((call) => call.startsWith('apply') && !call.includes('--dry-run'))]).toEqual([1, []]);
});

test('the entries of managed fields are removed from the last one on, each looked up anew and tested first', () => {
  const { calls, status } = script(ACROSS, [
    ['get sandboxes.v1beta1.agents.x-k8s.io --all-namespaces --output go-t', '[ -f asked ] || printf "a b\\na b\\n"'],
    [
      'get sandboxes.v1beta1.agents.x-k8s.io b --namespace a --output go-t',
      'printf x >> asked; case "$(cat asked)" in x) printf "2\\n10\\n" ;; xx) echo 0 ;; esac',
    ],
    RUNS('v0.5.6'),
  ], '6', '6');
  expect(status).toBe(0);
  const patches = calls.filter((call) => call.startsWith('patch'));
  expect(patches.map((call) => /managedFields\/(\d+)\/apiVersion/.exec(call)![1])).toEqual(['10', '0']);
});

test('fails if an object cannot be read while its managed fields are removed', () => {
  const { status } = script(ACROSS, [
    ['get sandboxes.v1beta1.agents.x-k8s.io --all-namespaces --output go-t', 'echo a b'],
    ['get sandboxes.v1beta1.agents.x-k8s.io b --namespace a --output go-t', 'exit 1'],
    RUNS('v0.5.6'),
  ], '6', '6');
  expect(status).toBe(1);
});

test('a way back, and one that there is not', () => {
  const back = script(ACROSS, [RUNS('v0.4.6'), ['.status.storedVersions', 'echo \'["v1alpha1"]\'']], 'back', '3');
  expect({ status: back.status, stderr: back.stderr }).toEqual({ status: 0, stderr: '' });
  const order = [
    '/spec/versions/1/storage', 'storedVersions":["v1alpha1"]', 'scale deployment', 'wait pods', '"strategy":"None"',
    'get sandboxes.v1alpha1.agents.x-k8s.io --all-namespaces --output go-template', 'v0.4.6/',
  ];
  const at = order.map((part) => back.calls.findIndex((call) => call.includes(part)));
  expect(at).toEqual([...at].sort((a, b) => a - b));
  expect(at[0]).toBeGreaterThanOrEqual(0);
  expect(script(ACROSS, [], 'back', '1')).toMatchObject({ status: 0, calls: [] });
});
