import { deepStrictEqual } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Yaml } from 'cdk8s';
import * as jsYaml from 'js-yaml';
import { Memory, readChunk, split } from '../../src/documents';
import { readFast } from '../../src/documents/fast/index';
import { readYaml } from '../../src/documents/yaml';
import * as fc from '../support/fuzz';
import { UPSTREAM, UPSTREAM_IS_HERE } from '../support/upstream';

const CASES = Number(process.env.FAST_YAML_CASES ?? 10_000);
const SEED = Number(process.env.FAST_YAML_SEED ?? 1);
const ROOT = join(__dirname, '../..');
/** What cdk8s prints with; it is no dependency of ours. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const yaml = require(require.resolve('yaml', { paths: [require.resolve('cdk8s')] })) as {
  stringify(value: unknown, options: object): string;
};

/** The value that the parser of all of YAML reads, in a list; a word if it refuses the text, or has notes. */
function wanted(text: string): unknown {
  try {
    const { value, hasDuplicates, ignored } = readYaml(text);
    return hasDuplicates || ignored !== undefined ? 'noted' : [value];
  } catch {
    return 'refused';
  }
}

/** Whether the text was read; if so, as the parser of all of YAML reads it. */
function isReadAlike(text: string, memory: Memory): boolean {
  const value = readFast(text, memory);
  if (value === undefined) { return false; }
  const expected = wanted(text);
  deepStrictEqual([value], expected);
  // The order of members counts as well.
  deepStrictEqual(JSON.stringify([value], printable), JSON.stringify(expected, printable));
  return true;
}

function printable(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}

/** Texts that YAML has many ways to write, or reads as something else. */
const scalar = fc.oneof(
  fc.constantFrom<unknown>(
    null, true, false, 0, 1, 0.5, 1e21, -7, '', ' ', 'a', 'yes', 'no', 'on', '~', 'null', '0755', '1_000', '0x1f',
    '1e3', '.5', '.inf', '-', '--', '---', '...', '- a', '?', '? a', 'a: b', 'a:b', ':a', 'a:', '#a', 'a #b', 'a# b',
    '@a', '`a`', '%a', '!a', '&a', '*a', '|', '>', '{}', '[]', '{a}', '[a', "'", '"', "it's", '"a"', 'a\nb', 'a\nb\n',
    'a\n\nb\n\n', '\na', '\n', '\n\n', ' a', 'a ', ' a\nb', 'a\n  b\nc', 'a\n\tb', '\ta', 'a\tb', 'a\\b', 'a\r\nb',
    '\u00e9\u4e2d', '\u{1f600}', '\u0000', '\u0085', '\u2028', '\ufeff', '\ud800', '<<', '=', '=a', '2026-10-08',
    'registry.example.com/devbox:2.4', '500m', '20Gi', '#!/bin/sh\nset -e\n\techo "$1" # said\n',
    'x'.repeat(90),
    `${'word '.repeat(30)}end`,
  ),
  fc.string({ unit: fc.constantFrom(...'ab01 \n\t:#-\'"\\{}[],&*!|>%@.~?=_/') }),
  fc.string({ unit: 'binary' }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const key = fc.oneof(
  fc.constantFrom(
    'apiVersion', 'kind', 'spec', 'metadata', 'a', 'b', 'c', 'yes', 'on', 'n', '~', '1', '01', '0x1', '1.0', 'null', '',
    ' ', 'a b', 'a: b', '-', '- a', '?', '#', '<<', '__proto__', 'constructor', 'example.com/team', '.a', '"', "'",
  ),
  fc.string({ unit: fc.constantFrom(...'ab1.:-# \'"'), maxLength: 4 }),
);
const { value: tree } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
}));
const document = fc.dictionary(key, tree, { minKeys: 1, maxKeys: 5, noNullPrototype: true });

