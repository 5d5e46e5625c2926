import { spawnSync } from 'node:child_process';
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { KIND_NAMES, KINDS } from '../../../src/api/kinds';
import { run } from '../../support/cli';
import { directories } from '../../support/directories';
import * as fc from '../../support/fuzz';

const directory = directories();
const FORMATS = ['text', 'json', 'sarif', 'junit', 'github'];
const TRACE = /^\s+at |node:internal|\.[jt]s:\d|is not a function|Cannot (read|convert)|Maximum call stack|undefined/;

/** What is said of a file: one line for what cannot be read, one a finding, and a summary, never a stack trace. */
function check(text: string | Uint8Array, ...args: string[]) {
  const file = join(directory(), 'in.yaml');
  writeFileSync(file, text);
  const { code, out, err } = run(['validate', file, ...args]);
  expect([0, 1, 2]).toContain(code);
  const lines = err.split('\n').slice(0, -1);
  expect(lines.pop()).toMatch(/^\d+ objects? of Agent Sandbox v\S+ in 1 file: /);
  for (const line of lines) { expect(line.replace(file, '')).toMatch(/^:\d+:\d+: \S/); }
  expect(lines.length > 0).toBe(code === 2);
  expect(err).not.toMatch(TRACE);
  if (!args.includes('--format')) {
    for (const line of out.split('\n').slice(0, -1)) {
      expect(line.replace(file, '')).toMatch(/^:\d+:\d+: (error|warning) ASB\d{3} \S.*: \S/);
    }
  }
  return { code, out, err: lines };
}

const WORDS = [
  'apiVersion: agents.x-k8s.io/v1beta1', 'kind: Sandbox', 'kind: List', 'items:', 'metadata:', 'name: x', 'spec:', '- ',
  '  ', '    ', '\n', '\n', '\n---\n', '\n...\n', ':', ': ', '? ', '{', '}', '[', ']', ', ', '&a ', '*a', '<<: *a',
  '!!int ', '!x ', '|\n', '>-\n', '"', "'", '# c', '%YAML 1.1\n', '\t', '\r\n', '\0', '\ufeff', '\u2028', '💥',
  '\ud800', '{{ .x }}', 'yes', '0x', '.inf', '~', 'null', '__proto__: ', 'constructor: ',
];
const broken = fc
  .array(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...WORDS) }, fc.string({ unit: 'binary', maxLength: 8 })), {
    maxLength: 30,
  })
  .map((words) => words.join(''));

test('broken YAML', () => {
  fc.assert(fc.property(broken, (text) => { check(text); }), { numRuns: 2000 });
});

test('bytes', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => { check(bytes); }), { numRuns: 500 });
});

test('objects of our kinds with anything in them, in every format', () => {
  const anything = fc.jsonValue({ maxDepth: 4 });
  const part = (names: readonly string[], more: Record<string, fc.Arbitrary<unknown>> = {}) =>
    fc.oneof(
      anything,
      fc.record({ ...Object.fromEntries(names.map((name) => [name, anything])), ...more }, { requiredKeys: [] }),
    );
  const containers = fc.oneof(anything, fc.array(part(['name', 'image', 'env', 'volumeMounts']), { maxLength: 3 }));
  const spec = part(['warmPoolRef', 'env', 'replicas', 'volumeClaimTemplates', 'additionalPodMetadata', 'lifecycle'], {
    podTemplate: part(['metadata'], { spec: part(['volumes'], { containers }) }),
    sandboxTemplateRef: fc.oneof(anything, fc.record({ name: fc.constant('x') })),
  });
  const named = fc.record(
    {
      metadata: fc.oneof(
        anything,
        fc.record(
          { name: anything, namespace: anything, generateName: anything, labels: anything },
          { requiredKeys: [] },
        ),
      ),
      spec: fc.oneof(anything, spec),
      status: anything,
    },
    { requiredKeys: [] },
  );
  const object = fc.tuple(fc.constantFrom(...KIND_NAMES), fc.constantFrom('v1beta1', 'v1alpha1', 'v1'), named)
    .map(([kind, version, rest]) => ({ apiVersion: `${KINDS[kind].group}/${version}`, kind, ...rest }));
  fc.assert(
    fc.property(
      fc.array(object, { maxLength: 3 }),
      fc.constantFrom(...FORMATS),
      fc.boolean(),
      fc.constantFrom('v1.0.5', 'v0.4.6'),
      (objects, format, isClosed, release) => {
        const args = ['--format', format, '--release', release, ...(isClosed ? ['--closed-world'] : [])];
        const { code } = check(objects.map((each) => JSON.stringify(each, null, 1)).join('\n---\n'), ...args);
        expect(code).not.toBe(2);
      },
    ),
    { numRuns: 1000 },
  );
});

