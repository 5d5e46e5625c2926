import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../support/cli';
import { directories, writeFiles } from '../../support/directories';

const directory = directories();

const sandbox = (metadata: string, more = '') => `apiVersion: agents.x-k8s.io/v1beta1
kind: Sandbox
metadata: ${metadata}
spec:
  podTemplate: {spec: {runtimeClassName: gvisor, containers: [{name: main, image: registry.example.com/devbox:2026.10}]}}
${more}`;
const TEMPLATE = sandbox('{name: t}')
  .replace('agents.x', 'extensions.agents.x')
  .replace('kind: Sandbox', 'kind: SandboxTemplate');
const pool = (metadata: string) => `apiVersion: extensions.agents.x-k8s.io/v1beta1
kind: SandboxWarmPool
metadata: ${metadata}
spec: {replicas: 1, sandboxTemplateRef: {name: t}}
`;

const CLAIMS =
  '  volumeClaimTemplates:\n' +
  '    - {metadata: {name: w}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}\n';
const CLAIM_WITHOUT_MOUNT = sandbox('{name: unmounted}', CLAIMS);

/** A run in a directory with these files; arguments that are among them, or `.`, are paths there. */
function validate(texts: Readonly<Record<string, string>>, ...args: string[]) {
  const root = directory();
  writeFiles(root, texts);
  const { code, out, err } = run([
    'validate',
    ...args.map((arg) => (arg === '.' ? root : Object.hasOwn(texts, arg) ? join(root, arg) : arg)),
  ]);
  return { code, out: out.replaceAll(`${root}/`, ''), err: err.replaceAll(`${root}/`, '') };
}

describe('fails with 2 if the standard input has no object', () => {
  test.each([
    [''],
    ['\n\n'],
    ['# nothing\n---\n'],
    ['---\n---\n'],
    ['null\n'],
    ['apiVersion: v1\nkind: List\nitems: []\n'],
  ])('%j', (text) => {
    const file = join(directory(), 'in');
    writeFileSync(file, text);
    for (const args of [['-'], ['-', '--release', 'v1.0.5']]) {
      const stdin = openSync(file, 'r');
      try {
        expect(run(['validate', ...args], undefined, stdin)).toEqual({
          code: 2,
          out: '',
          err: expect.stringMatching(
            /^stdin:1:1: holds no object; check the command before it: .*\n0 objects of Agent Sandbox /,
          ),
        });
      } finally {
        closeSync(stdin);
      }
    }
  });

  test('a file may be empty', () => {
    expect(validate({ 'a.yaml': '' }, 'a.yaml').code).toBe(0);
  });
});

describe('--namespace', () => {
  test('is that of manifests without one', () => {
    const texts = { 'a.yaml': sandbox('{name: dev}', '  nonsense: 1\n') };
    expect(validate(texts, '.', '--namespace', 'research').out).toMatch(/ error ASB101 Sandbox research\/dev: /);
    expect(validate(texts, '.', '-n', 'research').out).toMatch(/ error ASB101 Sandbox research\/dev: /);
    expect(validate(texts, '.').out).toMatch(/ error ASB101 Sandbox dev: /);
  });

  test('fails if a manifest names another, as kubectl does', () => {
    const texts = { 'a.yaml': sandbox('{name: dev, namespace: prod}') };
    expect(validate(texts, '.', '-n', 'research')).toMatchObject({
      code: 1,
      out: "a.yaml:3:23: error ASB109 Sandbox prod/dev: it names namespace 'prod', and '--namespace research' another: "
        + "kubectl refuses it; remove 'metadata.namespace', or validate it without '--namespace'\n",
    });
    expect(validate(texts, '.', '-n', 'prod').code).toBe(0);
    const cluster = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: research}\n';
    expect(validate({ 'a.yaml': cluster }, '.', '-n', 'prod').code).toBe(0);
  });

  test('joins what names it and what does not', () => {
    const texts = { 'a.yaml': `${TEMPLATE}---\n${pool('{name: p, namespace: research}')}` };
    expect(validate(texts, '.', '-n', 'research', '--closed-world').out).toBe('');
    expect(validate(texts, '.', '--closed-world').out).toMatch(/error ASB213 SandboxWarmPool research\/p/);
  });

  test('is that of old objects and of parameters, too', () => {
    const old = sandbox('{name: dev, namespace: research}', '  volumeClaimTemplates: []\n');
    const texts = { 'a.yaml': sandbox('{name: dev}', CLAIMS), 'old.yaml': old };
    expect(validate(texts, 'a.yaml', '--old', 'old.yaml', '-n', 'research').out).toContain('ASB103');
    expect(validate(texts, 'a.yaml', '--old', 'old.yaml', '-n', 'other').out).not.toContain('ASB103');
  });

  test.each([['My_NS'], ['']])('fails if it is %j', (name) => {
    const { code, err } = validate({ 'a.yaml': TEMPLATE }, '.', '--namespace', name);
    expect([code, err]).toEqual([2, expect.stringMatching(/^error: namespace '(My_NS)?' is not /)]);
  });
});

test('in a closed world no namespace is the default one', () => {
  const explicit = TEMPLATE.replace('{name: t}', '{name: t, namespace: default}');
  expect(validate({ 'a.yaml': explicit, 'b.yaml': pool('{name: p}') }, '.', '--closed-world').out).toBe('');
  expect(
    validate({ 'a.yaml': TEMPLATE, 'b.yaml': pool('{name: p, namespace: default}') }, '.', '--closed-world').out,
  ).toBe('');
  const both = { 'a.yaml': explicit, 'b.yaml': TEMPLATE };
  expect(validate(both, '.', '--closed-world').out).toContain('ASB218');
  expect(validate(both, '.').out).toBe('');
});