/** As different tools print. */
const PRINTERS: ReadonlyArray<(value: object) => string> = [
  (value) => Yaml.stringify(value),
  (value) => yaml.stringify(value, { lineWidth: 0 }),
  (value) =>
    yaml.stringify(value, {
      lineWidth: 0,
      indentSeq: false,
      defaultStringType: 'QUOTE_DOUBLE',
      defaultKeyType: 'PLAIN',
    }),
  (value) => yaml.stringify(value, { lineWidth: 40, indent: 4, singleQuote: true }),
  (value) => yaml.stringify(value, { version: '1.1', blockQuote: 'folded', nullStr: '~' }),
  (value) => jsYaml.dump(value, { lineWidth: -1, noRefs: true }),
  (value) => jsYaml.dump(value, { noArrayIndent: true, quotingType: '"', noRefs: true }),
  (value) => jsYaml.dump(value, { forceQuotes: true, indent: 3, sortKeys: true }),
  (value) => `--- # printed\n${jsYaml.dump(value, { noRefs: true, flowLevel: 3 })}`,
];
const printed = fc.tuple(document, fc.constantFrom(...PRINTERS)).map(([value, print]) => print(value));

/** Pieces that mean something in YAML. */
const PIECES = [
  '', ' ', '  ', '\n', '\n\n', '\t', '- ', '-', ': ', ':', '# c', ' # c', '#', '"', "'", '|', '|-\n', '|+\n', '>',
  '>-\n', '|2\n', '{}', '[]', '{', '}', '[', ']', ',', '&a ', '*a', '!!str ', '? ', '<<: ', '---\n', '--- ', '...\n',
  '%YAML 1.1\n', '\\', '\\n', '\\x41', '\r\n', '\u00a0', '\u0085', '\u0000', '\u0007', '\ufeff', 'a: 1\n', '  a: 1\n',
  'a:\n', '- a\n', '__proto__: 1\n', 'y', '0x', '.inf', '~', '0',
];
const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.nat({ max: 3 }),
  inserted: fc.constantFrom(...PIECES),
});

function mutate(text: string, mutations: ReadonlyArray<{ at: number; removed: number; inserted: string }>): string {
  return mutations.reduce((of, { at, removed, inserted }) => {
    const offset = Math.floor(at * of.length);
    return of.slice(0, offset) + inserted + of.slice(offset + removed);
  }, text);
}

const SANDBOX = `apiVersion: agents.x-k8s.io/v1beta1
kind: Sandbox
metadata:
  name: dev   # a comment
  labels: {}
spec:
  # another
  podTemplate:
    spec:
      containers:
      - name: main
        image: "registry.example.com/devbox:2.4"
        args:
        - 'it''s'
        - "\\u00e9\\n"
        - 0755
        command:
          - sh
          -
            - x
          - - y
            - z
        env: []
        script: |
          #!/bin/sh

            set -e
      volumes:
`;

test('what is printed is read as the parser of all of YAML reads it, or left to it', () => {
  let read = 0;
  // One memory for all: what it holds of other documents must not show.
  const memory = new Memory();
  fc.assert(
    fc.property(printed, (text) => {
      read += Number(isReadAlike(text, memory));
    }),
    { numRuns: CASES, seed: SEED },
  );
  // Of texts full of what is rarely printed.
  expect(read).toBeGreaterThan(CASES / 10);
});

test('so are mutated texts', () => {
  let read = 0;
  const memory = new Memory();
  const text = fc.tuple(fc.oneof(printed, fc.constant(SANDBOX)), fc.array(mutation, { minLength: 1, maxLength: 3 }))
    .map(([base, mutations]) => mutate(base, mutations));
  fc.assert(
    fc.property(text, (each) => {
      read += Number(isReadAlike(each, memory));
    }),
    { numRuns: CASES, seed: SEED },
  );
  expect(read).toBeGreaterThan(CASES / 20);
});

