/** Manifests that no app makes: of a text, and of files. */
import { join } from 'node:path';
import * as kplus from 'cdk8s-plus-28';
import { AgentSandboxVersion, Manifests, ManifestsOptions, NetworkTarget } from '../../src';
import { directories, writeFiles } from '../support/directories';

const directory = directories();

const sandbox = (name: string, more = '') => `apiVersion: agents.x-k8s.io/v1beta1
kind: Sandbox
metadata:
  name: ${name}
  namespace: agents
spec:
  podTemplate:
    spec:
      runtimeClassName: gvisor
      containers:
        - name: main
          image: registry.example.com/devbox:2.4
${more}`;
const claim = `apiVersion: extensions.agents.x-k8s.io/v1beta1
kind: SandboxClaim
metadata:
  name: nightly
  namespace: agents
spec:
  warmPoolRef:
    name: python
`;
const install = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: agent-sandbox-controller
  namespace: agent-sandbox-system
spec:
  selector: { matchLabels: { app: a } }
  template:
    metadata: { labels: { app: a } }
    spec:
      containers:
        - name: controller
          image: registry.k8s.io/agent-sandbox/agent-sandbox-controller:v0.4.6
`;

test('a text has the objects of all its documents, also of lists', () => {
  const item = '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, namespace: agents } }';
  const list = `apiVersion: v1\nkind: List\nitems:\n  - ${item}\n`;
  const manifests = Manifests.fromYaml(`${sandbox('dev')}---\n${list}---\n# nothing\n`);
  expect(manifests.objectCount).toBe(2);
  manifests.hasObject('Sandbox', { metadata: { name: 'dev' } });
  manifests.hasObject('ConfigMap', { metadata: { name: 'a' } });
  manifests.hasNoFindings();
});

test('JSON is YAML', () => {
  Manifests.fromYaml('{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}').hasObjectCount('ConfigMap', 1);
});

test('findings are those of validate, at their lines', () => {
  const manifests = Manifests.fromYaml(sandbox('dev', '  replica: 1\n'));
  expect(() => manifests.hasNoFindings()).toThrow(
    /^expected no findings, found 1:\n {2}error ASB101 at line 13, column 3 \(Sandbox agents\/dev\): .*replica/,
  );
  manifests.hasFinding('ASB101', { object: 'Sandbox agents/dev' });
  manifests.hasError("there is no field 'replica'");
  expect(() => manifests.hasNoErrors()).toThrow('expected no errors, found 1:');
});

test('a failure names the closest object and its differences', () => {
  expect(() => Manifests.fromYaml(sandbox('dev')).hasObject('Sandbox', { metadata: { name: 'dave' } })).toThrow(
    'no Sandbox matches; the closest of 1 is Sandbox agents/dev:\n  metadata.name: expected "dave", found "dev"',
  );
});

test('the release is that of the option, of an install, or the newest', () => {
  const fields = sandbox('dev', '  operatingMode: Suspended\n');
  Manifests.fromYaml(fields).hasNoErrors();
  Manifests.fromYaml(fields, { version: AgentSandboxVersion.V0_4_6 }).hasError('v1beta1');
  Manifests.fromYaml(`${install}---\n${fields}`).hasError('v1beta1');
});

test('in a closed world, what is not among them does not exist', () => {
  Manifests.fromYaml(claim).hasNoErrors();
  Manifests.fromYaml(claim, { closedWorld: true }).hasFinding('ASB213');
});

test('a namespace is held against those that name another', () => {
  Manifests.fromYaml(claim, { namespace: 'other' }).hasFinding('ASB109');
  Manifests.fromYaml(claim, { namespace: 'agents' }).hasNoFinding('ASB109');
});

test('files and directories are read in the order of names, and findings have their files', () => {
  const root = directory();
  writeFiles(root, {
    'dist/b.yaml': sandbox('b', '  replica: 1\n'),
    'dist/below/c.yml': sandbox('c'),
    'dist/values.yaml': 'replicas: 3\n',
    'dist/notes.txt': 'not YAML: [',
    'a.json': JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }),
  });
  const manifests = Manifests.fromFiles([join(root, 'a.json'), join(root, 'dist')]);
  expect(manifests.objectsOf('Sandbox').map(({ metadata }) => metadata.name)).toEqual(['b', 'c']);
  expect(manifests.findings.map(({ path }) => path)).toEqual([`${join(root, 'dist/b.yaml')}:13:3`]);
  expect(() => manifests.hasNoObject('Sandbox', { metadata: { name: 'c' } })).toThrow(
    `found Sandbox agents/c (${join(root, 'dist/below/c.yml')})`,
  );
});

describe('fails if', () => {
  const options = (given: unknown) => given as ManifestsOptions;

  test.each<[string, () => unknown, string | RegExp]>([
    ['the text is no YAML', () => Manifests.fromYaml('kind: Sandbox\n  a: [\n'), /^line \d: /],
    ['a document is no object', () => Manifests.fromYaml('replicas: 3\n'), /^line 1: .*apiVersion/],
    ['the text is a path object', () => Manifests.fromYaml({} as string), 'the YAML is {}; give text'],
    ['a file is not there', () => Manifests.fromFiles(['none.yaml']), 'none.yaml'],
    ['no path is given', () => Manifests.fromFiles([]), 'no manifest is in no path; give files'],
    [
      'the version is text', () => Manifests.fromYaml(claim, options({ version: 'v1.0.5' })),
      "'version' is 'v1.0.5'; give an AgentSandboxVersion",
    ],
    [
      'an option is mistyped', () => Manifests.fromYaml(claim, options({ closedworld: true })),
      "the options of Manifests.fromYaml have 'closedworld', which is not an option; use 'closedWorld'",
    ],
    [
      'the network is asked about', () => {
        const [target, port] = [NetworkTarget.domain('a.io'), kplus.NetworkPolicyPort.tcp(1)];
        Manifests.fromYaml(claim).mayReach(undefined as never, target, port);
      },
      'manifests of text have no constructs to ask about; use Manifests.fromApp or fromChart',
    ],
  ])('%s', (_, act, message) => { expect(act).toThrow(message); });
});
