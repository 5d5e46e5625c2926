import { run } from '../../support/cli';
import { directories, writeFiles } from '../../support/directories';

const POD = 'runtimeClassName: gvisor, containers: [{ name: main, image: "registry.example.com/a:1" }]';
const TEMPLATE = `apiVersion: extensions.agents.x-k8s.io/v1beta1
kind: SandboxTemplate
metadata: { name: python, namespace: research }
spec:
  networkPolicy: { egress: [{ to: [{ ipBlock: { cidr: 10.20.0.0/16 } }] }] }
  podTemplate:
    spec: { ${POD} }
`;
const DEV = `apiVersion: agents.x-k8s.io/v1beta1
kind: Sandbox
metadata: { name: dev, namespace: research }
spec:
  podTemplate:
    spec: { ${POD} }
`;
const CLOSED = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: closed, namespace: research }
spec: { podSelector: {}, policyTypes: [Egress] }
`;
const RBAC = `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader, namespace: research }
rules: [{ apiGroups: [""], resources: [secrets], verbs: [get, list] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: reader, namespace: research }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader }
subjects: [{ kind: ServiceAccount, name: default, namespace: research }]
`;

const directory = directories();

function files(content: Readonly<Record<string, string>>): string {
  const path = directory();
  writeFiles(path, content);
  return path;
}

const PLATFORM = { 'a.yaml': [TEMPLATE, DEV].join('---\n'), 'b.yaml': [CLOSED, RBAC].join('---\n') };

test('tells what each Sandbox and template of a folder reaches, by what other files grant', () => {
  const { code, out, err } = run(['blast', files(PLATFORM), '--pod-cidr', '192.168.0.0/16']);
  expect([code, err]).toEqual([0, '']);
  expect(out).toBe(`sandboxes of template 'research/python'
  network
    10.20.0.0/16
  API server: nothing
    no token is mounted; one would allow: get, list on secrets in namespace 'research'
  Secrets: nothing
  identity: nothing
  shared volumes: nothing
  node: nothing

sandbox 'research/dev'
  network: nothing
  API server
    get, list on secrets in namespace 'research'  (RoleBinding 'research/reader')
    a token of its ServiceAccount is mounted
  Secrets
    all of namespace 'research', by the API  (RoleBinding 'research/reader')
  identity: nothing
  shared volumes: nothing
  node: nothing
`);
});

test('ends with 1 beyond a budget, and says what is too much', () => {
  const path = files({ ...PLATFORM, 'budget.json': '{ "network": { "cidrs": ["10.0.0.0/8"] }, "secrets": {} }' });
  const args = [`${path}/a.yaml`, `${path}/b.yaml`, '--pod-cidr', '192.168.0.0/16'];
  const { code, out } = run(['blast', ...args, '--budget', `${path}/budget.json`]);
  expect(code).toBe(1);
  expect(out).toContain('    10.20.0.0/16\n');
  expect(out).toContain("    ! all of namespace 'research', by the API");
  expect(run(['blast', ...args, '--budget', `${path}/budget.json`, '--only', 'python']).code).toBe(0);
  expect(run(['blast', ...args, '--isolated', '--only', 'research/python']).out).toContain('    ! 10.20.0.0/16\n');
  const both = ['--isolated', '--budget', `${path}/budget.json`, '--only', 'python'];
  expect(run(['blast', ...args, ...both]).out).toContain('within its budget');
});

test('writes JSON, SARIF with places, and pictures', () => {
  const path = files(PLATFORM);
  const json = JSON.parse(run(['blast', path, '--format', 'json']).out);
  expect(json.subjects.map(({ subject, file, line }: any) => [subject, file, line])).toEqual([
    ["sandboxes of template 'research/python'", `file://${path}/a.yaml`, 1],
    ["sandbox 'research/dev'", `file://${path}/a.yaml`, 9],
  ]);
  const { runs: [{ results, tool }] } = JSON.parse(run(['blast', path, '--isolated', '--format', 'sarif']).out);
  expect(tool.driver.rules.map(({ id }: any) => id)).toEqual([
    'ASB455', 'ASB456', 'ASB457', 'blast-api', 'blast-network', 'blast-secrets',
  ]);
  const secrets = results.find(({ ruleId }: any) => ruleId === 'ASB457');
  expect([secrets.level, secrets.locations[0].physicalLocation.region.startLine]).toEqual(['error', 9]);
  expect(run(['blast', path, '--format', 'svg']).out).toMatch(/^<svg /);
  expect(run(['blast', path, '--format', 'mermaid']).out).toMatch(/^flowchart/);
  expect(run(['blast', path, '--format', 'dot']).out).toMatch(/^digraph/);
});

test('of files without sandboxes it says so', () => {
  expect(run(['blast', files({ 'a.yaml': CLOSED })])).toEqual({
    code: 0, out: 'there are no sandboxes and no templates\n', err: '',
  });
});

test.each<[string, string[]]>([
  ['nothing to look at', []],
  ["--format 'xml' is unknown", ['x', '--format', 'xml']],
  ["'10.0.0.1/8' has bits set", ['x', '--pod-cidr', '10.0.0.1/8']],
  ['no such file or directory', ['x', '--budget', 'does-not-exist.json']],
])('fails if arguments make no sense: %s', (message, args) => {
  const { code, err } = run(['blast', ...args]);
  expect(code).toBe(2);
  expect(err).toContain(message);
});

test('fails if a budget or a name is wrong, or a file cannot be read', () => {
  const path = files({ ...PLATFORM, 'budget.txt': '{ "netwrk": {} }', 'c.txt': 'a: [' });
  const budget = run(['blast', path, '--budget', `${path}/budget.txt`]);
  expect([budget.code, budget.err]).toEqual([2, expect.stringContaining("have 'netwrk', which is not an option")]);
  const only = run(['blast', path, '--only', 'elsewhere']);
  expect([only.code, only.err]).toEqual([2, expect.stringContaining("--only 'elsewhere' is no Sandbox")]);
  const { code, out } = run(['blast', `${path}/c.txt`]);
  expect([code, out]).toEqual([2, '']);
});

test('diff tells which edit widens and narrows it', () => {
  const before = files({ ...PLATFORM, 'b.yaml': [CLOSED, RBAC.replace('[secrets]', '[pods]')].join('---\n') });
  const after = files(PLATFORM);
  const { out } = run(['diff', before, after]);
  expect(out.replace(/\s+/g, ' ')).toContain(
    "code in it may now ask the API server for get, list on secrets in namespace 'research'; and have Secrets all of "
    + "namespace 'research', by the API",
  );
  expect(out).toContain("code in it may no longer ask the API server for get, list on pods in namespace 'research'");
  const wider = files({ ...PLATFORM, 'a.yaml': [TEMPLATE.replace('10.20.0.0/16', '10.0.0.0/8'), DEV].join('---\n') });
  expect(run(['diff', after, wider]).out).toMatch(/more: .*10\.0\.0\.0\/8|may now reach 10\./);
});