test('integers beyond what a number holds, in what names an item of a list', () => {
  const container = (name: string) => `{"name":${name}}`;
  const { code } = check(
    `{"apiVersion":"agents.x-k8s.io/v1beta1","kind":"Sandbox","spec":{"podTemplate":{"spec":{"containers":[${container('[9007199254740993]')},${container('{}')}]}}}}`,
  );
  expect(code).toBe(1);
});

/** Texts that are meant to take for ever or all there is. */
const HOSTILE: Readonly<Record<string, string>> = {
  'open brackets': '['.repeat(1e6),
  'open braces of JSON': '{"a":'.repeat(1e6),
  'dashes': '- '.repeat(1e6),
  'question marks': '? '.repeat(1e6),
  'blank lines': '\n'.repeat(3e6),
  'comments': '# c\n'.repeat(1e6),
  'empty documents': '---\n'.repeat(5e5),
  'a long line': `a: ${'x'.repeat(1e7)}`,
  'a long key': `${'x'.repeat(1e6)}: 1`,
  'quotes without an end': `"${'\\'.repeat(3e6)}`,
  'many keys': Array.from({ length: 3e5 }, (_, index) => `k${index}: v`).join('\n'),
  'billions of laughs': 'apiVersion: agents.x-k8s.io/v1beta1\nkind: Sandbox\nx0: &x0 [l, l, l, l, l, l, l, l, ' +
    `l]\n${Array.from({ length: 40 }, (_, index) => `x${index + 1}: &x${index + 1} ` +
      `[${Array(9).fill(`*x${index}`).join(', ')}]`).join('\n')}`,
  'one anchor, many aliases': 'apiVersion: agents.x-k8s.io/v1beta1\nkind: Sandbox\nspec:\n  x: &x ' +
    `[${'1, '.repeat(1000)}]\n${Array.from({ length: 1e5 }, (_, index) => `  y${index}: *x`).join('\n')}`,
  'merges of merges': `a0: &a0 {k: 1}\n${Array.from({ length: 3000 }, (_, index) => `a${index + 1}: ` +
    `&a${index + 1} {<<: [*a${index}, *a${index}], k${index}: 1}`).join('\n')}`,
  'directives': '%YAML 1.1\n'.repeat(1e5),
  'a million wrong objects': 'apiVersion: agents.x-k8s.io/v1beta1\nkind: Sandbox\n---\n'.repeat(1e5),
};

test.each(Object.entries(HOSTILE))('%s', (_, text) => {
  const before = Date.now();
  check(text);
  expect(Date.now() - before).toBeLessThan(20_000);
});

test('many wrong objects are counted, and the first are printed', () => {
  const { out } = check('apiVersion: agents.x-k8s.io/v1beta1\nkind: Sandbox\n---\n'.repeat(20_000));
  expect(out.split('\n')).toHaveLength(10_001);
});

test('20 MB of Sandboxes, in bounded memory', () => {
  const file = join(directory(), 'big.yaml');
  const out = openSync(file, 'w');
  const padding = Array.from(
    { length: 30 },
    (_, index) => `        - {name: VARIABLE_${index}, value: "some text of some length"}\n`,
  ).join('');
  for (let index = 0; index < 10_000; index++) {
    writeSync(
      out,
      `---\napiVersion: agents.x-k8s.io/v1beta1\nkind: Sandbox\nmetadata: {name: sandbox-${index}}\nspec:\n  ` +
        'podTemplate:\n    spec:\n      runtimeClassName: gvisor\n' +
        '      containers:\n      - name: main\n        image: ' +
        `registry.example.com/devbox:2026.10\n        env:\n${padding}${index === 9_999 ? '  wrong: 1\n' : ''}`,
    );
  }
  closeSync(out);
  // Whatever the file's size, a heap of 64 MiB is enough for its documents.
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--max-old-space-size=64', join(__dirname, '../../../bin/cdk8s-agent-sandbox'), 'validate', file],
    { encoding: 'utf8' },
  );
  expect(stderr).toMatch(/^10000 objects of Agent Sandbox v\S+ in 1 file: 1 error, 0 warnings\n$/);
  expect(stdout).toMatch(/:420001:3: error ASB101 Sandbox sandbox-9999: spec\.wrong: /);
  expect(status).toBe(1);
});
