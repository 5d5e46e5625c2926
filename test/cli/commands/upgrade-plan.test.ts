import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { run } from '../../support/cli';
import { directories, writeFiles } from '../../support/directories';

const directory = directories();
const UP = ['upgrade-plan', '--from', 'v0.4.6', '--to', 'v1.0.5'];

const CLAIM = `apiVersion: extensions.agents.x-k8s.io/v1alpha1
kind: SandboxClaim
metadata: {name: nightly, namespace: research}
spec: {sandboxTemplateRef: {name: python}}
---
apiVersion: extensions.agents.x-k8s.io/v1alpha1
kind: SandboxClaim
metadata: {name: daily, namespace: research}
spec: {sandboxTemplateRef: {name: python}, warmpool: python-pool}
`;

const TEMPLATE = `apiVersion: extensions.agents.x-k8s.io/v1alpha1
kind: SandboxTemplate
metadata: {name: ${'a'.repeat(52)}, namespace: research}
spec: {podTemplate: {spec: {containers: [{name: main, image: python}]}}}
`;

const CONTROLLER = `apiVersion: apps/v1
kind: Deployment
metadata: {name: agent-sandbox-controller, namespace: agent-sandbox-system}
spec:
  template:
    spec:
      containers:
        - name: manager
          image: registry.k8s.io/agent-sandbox/agent-sandbox-controller:v0.5.6
          args: [--extensions, --leader-elect=true, --webhook-port=9000]
`;

/** The path of a directory with files. */
function filesOf(files: Record<string, string>): string {
  const root = directory();
  writeFiles(root, files);
  return root;
}

describe('formats', () => {
  test.each(['text', 'markdown', 'bash', 'commits'])('%s', (format) => {
    const { code, out, err } = run([...UP, '--format', format]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatchSnapshot();
  });

  test('json: all of it as data', () => {
    const plan = JSON.parse(run([...UP, '--format', 'json']).out);
    expect(plan).toMatchObject({ from: 'v0.4.6', to: 'v1.0.5', releases: ['v0.4.6', 'v0.5.6', 'v1.0.5'] });
    expect(plan.steps[2]).toMatchObject({
      id: 'install-v0.5.6',
      actions: expect.arrayContaining([{ do: 'apply', file: 'v0.5.6/sandbox-with-extensions.yaml' }]),
    });
  });

  test.each(['v0.4.6', 'v0.1.0', 'v0.5.6', 'v1.0.0'])('bash: the script from %s is one that bash reads', (from) => {
    const { out } = run(['upgrade-plan', '--from', from, '--to', 'v1.0.5', '--format', 'bash']);
    expect(spawnSync('bash', ['-n'], { input: out, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });

  const shellcheck = spawnSync('shellcheck', ['--version']).status === 0;
  if (!shellcheck) { process.stderr.write('SKIPPED: no shellcheck, so the script is not judged by it\n'); }

  (shellcheck ? test : test.skip)('bash: shellcheck has nothing to say', () => {
    const { out } = run([...UP, '--format', 'bash']);
    expect(spawnSync('shellcheck', ['-'], { input: out, encoding: 'utf8' }).stdout).toBe('');
  });

  test('bash: the plan of another profile has other files', () => {
    expect(run([...UP, '--format', 'bash', '--profile', 'upstream']).out).toContain(
      'npx cdk8s-agent-sandbox release v0.4.6 v0.5.6 v1.0.5 --profile upstream',
    );
  });
});

describe('manifests', () => {
  test('the objects that must be changed first, with file and line, and the pools that claims need', () => {
    const root = filesOf({ 'claims.yaml': CLAIM, 'template.yaml': TEMPLATE, 'controller.yaml': CONTROLLER });
    const plan = JSON.parse(run([...UP, root, '--format', 'json']).out);
    expect(plan.objects.map(({ file, line, before, change }: Record<string, string>) => (
      [file.slice(root.length + 1), line, before, change]
    ))).toEqual([
      ['claims.yaml', 1, 'v1.0.5', "it is of v1alpha1: 'cdk8s-agent-sandbox migrate FILE --to v0.5.6' rewrites it"],
      ['claims.yaml', 6, 'v1.0.5', "it is of v1alpha1: 'cdk8s-agent-sandbox migrate FILE --to v0.5.6' rewrites it"],
      ['controller.yaml', 1, 'v1.0.5', 'its controller exits on the flag --webhook-port: remove it'],
      ['template.yaml', 1, 'v0.5.6', 'the name has 52 characters; use 51 at most, as a pool is named after it'],
      ['template.yaml', 1, 'v1.0.5', "it is of v1alpha1: 'cdk8s-agent-sandbox migrate FILE --to v0.5.6' rewrites it"],
    ]);
    expect(plan.shadowPools.map(({ metadata }: { metadata: object }) => metadata)).toMatchObject([
      { name: 'shadow-pool-python', namespace: 'research' },
    ]);
  });

  test('commits: the pools are files', () => {
    const root = filesOf({ 'claims.yaml': CLAIM });
    const { out } = run([...UP, root, '--format', 'commits']);
    expect(out).toContain('name: shadow-pool-python');
  });

  test('a directory with nothing of Agent Sandbox is named', () => {
    const root = filesOf({ 'a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n' });
    expect(run([...UP, root])).toMatchObject({
      code: 0, err: 'none of the 1 objects in the files is of Agent Sandbox\n',
    });
  });

  test('texts of manifests do not become commands of the script', () => {
    const root = filesOf({ 'a.yaml': CLAIM.replace('name: nightly', 'name: "x\\nrm -rf /"') });
    const { out } = run([...UP, root, '--format', 'bash']);
    expect(out).not.toMatch(/^rm/m);
  });
});

describe('no plan', () => {
  test('1, with the way, when there is none', () => {
    expect(run(['upgrade-plan', '--from', 'v1.0.5', '--to', 'v0.4.6'])).toEqual({
      code: 1,
      out: '',
      err: 'no plan: v0.4.6 is older than v1.0.5; the steps of a plan from v0.4.6 to v1.0.5 have their ways back\n',
    });
    expect(JSON.parse(run(['upgrade-plan', '--from', 'v0.4.6', '--to', 'v0.5.0', '--format', 'json']).out))
      .toEqual({ from: 'v0.4.6', to: 'v0.5.0', reason: expect.stringContaining('go to v0.5.2 or newer') });
  });

  test('2 when something cannot be read', () => {
    const root = filesOf({ 'a.yaml': 'a: [\n' });
    expect(run([...UP, join(root, 'a.yaml')])).toMatchObject({ code: 2, out: '' });
  });

  test.each([
    [['upgrade-plan'], 'give the release that runs and the one to come to'],
    [['upgrade-plan', '--from', 'v0.4.6'], 'give the release that runs and the one to come to'],
    [['upgrade-plan', '--from', 'v0.4.4', '--to', 'v1.0.5'], "unknown Agent Sandbox release 'v0.4.4'"],
    [['upgrade-plan', '--from', 'v0.4.6', '--to', 'v1.0.6'], '--like v1.0.5'],
    [[...UP, '--format', 'yaml'], "--format 'yaml' is unknown; give one of text, markdown, json, bash, commits"],
    [[...UP, '--profile', 'soft'], "profile 'soft' is unknown"],
    [['plan'], "did you mean 'upgrade-plan'"],
  ])('2: fails if the arguments are not understood: %j', (args, message) => {
    const { code, err } = run(args);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });
});
