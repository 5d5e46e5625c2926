import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../support/cli';

let directory: string;

beforeEach(() => { directory = mkdtempSync(join(tmpdir(), 'import-')); });
afterEach(() => { rmSync(directory, { recursive: true, force: true }); });

function file(name: string, text: string): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

const TEMPLATE = `apiVersion: extensions.agents.x-k8s.io/v1beta1
kind: SandboxTemplate
metadata:
  name: python
  namespace: evals
spec:
  podTemplate:
    spec:
      containers:
        - name: python
          image: registry.example.com/python:3.14
`;

const DUMP = `apiVersion: v1
kind: List
items:
  - apiVersion: extensions.agents.x-k8s.io/v1beta1
    kind: SandboxWarmPool
    metadata:
      name: pool
      namespace: evals
      uid: 0d2f
      resourceVersion: "7"
      generation: 3
      creationTimestamp: "2026-11-01T00:00:00Z"
      managedFields: [{ manager: kubectl }]
      annotations:
        kubectl.kubernetes.io/last-applied-configuration: "{}"
    spec: { replicas: 2, sandboxTemplateRef: { name: python }, updateStrategy: { type: OnReplenish } }
    status: { replicas: 2 }
  - apiVersion: agents.x-k8s.io/v1beta1
    kind: Sandbox
    metadata:
      name: pool-x7
      namespace: evals
      uid: 0d30
      ownerReferences:
        - { apiVersion: extensions.agents.x-k8s.io/v1beta1, kind: SandboxWarmPool, name: pool, controller: true }
    spec: { podTemplate: { spec: { containers: [] } } }
  - apiVersion: v1
    kind: Secret
    metadata: { name: keys, namespace: evals, uid: 0d31 }
    data: { token: c2VjcmV0 }
`;

test('prints a program, and with --check that it makes the same', () => {
  const { code, out, err } = run(['import', file('a.yaml', TEMPLATE), '--check']);
  expect({ code, err }).toEqual({ code: 0, err: 'checked: the program ran, and makes equal objects\n' });
  expect(out).toContain("const evals = new Chart(app, 'evals', { namespace: 'evals' });");
  expect(out).toContain("python = new SandboxTemplate(evals, 'Python', {\n  metadata: { name: 'python' },");
});