describe('what a kustomization patches or generates with is no object', () => {
  const patch =
    'apiVersion: agents.x-k8s.io/v1beta1\nkind: Sandbox\nmetadata: {name: dev}\nspec: {operatingMode: Suspended}\n';
  const JSON_PATCH = '- {op: replace, path: /spec/operatingMode, value: Suspended}\n';
  const REPLACEMENT = 'source: {kind: ConfigMap, fieldPath: data.a}\ntargets: []\n';
  const summary = (files: number, others: string) =>
    new RegExp(`^1 object of Agent Sandbox \\S+ in ${files} files?: 0 errors, 0 warnings; passed over: ${others}\\n$`);

  test.each<[string, string]>([
    ['patches', 'patches: [{path: fix.yaml, target: {kind: Sandbox}}]'],
    ['patchesStrategicMerge', 'patchesStrategicMerge: [fix.yaml, "a: 1\\n"]'],
    ['patchesJson6902', 'patchesJson6902: [{path: ./fix.yaml}]'],
    ['replacements', 'replacements: [{path: fix.yaml}]'],
    ['configMapGenerator', 'configMapGenerator: [{name: a, files: [fix.yaml]}]'],
    ['secretGenerator', 'secretGenerator: [{name: a, files: [key=fix.yaml]}]'],
    ['transformers', 'transformers: [fix.yaml]'],
    ['helmCharts', 'helmCharts: [{name: a, valuesFile: fix.yaml}]'],
  ])('%s', (_, text) => {
    const texts = {
      'dev.yaml': sandbox('{name: dev}'),
      'fix.yaml': patch,
      'kustomization.yaml': `resources: [dev.yaml]\n${text}\n`,
    };
    const { code, out, err } = validate(texts, '.');
    expect([code, out]).toEqual([0, '']);
    expect(err).toMatch(summary(2, '1 other document, 1 file that a kustomization patches or generates with'));
    // Named one by one, as a shell does it.
    expect(validate(texts, 'dev.yaml', 'fix.yaml', 'kustomization.yaml')).toMatchObject({ code: 0, out: '' });
    // Without the kustomization on the command line, as a hook does it.
    expect(validate(texts, 'fix.yaml')).toMatchObject({ code: 0, out: '' });
  });

  test('in components and above, also of JSON', () => {
    const texts = {
      'base/dev.yaml': sandbox('{name: dev}'),
      'base/kustomization.yml':
        'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [dev.yaml]\n',
      'gpu/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n' +
        'patches: [{path: ../patches/a.yaml}, {path: b.json}]\n',
      'gpu/b.json': '[{"op": "remove", "path": "/spec/operatingMode"}]',
      'patches/a.yaml': patch,
      'patches/json.yaml': JSON_PATCH,
      'patches/replacement.yaml': REPLACEMENT,
    };
    const { code, out, err } = validate(texts, '.');
    expect([code, out]).toEqual([0, '']);
    expect(err).toMatch(
      summary(5, '2 objects of other kinds, 2 other documents, 2 files that a kustomization patches or generates with'),
    );
  });

  test('what is a resource, and what no kustomization names, is judged', () => {
    const texts = { 'dev.yaml': sandbox('{name: dev}'), 'fix.yaml': patch };
    expect(validate(texts, '.')).toMatchObject({ code: 1, out: expect.stringContaining('fix.yaml:4:') });
    const more = { ...texts, 'kustomization.yaml': 'resources: [dev.yaml, fix.yaml]\n' };
    expect(validate(more, '.')).toMatchObject({ code: 1, out: expect.stringContaining('fix.yaml:4:') });
  });

  test.each([['patches: fix.yaml'], ['patches: [null, 1, {path: 1}, {path: ""}, {path: nowhere.yaml}]'], ['['], ['']])(
    'a kustomization that holds %j hides nothing', (text) => {
      const { out } = validate({ 'fix.yaml': patch, 'kustomization.yaml': `${text}\n` }, '.');
      expect(out).toContain('fix.yaml:4:');
    },
  );
});

describe('--quiet', () => {
  const texts = { 'a.yaml': `${sandbox('{name: bad}', '  nonsense: 1\n')}---\n${CLAIM_WITHOUT_MOUNT}` };

  test.each([['text'], ['json'], ['sarif'], ['junit'], ['github']])('prints errors alone, in format %s', (format) => {
    const { code, out, err } = validate(texts, '.', '--quiet', '--format', format);
    expect([code, err]).toEqual([1, '']);
    expect(out).toContain('ASB101');
    expect(out).not.toContain('ASB224');
  });

  test('prints what fails, and what cannot be read', () => {
    expect(validate(texts, '.', '-q', '--strict').out).toContain('ASB224');
    expect(validate({ 'a.yaml': 'a: b: c' }, '.', '-q').err).toMatch(/^a\.yaml:1:5: .*\n$/);
  });
});

test('an object whose group is misspelt or left out is judged; one of another project is passed over', () => {
  const of = (apiVersion: string, kind = 'SandboxTemplate') =>
    validate({ 'a.yaml': `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\nspec: {}\n` }, '.').out;
  expect(of('extensions.agent.x-k8s.io/v1beta1')).toContain('its group is extensions.agents.x-k8s.io');
  expect(of('v1beta1')).toContain('its group is extensions.agents.x-k8s.io');
  expect(of('agents.k8s.io/v1beta1', 'Sandbox')).toContain('its group is agents.x-k8s.io');
  expect(of('sandbox.example.com/v1', 'Sandbox')).toBe('');
});
