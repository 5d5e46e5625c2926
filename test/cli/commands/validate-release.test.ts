import { execFileSync } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AgentSandboxVersion } from '../../../src';
import { run } from '../../support/cli';
import { directories, writeFiles } from '../../support/directories';

const directory = directories();
const NEWEST = AgentSandboxVersion.LATEST.id;

const SANDBOX = `apiVersion: agents.x-k8s.io/v1alpha1
kind: Sandbox
metadata: {name: dev, namespace: research}
spec:
  podTemplate: {spec: {runtimeClassName: gvisor, containers: [{name: main, image: registry.example.com/devbox:2026.10}]}}
`;
const controller = (tag: string, name = 'agent-sandbox-controller') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: agent-sandbox-system}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: c, image: "registry.k8s.io/agent-sandbox/agent-sandbox-controller:${tag}", args: [--extensions]}]}
`;

/** A run in a directory with these files. */
function validate(texts: Readonly<Record<string, string>>, ...args: string[]) {
  const root = directory();
  writeFiles(root, texts);
  const { code, out, err } = run(['validate', root, ...args]);
  return { code, out: out.replaceAll(`${root}/`, ''), err: err.replaceAll(`${root}/`, '') };
}

describe('without --release, an install among the files decides', () => {
  test('wherever it stands, and the summary says so', () => {
    expect(validate({ 'a.yaml': SANDBOX, 'b/z.yaml': controller('v0.5.0') })).toEqual({
      code: 0,
      out: '',
      err: '1 object of Agent Sandbox v0.5.0 and 1 of Kubernetes in 2 files: 0 errors, 0 warnings; judged by v0.5.0, '
        + 'which Deployment agent-sandbox-system/agent-sandbox-controller in b/z.yaml runs\n',
    });
    expect(validate({ 'a.yaml': SANDBOX }).err).toMatch(
      new RegExp(`^1 object of Agent Sandbox ${NEWEST} in 1 file: 1 error`),
    );
  });

  test('also on the standard input, which is read once', () => {
    const root = directory();
    writeFileSync(join(root, 'in.yaml'), `${SANDBOX}---\n${controller('v0.5.0')}`);
    const stdin = openSync(join(root, 'in.yaml'), 'r');
    try {
      expect(run(['validate', '-'], undefined, stdin)).toMatchObject({
        code: 0,
        err: expect.stringContaining('v0.5.0'),
      });
    } finally {
      closeSync(stdin);
    }
  });

  test('also in a pipe with a name', () => {
    const root = directory();
    execFileSync('mkfifo', [join(root, 'pipe')]);
    writeFileSync(join(root, 'in.yaml'), `${SANDBOX}---\n${controller('v0.5.0')}`);
    const binary = join(__dirname, '../../../bin/cdk8s-agent-sandbox');
    const command = `cat in.yaml > pipe & '${process.execPath}' '${binary}' validate pipe 2>&1`;
    expect(execFileSync('sh', ['-c', command], { cwd: root, encoding: 'utf8' })).toContain('Agent Sandbox v0.5.0');
  });

  test('is told in every format', () => {
    const printed = (format: string) => validate(
      { 'a.yaml': `${SANDBOX}  nonsense: 1\n---\n${controller('v0.5.0')}` },
      '--format',
      format,
    ).out;
    expect(JSON.parse(printed('json'))).toMatchObject([{ code: 'ASB101', release: 'v0.5.0' }]);
    expect(JSON.parse(printed('sarif')).runs[0].properties).toEqual({ release: 'v0.5.0' });
    expect(printed('junit')).toContain('<property name="release" value="v0.5.0"/>');
    expect(printed('github')).toMatch(
      /\n::notice title=cdk8s-agent-sandbox::judged as Agent Sandbox v0\.5\.0: Deployment .* in a\.yaml runs it\n$/,
    );
  });

  test('of two the newest does, and the other is a warning', () => {
    const { out, err } = validate({ 'a.yaml': controller('v0.5.0'), 'b.yaml': controller('v0.4.6') });
    expect(out).toMatch(
      /^b\.yaml:8:\d+: warning ASB507 Deployment \S+: Deployment \S+ runs v0\.4\.6, and objects are judged as v0\.5\.0 reads them; /,
    );
    expect(err).toContain('judged by v0.5.0');
  });

  test.each([['latest'], ['v0.0.7'], ['custom']])('an image with the tag %s decides nothing', (tag) => {
    expect(validate({ 'a.yaml': controller(tag) }).err).toMatch(
      new RegExp(`^0 objects of Agent Sandbox ${NEWEST} and 1`),
    );
  });

  test('one that is newer than the tool is taken to be like the newest known', () => {
    const { out, err } = validate({ 'a.yaml': controller('v9.0.0') });
    expect(out).toMatch(
      new RegExp(`^a\\.yaml:8:\\d+: warning ASB502 .*: release v9\\.0\\.0 is newer .* judged as ${NEWEST} reads them; .*\n$`),
    );
    expect(err).toMatch(/^0 objects of Agent Sandbox v9\.0\.0 and 1 of/);
  });

  test('a text that is broken does not hide one behind it', () => {
    const { code, err } = validate({ 'a.yaml': `a: b: c\n---\n${controller('v0.5.0')}` });
    expect([code, err]).toEqual([2, expect.stringContaining('Agent Sandbox v0.5.0')]);
  });
});

test('an install of another release than --release is a warning', () => {
  const texts = { 'a.yaml': controller('v0.5.0') };
  expect(validate(texts, '--release', 'v1.0.5').out).toMatch(
    /^a\.yaml:8:\d+: warning ASB507 .* runs v0\.5\.0, and objects are judged as v1\.0\.5 reads them; /,
  );
  expect(validate(texts, '--release', 'v0.5.0').out).toBe('');
});

describe('--like', () => {
  test('stands in for a release that is newer than the tool', () => {
    const { code, err } = validate({ 'a.yaml': SANDBOX }, '--release', 'v9.0.0', '--like', 'v0.5.6');
    expect([code, err]).toEqual([
      0,
      expect.stringMatching(
        /^warning ASB502: release v9\.0\.0 .* of v0\.5\.6; .*\n1 object of Agent Sandbox v9\.0\.0 in 1 file: 0 errors/,
      ),
    ]);
  });

  test.each<[string[], string]>([
    [['--release', 'v9.0.0'], 'it is newer than this library; to assume that it installs as'],
    [
      ['--like', 'v1.0.5'],
      'error: --like v1.0.5 stands in for a release that this tool does not know; name it by --release',
    ],
    [['--release', 'v1.0.5', '--like', 'v1.0.5'], "error: release 'v1.0.5' is not newer than "],
    [['--release', 'v9.0.0', '--like', 'v0.0.1'], "error: unknown Agent Sandbox release 'v0.0.1'"],
  ])('fails if it is not needed, or nothing is known: %j', (args, message) => {
    const { code, err } = validate({ 'a.yaml': SANDBOX }, ...args);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });
});