test('writes a file that does not exist, and no other', () => {
  const input = file('a.yaml', TEMPLATE);
  const output = join(directory, 'main.ts');
  expect(run(['import', input, '-o', output])).toEqual({ code: 0, out: '', err: '' });
  expect(readFileSync(output, 'utf8')).toBe(run(['import', input]).out);
  const { code, err } = run(['import', input, '-o', output]);
  expect(code).toBe(1);
  expect(err).toMatch(/^error: .*main\.ts' exists; /);
});

test('writes a project, whose files must not exist', () => {
  const input = file('a.yaml', TEMPLATE);
  const outdir = join(directory, 'My Platform');
  expect(run(['import', input, '--outdir', outdir])).toEqual({ code: 0, out: '', err: '' });
  expect(readdirSync(outdir).sort()).toEqual(['.gitignore', 'cdk8s.yaml', 'main.ts', 'package.json', 'tsconfig.json']);
  const text = (name: string) => readFileSync(join(outdir, name), 'utf8');
  expect(text('main.ts')).toBe(run(['import', input]).out);
  expect(JSON.parse(text('package.json'))).toMatchObject({
    name: 'my-platform',
    dependencies: { 'cdk8s': '^2', 'cdk8s-agent-sandbox': expect.stringMatching(/^\^\d/), 'cdk8s-plus-28': '^2' },
  });
  expect(text('cdk8s.yaml')).toContain('app: npx tsx main.ts');
  rmSync(join(outdir, 'main.ts'));
  const { code, err } = run(['import', input, '--outdir', outdir]);
  expect({ code, isWritten: existsSync(join(outdir, 'main.ts')) }).toEqual({ code: 1, isWritten: false });
  expect(err).toMatch(/^error: .*package\.json' exists; /);
});

test('a dump of a cluster: no status, nothing of the API server, and no object or secret of others', () => {
  const { code, out, err } = run(['import', file('dump.yaml', DUMP), '--check']);
  expect(code).toBe(0);
  expect(out).toContain("new WarmPool(evals, 'Pool', {");
  expect(out).not.toMatch(/0d2f|managedFields|status|c2VjcmV0|pool-x7/);
  expect(err).toBe("Sandbox evals/pool-x7 is left out: the controller of SandboxWarmPool 'pool' makes it\n"
    + 'Secret evals/keys is left out: it was read from a cluster, and its values do not belong into code; refer to it '
    + 'by name\nchecked: the program ran, and makes equal objects\n');
});

test('Windows line ends give the same program', () => {
  expect(run(['import', file('b.yaml', TEMPLATE.replace(/\n/g, '\r\n'))]).out)
    .toBe(run(['import', file('a.yaml', TEMPLATE)]).out);
});

test('objects that repeat become a loop', () => {
  const many = Array.from({ length: 12 }, (_, index) => TEMPLATE.replace('name: python', `name: python-${index}`));
  const { out, code } = run(['import', file('a.yaml', many.join('---\n')), '--check']);
  expect(code).toBe(0);
  expect(out.match(/new SandboxTemplate/g)).toHaveLength(1);
  expect(out).toContain('for (const name of [\n');
});

test('an error that the platform has anyway is lowered, so that the program synthesizes', () => {
  const odd = TEMPLATE.replace('containers:', 'nodeName: 5\n      containers:');
  const { out, code } = run(['import', file('a.yaml', odd), '--check']);
  expect(code).toBe(0);
  expect(out).toContain("Findings.of(evals).downgrade('ASB102', 'It was so in the imported YAML.');");
});

test('says so if nothing is of Agent Sandbox', () => {
  const { code, err } = run(['import', file('a.yaml', 'apiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n')]);
  expect({ code, err }).toEqual({
    code: 0,
    err: 'nothing of Agent Sandbox is among the objects: no install, template, pool, claim or sandbox\n',
  });
});

describe('fails if', () => {
  test('nothing is given', () => {
    expect(run(['import'])).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/^error: nothing to import;/) });
  });

  test('YAML is broken, and names the place', () => {
    const broken = file('a.yaml', `${TEMPLATE}---\na: [\n`);
    const output = join(directory, 'main.ts');
    const { code, out, err } = run(['import', broken, '-o', output]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/a\.yaml:\d+:\d+: /);
    expect(existsSync(output)).toBe(false);
  });

  test('a file is written twice over', () => {
    expect(run(['import', file('a.yaml', TEMPLATE), '-o', 'a.ts', '--outdir', 'a']))
      .toMatchObject({ code: 2, err: expect.stringContaining('--out and --outdir are both given') });
  });

  test('the folder of the program is missing', () => {
    expect(run(['import', file('a.yaml', TEMPLATE), '-o', join(directory, 'none/a.ts')]))
      .toMatchObject({ code: 1, err: expect.stringContaining("none' does not exist; make it, or name another file") });
  });

  test('the input is empty, or has a template of Helm, and nothing is written', () => {
    const output = join(directory, 'main.ts');
    const cases = [['', /there is no object in/], ['# a\n---\n', /there is no/], ['a: {{ .b }}\n', /is a template; /]] as const;
    for (const [text, why] of cases) {
      const { code, out, err } = run(['import', file('a.yaml', text), '-o', output]);
      expect({ code, out, err, isWritten: existsSync(output) })
        .toEqual({ code: 2, out: '', err: expect.stringMatching(why), isWritten: false });
    }
  });

  test('a directory has no manifest', () => {
    expect(run(['import', directory])).toMatchObject({ code: 2, err: expect.stringContaining('no *.yaml') });
  });
});
