import { DocumentError, errorPosition, readChunk } from '../../../src/judge/documents';
import type { PathSegment } from '../../../src/judge/schema';
import * as fc from '../../support/fuzz';

const values = (text: string) => readChunk({ text, line: 1 }).map(({ value }) => value);

/** Where the path of the first object is, as `line:column`. */
function at(text: string, path: string): string {
  const segments =
    path === ''
      ? []
      : path.split('.').map((segment): PathSegment => (/^\d+$/.test(segment) ? Number(segment) : segment));
  const { line, column } = readChunk({ text, line: 1 })[0].position(segments);
  return `${line}:${column}`;
}

function refusal(text: string): string {
  try {
    readChunk({ text, line: 1 });
    return 'read';
  } catch (error) {
    if (!(error instanceof DocumentError)) { throw error; }
    const { line, column } = errorPosition({ text, line: 1 }, error);
    return `${line}:${column} ${error.message}`;
  }
}

describe('values', () => {
  test('are read in kubectl\'s dialect, quoted ones are text', () => {
    expect(values('a: yes\nb: "yes"\nc: 0755\nd: 2026-10-08\non: 1\n')).toEqual([
      { a: true, b: 'yes', c: 493, d: '2026-10-08', true: 1 },
    ]);
  });

  test('anchors, merges and tags', () => {
    expect(values('a: &a {x: 1, z: 2}\nb: *a\nc: {<<: *a, z: 3}\nd: !!str 5\ne: !own text\nf: !!int "7"\n')).toEqual([
      { a: { x: 1, z: 2 }, b: { x: 1, z: 2 }, c: { x: 1, z: 3 }, d: '5', e: 'text', f: 7 },
    ]);
  });

  test('JSON, also one value after the other, and YAML in braces', () => {
    expect(values('{"a": [1, -2.5e1, true, null, "\\u00e9\\"\\\\"]}\n{"b": {}}')).toEqual([
      { a: [1, -25, true, null, 'é"\\'] },
      { b: {} },
    ]);
    expect(values('{"big": 9007199254740993, "bigger": 123456789012345678901234567890}')).toEqual([
      { big: 9007199254740993n, bigger: 1.2345678901234568e29 },
    ]);
    expect(values('{a: 1, b: [x]}')).toEqual([{ a: 1, b: ['x'] }]);
  });

  test('JSON is what JSON.parse reads', () => {
    fc.assert(fc.property(fc.json({ maxDepth: 5 }), fc.boolean(), (json, isWide) => {
      const wanted = JSON.parse(json) as unknown;
      const text = isWide ? JSON.stringify([wanted], null, 2) : `[${json}]`;
      // Integers beyond what a number holds are bigints.
      const read = JSON.parse(
        JSON.stringify(values(text), (_key, value: unknown) => (typeof value === 'bigint' ? Number(value) : value)),
      ) as unknown;
      expect(read).toEqual(JSON.parse(JSON.stringify([[wanted]])));
    }));
  });

  test('those of lists stand for themselves; documents without content are none', () => {
    expect(values('kind: List\nitems:\n- kind: A\n- kind: BList\n  items: [{kind: B}]\n-\n')).toEqual([
      { kind: 'A' },
      { kind: 'B' },
    ]);
    expect(values('# nothing\n')).toEqual([]);
    expect(values('--- # nothing\n\n')).toEqual([]);
    expect(values('a: 1\n...\nb: 2\n')).toEqual([{ a: 1 }, { b: 2 }]);
  });

  test('a member may have any name', () => {
    for (const text of ['{"__proto__": {"x": 1}}', '__proto__: {x: 1}\n']) {
      expect(Object.keys(values(text)[0] as object)).toEqual(['__proto__']);
      expect(({} as { x?: number }).x).toBeUndefined();
    }
  });
});