test('so are documents that follow on similar ones', () => {
  let read = 0;
  fc.assert(fc.property(fc.array(mutation, { minLength: 1, maxLength: 2 }), fc.boolean(), (mutations, isRepeated) => {
    const memory = new Memory();
    const texts = [SANDBOX, ...(isRepeated ? [SANDBOX] : []), mutate(SANDBOX, mutations), SANDBOX];
    for (const text of texts) { read += Number(isReadAlike(text, memory)); }
  }), { numRuns: CASES / 4, seed: SEED });
  expect(read).toBeGreaterThan(CASES / 2);
});

describe('all manifests', () => {
  /** How many documents there are, and how many of them were read. */
  function readAll(directory: string): { documents: number; read: number } {
    const memory = new Memory();
    const count = { documents: 0, read: 0 };
    for (const file of readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter(
      (name) => /\.ya?ml$/.test(name) && !name.includes('node_modules'),
    )) {
      for (const { text } of split([readFileSync(join(directory, file), 'utf8')])) {
        count.documents += 1;
        count.read += Number(isReadAlike(text, memory));
      }
    }
    return count;
  }

  test('of dist', () => {
    const { documents, read } = readAll(join(ROOT, 'dist'));
    expect(documents).toBeGreaterThan(50);
    expect(read).toBe(documents);
  });

  test.each(['test', 'examples'])('of %s', (directory) => { readAll(join(ROOT, directory)); });

  if (!UPSTREAM_IS_HERE) { process.stderr.write('SKIPPED: the files that upstream published are not here\n'); }
  (UPSTREAM_IS_HERE ? test : test.skip)('of upstream', () => {
    const { documents, read } = readAll(UPSTREAM);
    expect(documents).toBeGreaterThan(100);
    expect(read).toBeGreaterThan(documents / 2);
  });
});

describe('is read', () => {
  test.each([
    ['comments and blank lines', '# a\n\na: 1 # b\n  # c\n\nb:\n# d\n  c: 2\n', { a: 1, b: { c: 2 } }],
    [
      "kubectl's dialect",
      'a: yes\nb: "yes"\nc: 0755\non: 9007199254740993\n',
      { a: true, b: 'yes', c: 493, true: 9007199254740993n },
    ],
    [
      'sequences as far indented as their field',
      'a:\n- 1\n-\n- - x\n  - b: 1\n    c: 2\nd: []\n',
      { a: [1, null, ['x', { b: 1, c: 2 }]], d: [] },
    ],
    ['a separator before', '--- # a\na: {}\n', { a: {} }],
    [
      'block scalars',
      'a: |\n  x\n\n    y\nb: >-\n  x\n  y\nc: |+\n  x\n\nd: ""\n',
      { a: 'x\n\n  y\n', b: 'x y', c: 'x\n\n', d: '' },
    ],
    ['no line break at the end', 'a: |\n  b', { a: 'b\n' }],
    ['members of Object', 'constructor: 1\ntoString: 2\n', { constructor: 1, toString: 2 }],
  ])('%s', (_, text, value) => {
    expect(readFast(text, new Memory())).toStrictEqual(value);
    expect(wanted(text)).toStrictEqual([value]);
  });
});

