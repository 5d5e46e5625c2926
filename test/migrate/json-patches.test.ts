/** JSON patches of objects of ours: in a kustomization, and in files that it names. */
import { codesOf, migrated, textAfter } from './support';

const kustomization = (rest: string) => `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n${rest}`;
const steps = (path: string, value: string, indent = '') => [
  '- op: test', '  path: /metadata/name', '  value: a # kept', '- op: replace', `  path: ${path}`, `  value: ${value}`, '',
].map((line) => (line ? indent + line : line)).join('\n');

const NAMED = (path: string, group = 'group: agents.x-k8s.io, ') => (
  kustomization(`patches:\n- target: { ${group}kind: Sandbox, name: a }\n  path: ${path}\n`)
);

test.each([['patches'], ['patchesJson6902']])('replicas in %s become an operating mode', (list) => {
  const text = (path: string, value: string) => (
    kustomization(`${list}:\n- target: { kind: Sandbox }\n  patch: |-\n${steps(path, value, '    ').trimEnd()}\n`)
  );
  const migration = migrated({ 'kustomization.yaml': text('/spec/replicas', '0') });
  expect(migration.after['kustomization.yaml']).toBe(text('/spec/operatingMode', 'Suspended'));
  expect(migration.findings).toEqual([]);
  expect(migration.decisions.map(({ what, why }) => [what, why])).toEqual([
    ['replace operatingMode: Suspended', 'it was /spec/replicas: 0'],
  ]);
  expect(textAfter(text('/spec/operatingMode', 'Suspended'), 'kustomization.yaml'))
    .toBe(text('/spec/operatingMode', 'Suspended'));
});

test.each([
  ['a group', 'group: agents.x-k8s.io, '],
  ['no group', ''],
])('a file that a kustomization with %s names is edited, though it names nothing of ours', (_, group) => {
  const texts = {
    'base/kustomization.yaml': NAMED('../patches/a.yaml', group), 'patches/a.yaml': steps('/spec/replicas', '1'),
  };
  const migration = migrated(texts);
  expect(migration.after).toEqual({ ...texts, 'patches/a.yaml': steps('/spec/operatingMode', 'Running') });
  expect(migrated(migration.after).after).toEqual(migration.after);
});

test('a patch in JSON is edited', () => {
  const text = (path: string, value: string) => `[\n  { "op": "add", "path": "${path}", "value": ${value} }\n]\n`;
  const { after } = migrated({ 'kustomization.yaml': NAMED('a.json'), 'a.json': text('/spec/replicas', '0') });
  expect(after['a.json']).toBe(text('/spec/operatingMode', '"Suspended"'));
});

test('a step that removes the field names the new one', () => {
  const text = (path: string) => `- op: remove\n  path: ${path}\n`;
  const { after } = migrated({ 'kustomization.yaml': NAMED('a.yaml'), 'a.yaml': text('/spec/replicas') });
  expect(after['a.yaml']).toBe(text('/spec/operatingMode'));
});

test('files that no kustomization names as patches of ours stay as they are', () => {
  const texts = {
    'kustomization.yaml': NAMED('a.yaml').replace('kind: Sandbox', 'kind: Deployment'),
    'a.yaml': steps('/spec/replicas', '1'),
  };
  expect(migrated(texts)).toMatchObject({ after: texts, findings: [], decisions: [] });
});

test('a group of somebody else is not ours', () => {
  const texts = {
    'kustomization.yaml': NAMED('a.yaml', 'group: sandbox.example.com, '), 'a.yaml': steps('/spec/replicas', '1'),
  };
  expect(migrated(texts)).toMatchObject({ after: texts, findings: [] });
});

test.each([
  ['a number that is no mode', 'Sandbox', steps('/spec/replicas', '2'), '/spec/replicas'],
  ['a copy of the field', 'Sandbox', '- op: copy\n  from: /spec/replicas\n  path: /metadata/x\n', '/spec/replicas'],
  [
    'the template of a claim', 'SandboxClaim', steps('/spec/sandboxTemplateRef/name', 'b'),
    '/spec/sandboxTemplateRef/name',
  ],
  ['the pool of a claim', 'SandboxClaim', steps('/spec/warmpool', 'b'), '/spec/warmpool'],
])('%s is left to a person', (_, kind, text, field) => {
  const texts = { 'kustomization.yaml': NAMED('a.yaml', '').replace('kind: Sandbox', `kind: ${kind}`), 'a.yaml': text };
  const migration = migrated(texts);
  expect(migration.after).toEqual(texts);
  expect(codesOf(migration)).toEqual(['ASB413 the document']);
  expect(migration.findings[0].message).toBe(`a patch of ${kind} names ${field}, which v1.0.5 does not have`);
});
