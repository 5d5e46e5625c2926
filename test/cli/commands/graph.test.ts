import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../support/cli';
import { xmlErrorOf } from '../../support/xml';

const SANDBOX = `apiVersion: agents.x-k8s.io/v1beta1
kind: Sandbox
metadata: { name: dev, namespace: research }
spec: { podTemplate: { spec: { containers: [{ name: dev, image: registry.example.com/dev:1 }] } } }
`;
const POLICY = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: closed, namespace: research }
spec: { podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 203.0.113.0/24 } }] }] }
`;

let directory: string;
let cwd: string;

beforeEach(() => {
  cwd = process.cwd();
  directory = mkdtempSync(join(tmpdir(), 'graph-'));
  process.chdir(directory);
});
afterEach(() => {
  process.chdir(cwd);
  rmSync(directory, { recursive: true });
});

function graph(files: Readonly<Record<string, string>>, ...options: readonly string[]) {
  for (const [name, text] of Object.entries(files)) { writeFileSync(name, text); }
  return run(['graph', '.', ...options]);
}

test('draws the objects of files by file and namespace', () => {
  const { code, out, err } = graph({ 'a.yaml': SANDBOX, 'b.yaml': POLICY });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(xmlErrorOf(out)).toBeUndefined();
  expect(out).toMatch(/>research<[\s\S]*>file a\.yaml<[\s\S]*>dev:1<[\s\S]*>research<[\s\S]*>file b\.yaml</);
});

test('draws who reaches whom, with the peers that policies name', () => {
  const { code, out } = graph({ 'a.yaml': SANDBOX, 'b.yaml': POLICY }, '--network');
  expect(code).toBe(0);
  expect(xmlErrorOf(out)).toBeUndefined();
  expect(out).toMatch(/>research\/dev<[\s\S]*>203\.0\.113\.0\/24<[\s\S]*>internet</);
});

test('prints Mermaid and DOT', () => {
  expect(graph({ 'a.yaml': SANDBOX }, '--format', 'mermaid').out).toMatch(/^flowchart LR\n/);
  expect(graph({ 'a.yaml': SANDBOX }, '--format', 'dot', '--network').out).toMatch(/^digraph "Who reaches whom" \{\n/);
});

test('reads pipes, lists and JSON, and gives the namespace to what names none', () => {
  const list = {
    kind: 'List',
    apiVersion: 'v1',
    items: [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'key' } }],
  };
  const { out } = graph({ 'a.json': JSON.stringify(list) }, '-n', 'research');
  expect(out).toMatch(/>research<[\s\S]*>Secret key</);
});

test('of an object that is written twice the last counts', () => {
  const { out } = graph({ 'a.yaml': SANDBOX, 'b.yaml': SANDBOX.replace('dev:1', 'dev:2') });
  expect([out.includes('>dev:1<'), out.includes('>dev:2<')]).toEqual([false, true]);
});

test('passes over patches of a kustomization, and objects that have no name', () => {
  mkdirSync('base');
  const { code, out } = graph({
    'kustomization.yaml': 'resources: [a.yaml]\npatches: [{ path: patch.yaml }]\n',
    'a.yaml': SANDBOX,
    'patch.yaml': SANDBOX.replace('name: dev,', 'name: patched,'),
    'no-name.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: { name: [1] }\n---\napiVersion: v1\nkind: Secret\n',
  });
  expect(code).toBe(0);
  expect(out).not.toMatch(/patched|Secret/);
});

test('names of files and objects are texts in the picture', () => {
  const hostile = JSON.stringify({
    apiVersion: 'agents.x-k8s.io/v1beta1', kind: 'Sandbox', metadata: { name: '</svg><script>\u001b[2J' }, spec: 7,
  });
  const { code, out } = graph({ '::error::<x>.json': hostile });
  expect(code).toBe(0);
  expect(xmlErrorOf(out)).toBeUndefined();
  expect(out).not.toMatch(/<script|\u001b/);
});

test.each([
  ['spec', '7'], ['spec', '{ podTemplate: [] }'], ['spec', '{ sandboxTemplateRef: { name: 3 } }'],
  ['spec', '{ scaleTargetRef: x, rules: [1, { http: 4 }], selector: { a: {} }, ports: [{}] }'], ['other', '1'],
])('draws objects of any form: %s: %s', (member, value) => {
  const kinds = [
    'Sandbox', 'SandboxTemplate', 'SandboxWarmPool', 'SandboxClaim', 'NetworkPolicy', 'Service', 'Ingress', 'HTTPRoute',
    'HorizontalPodAutoscaler', 'ScaledObject', 'Deployment', 'CronJob', 'RuntimeClass', 'Namespace',
  ];
  const text = kinds.map(
    (kind) => `apiVersion: networking.k8s.io/v1\nkind: ${kind}\nmetadata: { name: a }\n${member}: ${value}\n`,
  );
  for (const option of ['--stack', '--network']) {
    const { code, err } = graph({ 'a.yaml': text.join('---\n') }, option);
    expect({ code, err }).toEqual({ code: 0, err: '' });
  }
});

describe('fails if', () => {
  test.each([
    ['nothing is given', [], 2, /nothing to draw/],
    ['the format is unknown', ['.', '--format', 'png'], 2, /format 'png' is unknown; give one of svg, mermaid, dot/],
    ['two pictures are asked for', ['.', '--stack', '--network'], 2, /give one/],
    ['a file is not there', ['gone.yaml'], 2, /gone\.yaml:1:1: cannot be read/],
  ])('%s', (_, args, code, message) => {
    const result = run(['graph', ...args]);
    expect([result.code, result.out]).toEqual([code, '']);
    expect(result.err).toMatch(message);
  });

  test('a document is broken: nothing is drawn', () => {
    const { code, out, err } = graph({ 'a.yaml': SANDBOX, 'b.yaml': 'a: [' });
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^b\.yaml:1:/);
  });
});