describe('is left to the parser of all of YAML', () => {
  test.each([
    ['an anchor', 'a: &a 1\n'],
    ['an alias', 'a: *a\n'],
    ['a tag', 'a: !!str 1\n'],
    ['a flow collection', 'a: [1]\n'],
    ['a merge', '<<: {}\n'], ['a tab', 'a:\tb\n'], ['a directive', '%YAML 1.1\n---\na: 1\n'],
    ['an explicit key', '? a\n: 1\n'], ['a plain scalar of two lines', 'a: b\n  c\n'],
    ['one below its field', 'a:\n  b\n'], ['a quoted one of two lines', 'a: "b\n  c"\n'],
    ['odd indentation', 'a:\n    b: 1\n  c: 1\n'], ['a key that stands twice', 'a: 1\na: 1\n'],
    ['the same, written otherwise', 'a: 1\n"a": 1\n'], ['a key that is the prototype', '__proto__: {}\n'],
    ['the same in quotes', 'a:\n  "__proto__": 1\n'], ['a control character', 'a: \u0007\n'],
    ['a second document', 'a: 1\n---\nb: 1\n'], ['an end of the document', 'a: 1\n...\n'],
    ['an endless number', 'a: .inf\n'], ['a list', '- 1\n'], ['a text', 'a\n'], ['nothing', ''],
    ['a null byte', 'a: 1 # \u0000\n'], ["Windows' lines", 'a: 1\r\n'],
    ['an item of nothing before a less indented one', 'a:\n- -\n- b\n'],
    ['a block scalar with a number', 'a: |2\n    b\n'], ['one that a tab begins', 'a: |\n  \tb\n'],
    ['an escape of JSON alone', 'a: "\\/"\n'], ['a pair of surrogates', 'a: "\\ud83e\\udd23"\n'],
    ['a key that is a float', '1e6: a\n'], ['one that is null', 'null: a\n'],
    ['one that is long', `${'a'.repeat(1025)}: b\n`], ['a separator of lines in quotes', 'a: "\u2028"\n'],
    ['one in a comment', 'a: 1 # \u2029\n'], ['a byte order mark in a block', 'a: |\n  \ufeff\n'],
    ['a next line', 'a: b\u0085\n'],
    ['what nests deeply', Array.from({ length: 150 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')],
  ])('%s', (_, text) => {
    expect(readFast(text, new Memory())).toBeUndefined();
  });
});

describe('hostile texts take no longer than their length allows', () => {
  const seconds = (text: string) => {
    const memory = new Memory();
    const start = process.hrtime.bigint();
    for (const each of split([text])) { readFast(each.text, memory); }
    return Number(process.hrtime.bigint() - start) / 1e9;
  };
  const LENGTH = 4_000_000;
  const fill = (unit: string) => unit.repeat(Math.ceil(LENGTH / unit.length));

  test.each([
    ['comments', `a: 1\n${fill('# x\n')}`], ['blank lines', `a: 1\n${fill('  \n')}`],
    ['blank lines in a block scalar', `a: |\n${fill('\n')}  b\n`], ['quotes', `a: "${fill('\\"')}"\n`],
    ['apostrophes', `a: '${fill("''")}'\n`], ['dashes', `a:\n${fill('- ')}\n`], ['one long name', `${fill('a')}: 1\n`],
    ['a list of a list', `a:\n${fill('- - 1\n')}`],
    ['different fields', Array.from({ length: 100_000 }, (_, index) => `k${index}: 1\n`).join('')],
    [
      'deep values whose last line differs',
      Array.from({ length: 40 }, (_, index) => {
        const above = Array.from({ length: 90 }, (__, depth) => `${' '.repeat(depth)}a:\n`).join('');
        return `${above}${' '.repeat(90)}b: ${'x'.repeat(3000)}${index}\n`;
      }).join('---\n'),
    ],
  ])('%s', (_, text) => {
    expect(seconds(text)).toBeLessThan(20);
  });
});

test('the memory forgets, and does not mix documents up', () => {
  const memory = new Memory();
  for (let index = 0; index < 30_000; index++) {
    expect(readFast(`a:\n  k${index}: ${index}\nb: same\n`, memory)).toEqual({
      a: { [`k${index}`]: index },
      b: 'same',
    });
  }
});

test('what is remembered does not hide that a text is left to the parser', () => {
  const memory = new Memory();
  for (const text of ['a:\n- -\n', 'a:\n- -\n', 'a:\n- -\n- b\n']) { isReadAlike(text, memory); }
  expect(readFast('a:\n- -\n- b\n', memory)).toBeUndefined();
});

test('equal parts of documents are one object', () => {
  const text = 'a:\n  b:\n  - c: 1\n';
  const memory = new Memory();
  const [first, second] = [text, text].map(
    (each) => readChunk({ text: each, line: 1 }, memory)[0].value as { a: object },
  );
  expect(second.a).toBe(first.a);
  expect(second).not.toBe(first);
});