describe('positions', () => {
  const yaml = [
    '--- # note', // 1
    'kind: Foo', // 2
    'spec: {a: {b: [1, {c: 2}]}}', // 3
    'list:', // 4
    '- name: x', // 5
    '  "q": &q', // 6
    '    deep: 1', // 7
    '- *q', // 8
    '- [1, [2]]', // 9
    '-   - - inner', // 10
    'text: |', // 11
    '  kind: no', // 12
    '# kind: no', // 13
    'other: !tag', // 14
    '  last: "a', // 15
    '    b"', // 16
    'end: 1', // 17
  ].join('\n');

  test.each([
    ['', '2:1'], ['kind', '2:1'], ['spec', '3:1'], ['spec.a', '3:8'], ['spec.a.b', '3:12'], ['spec.a.b.0', '3:16'],
    ['spec.a.b.1.c', '3:20'], ['list', '4:1'], ['list.0', '5:3'], ['list.0.name', '5:3'], ['list.0.q', '6:3'],
    ['list.0.q.deep', '7:5'], ['list.1', '8:3'], ['list.2.1.0', '9:8'], ['list.3.0.0', '10:9'], ['text', '11:1'],
    ['other.last', '15:3'], ['end', '17:1'], ['missing', '2:1'], ['list.0.missing.deeper', '5:3'],
    ['other.missing', '14:1'],
  ])('of %j is %s', (path, position) => {
    expect(at(yaml, path)).toBe(position);
  });

  test('of JSON and of items of lists', () => {
    const text = '{"kind": "List", "items": [\n  {"kind": "A"},\n  {"kind": "B", "spec": {"x": [1,\n 2]}}\n]}';
    const [a, b] = readChunk({ text, line: 10 });
    expect(a.position([])).toEqual({ line: 11, column: 3 });
    expect(b.position(['spec', 'x', 1])).toEqual({ line: 13, column: 2 });
    expect(b.position(['spec', 'x'])).toEqual({ line: 12, column: 26 });
  });

  test('of the second document of a chunk', () => {
    expect(readChunk({ text: 'a: 1\n...\nb: 2\nc: 3\n', line: 5 })[1].position(['c'])).toEqual({ line: 8, column: 1 });
  });

  test('every path of JSON is where its name is, read as JSON or as YAML', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), fc.jsonValue({ maxDepth: 3 }), { minKeys: 1 }),
        (object) => {
          const text = JSON.stringify({ kind: 'Foo', ...object }, null, 2);
          const lines = text.split('\n');
          for (const name of Object.keys(object)) {
            for (const each of [text, `# YAML\n${text}`]) {
              const { line, column } = readChunk({ text: each, line: each === text ? 1 : 0 })[0].position([name]);
              expect(lines[line - 1].slice(column - 1)).toMatch(new RegExp(`^"${name}": `));
            }
          }
        },
      ),
    );
  });
});

describe('fails if', () => {
  test.each([
    ['a key stands twice', 'a: 1\nb: 2\na: 3\n', /^3:1 duplicated mapping key/],
    ['a key of JSON stands twice', '{"a": 1,\n "a": 2}', /^2:2 the key "a" stands twice$/],
    ['indentation is broken', 'a: 1\n  b: 2\n', /^2:4 bad indentation of a mapping entry/],
    ['a tab indents', 'a:\n\tb: 1\n', /^2:1 tab characters must not be used in indentation/],
    ['a bracket is missing', '{"a": [1, 2\n', /^2:1 expected ',' or ']', found the end$/],
    ['JSON ends with a comma', '{"a": 1,}', /^read$/],
    ['a string of JSON has no end', '{"a": "b', /^1:7 a text in double quotes does not end$/],
    ['an alias is unknown', 'a: *b\n', /^1:6 unidentified alias "b"$/],
    ['an anchor holds itself', 'a: &a [*a]\n', /^1:1 an anchor holds an alias of itself$/],
    ['lists nest too deeply', '['.repeat(100_000), /^1:20\d nests deeper than 200 levels$/],
    ['objects nest too deeply', '{"a":'.repeat(100_000), /^1:\d+ nests deeper than 200 levels$/],
    [
      'blocks nest too deeply',
      Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join(''),
      /nests deeper than 200 levels$/,
    ],
    [
      'a template was not rendered',
      'b: 1\na: {{ .Values.x }}\n',
      /^2:4 a mapping is the key of another; is this a template that was not rendered\?$/,
    ],
    ['a number is endless', 'b: 1\na: -.inf\n', /^2:4 -.inf is no value of Kubernetes/],
    ['a mapping is a key', 'x: 1\n{a: b}: 1\n', /^2:6 a mapping is the key of another/],
    ['it holds control characters', 'a: \u0001\n', /^1:\d+ the stream contains non-printable characters$/],
  ])('%s', (_, text, message) => {
    expect(refusal(text)).toMatch(message);
    expect(refusal(text)).not.toContain('\n');
  });

  test('aliases stand for more than there is memory', () => {
    const laughs = [
      'a0: &a0 [x, x, x, x, x, x, x, x, x]',
      ...Array.from(
        { length: 30 },
        (_, index) => `a${index + 1}: &a${index + 1} [${Array(9).fill(`*a${index}`).join(', ')}]`,
      ),
    ];
    expect(refusal(laughs.join('\n'))).toBe('1:1 its aliases stand for more than 1,000,000 values');
    const chain = [
      'a0: &a0 {k: 1}',
      ...Array.from({ length: 3000 }, (_, index) => `a${index + 1}: &a${index + 1} {k: *a${index}}`),
    ];
    expect(refusal(chain.join('\n'))).toBe('1:1 nests deeper than 200 levels, counting what aliases stand for');
  });
});
