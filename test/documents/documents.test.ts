import { DocumentError, errorPosition, Memory, readChunk } from '../../src/documents';
import type { PathSegment } from '../../src/judge/schema';
import * as fc from '../support/fuzz';

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
    expect(values('a: 1\n...\nb: 2\n')).toEqual([{ a: 1 }]);
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

  test('of the second value of a chunk', () => {
    expect(readChunk({ text: '{"a": 1}\n{"b": 2,\n"c": 3}\n', line: 5 })[1].position(['c'])).toEqual({
      line: 7,
      column: 1,
    });
    expect(readChunk({ text: '{"a": 1}\nb: 2\nc: 3\n', line: 5 })[1].position(['c'])).toEqual({ line: 7, column: 1 });
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
    ['indentation is broken', 'a: 1\n  b: 2\n', /^2:4 ': ' is not allowed here; /],
    ['a tab indents', 'a:\n\tb: 1\n', /^2:1 a tab is used for indentation; use spaces$/],
    ['a tab is alone on a line', 'a: 1\n\t\nb: 2\n', /^2:1 a tab is used for indentation; use spaces$/],
    ['a tab begins a block of text', 'a: |\n  \tb\n', /^2:3 a tab indents the block of text at \|; use spaces$/],
    ['a bracket is missing', '{"a": [1, 2\n', /^2:1 expected ',' or ']', found the end$/],
    ['JSON ends with a comma', '{"a": 1,}', /^read$/],
    ['a string of JSON has no end', '{"a": "b', /^1:7 a text in double quotes does not end$/],
    ['JSON is followed by YAML after two values', '{"a": 1}\n{"b": 2}\nc: 3', /^3:1 expected a value, found "c"$/],
    ['a number of JSON is too large', '{"a": 1e999}', /^1:7 the number 1e999 is too large$/],
    ['an alias is unknown', 'a: *b\n', /^1:4 no anchor &b stands before the alias \*b; /],
    ['an anchor holds itself', 'a: &a [*a]\n', /^1:8 the anchor &a contains an alias of itself$/],
    ['lists nest too deeply', '['.repeat(100_000), /^1:20\d nests deeper than 200 levels$/],
    ['objects nest too deeply', '{"a":'.repeat(100_000), /^1:\d+ nests deeper than 200 levels$/],
    [
      'blocks nest too deeply',
      Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join(''),
      /nests deeper than 200 levels$/,
    ],
    ['a template is not rendered', 'b: 1\na: {{ .Values.x }}\n', /^2:4 this is a template; render it before, /],
    [
      'a line of a template',
      'a: 1\n{{- if .Values.x }}\nb: 2\n{{- end }}\n',
      /^2:1 this is a template; render it before, /,
    ],
    ['a template of JSON', '{{ .Values.x }}', /^1:1 this is a template; render it before, /],
    ['a variable is not replaced', 'a: {b: ${X}}\n', /^1:8 the variable \$\{X\} was not replaced; /],
    ['a number is endless', 'b: 1\na: -.inf\n', /^2:4 JSON, and so Kubernetes, has no infinite numbers and no NaN/],
    ['a mapping is a key', 'x: 1\n{a: b}: 1\n', /^2:1 a list or a mapping cannot be a key$/],
    ['a list is a key', '? [a]\n: 1\n', /^1:3 a list or a mapping cannot be a key$/],
    ['a key is null', 'a: 1\n~: 2\n', /^2:1 a key is empty or null; put it in quotes$/],
    [
      'two keys become one',
      '1: a\n"1": b\n',
      /^2:1 two keys of a mapping become '1', of which kubectl takes either by chance/,
    ],
    ['it holds control characters', 'a: \u0001\n', /^1:4 the character U\+0001 is not allowed; /],
    ['a directive begins it', '%YAML 1.2\n', /^1:1 kubectl reads no directives; remove the line that begins with %$/],
    [
      'content is on the line of a separator',
      '--- {apiVersion: v1}\n',
      /^1:4 content on the line of '---', which kubectl refuses; /,
    ],
    ['an escape is that of JSON', 'a: "\\/"\n', /^1:5 \\\/ is not an escape that kubectl reads; /],
    ['a pair of surrogates is escaped', 'a: "\\ud83e\\udd23"\n', /^1:5 \\ud83e is half of a character; /],
    ['binary data is not base64', 'a: !!binary x\n', /^1:13 the text is not base64, as its tag !!binary says$/],
    ['a colon has no space', '{labels:{a: b}}\n', /^1:9 expected ',' or '}', found '{'$/],
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
    expect(refusal(laughs.join('\n'))).toMatch(/^\d+:\d+ kubectl refuses a document of which aliases make so much$/);
    const chain = [
      'a0: &a0 {k: 1}',
      ...Array.from({ length: 3000 }, (_, index) => `a${index + 1}: &a${index + 1} {k: *a${index}}`),
    ];
    expect(refusal(chain.join('\n'))).toMatch(/^\d+:\d+ nests deeper than 200 levels$/);
  });
});

describe('what tools read in two ways', () => {
  const BREAKS = [
    ['\u0085', 'U+0085'],
    ['\u2028', 'U+2028'],
    ['\u2029', 'U+2029'],
    ['\r', 'a carriage return without a line feed'],
  ];

  test.each(BREAKS)('fails if %j stands outside double quotes', (char, name) => {
    const hidden = `${char}      hostNetwork: true`;
    for (const before of [
      'a: 1 # note', 'a: note', "a: 'note", 'a: |\n  note', 'a: >\n  note', '# note', 'a: [1,', '- a\n-', '--- # c',
      'a: 1\n...\nb',
    ]) {
      expect(refusal(`${before}${hidden}\n`)).toMatch(
        new RegExp(`^\\d+:\\d+ ASB107: ${name.replace('+', '\\+')} ends a line for kubectl`),
      );
    }
  });

  test.each(BREAKS)('%j in double quotes is read as kubectl reads it', (char) => {
    const kept = char > '\u2000' ? char : ' ';
    expect(values(`a: "b${char}  c"\n`)).toEqual([{ a: `b${kept}c` }]);
    expect(values(`{"a": "b${char === '\r' ? ' ' : char}c"}`)).toEqual([{ a: `b${char === '\r' ? ' ' : char}c` }]);
  });

  test('fails if a byte order mark is not at the beginning', () => {
    expect(values('\ufeffa: 1\n')).toEqual([{ a: 1 }]);
    expect(refusal('a: "\ufeff"\n')).toMatch(/^1:5 ASB107: a byte order mark/);
  });

  test('Windows has its lines', () => {
    expect(values('a: |\r\n  b\r\n  c\r\nd: "e\r\n  f"\r\n')).toEqual([{ a: 'b\nc\n', d: 'e f' }]);
  });
});

describe('notes', () => {
  const notes = (text: string) =>
    readChunk({ text, line: 1 }).map(({ value, notes: each }) => [
      value,
      ...each.map(
        ({ code, message, path, position: { line, column } }) =>
          `${line}:${column} ${code} [${path.join('.')}] ${message}`,
      ),
    ]);

  test('a key that stands twice: the last counts', () => {
    expect(notes('a: 1\nb: 2\na: 3\n')).toEqual([
      [
        { a: 3, b: 2 },
        "3:1 ASB106 [a] the key 'a' stands on lines 1 and 3; kubectl takes the last one and drops the other",
      ],
    ]);
    expect(notes('{"x": {"a": 1,\n "a": 2}}')).toEqual([
      [
        { x: { a: 2 } },
        "2:2 ASB106 [x.a] the key 'a' stands on lines 1 and 2; kubectl takes the last one and drops the other",
      ],
    ]);
    expect(notes('a: {b: 1, b: 2}\n')[0][1]).toMatch(/stands twice on line 1;/);
    expect(notes('yes: 1\ntrue: 2\n')[0][0]).toEqual({ true: 2 });
  });

  test('a merge replaces what stands before it, as for kubectl', () => {
    expect(notes('b: &b {a: 1}\nc: {a: 2, <<: *b}\nd: {<<: *b, a: 2}\n')).toEqual([
      [{ b: { a: 1 }, c: { a: 1 }, d: { a: 2 } }, expect.stringMatching(/^2:11 ASB106 \[c\.a\] /)],
    ]);
  });

  test('of lists are those of the items', () => {
    expect(notes('kind: List\nitems:\n- kind: A\n- kind: B\n  kind: C\n')).toEqual([
      [{ kind: 'A' }], [{ kind: 'C' }, expect.stringMatching(/^5:3 ASB106 \[kind\] /)],
    ]);
    expect(notes('kind: List\nkind: List\nitems: [{kind: A}]\n')).toEqual([
      [{ kind: 'A' }, expect.stringMatching(/^2:1 ASB106 /)],
    ]);
  });

  test('what follows the end of a document is ignored', () => {
    expect(notes('a: 1\n...\n# c\n...\n')).toEqual([[{ a: 1 }]]);
    expect(notes('a: 1\n...\nb: 2\n')).toEqual([
      [{ a: 1 }, '3:1 ASB108 [] kubectl ignores the content from line 3 on, which follows the end of the document'],
    ]);
    expect(notes('# YAML\n{"a": 1}\n{"b": 2}\n')).toEqual([[{ a: 1 }, expect.stringMatching(/^3:1 ASB108 /)]]);
    expect(refusal('---\n...\nb: 2\n')).toMatch(/^3:1 ASB108: kubectl ignores the content/);
  });
});

function keys(count: number, each: (key: string) => string): string {
  return Array.from({ length: count }, (_, index) => each(`k${index}`)).join('');
}

describe('fails if a text is made to be expensive:', () => {
  const H = 'apiVersion: v1\nkind: ConfigMap\n';

  test('aliases of all files stand for very much', () => {
    const memory = new Memory();
    // Each is one that kubectl reads: some 285,000 values in 12 kB.
    const text = `${H}x: &x [${'{}, '.repeat(3000)}]\ny: [${'*x, '.repeat(95)}]\n`;
    const read = () => readChunk({ text, line: 1 }, memory);
    let documents = 0;
    expect(() => {
      for (;;) {
        read();
        documents += 1;
      }
    }).toThrow('aliases stand for more than 1,000,000 values, counting all files before');
    expect(documents).toBe(3);
  });

  test.each([
    ['values of YAML', `- [${'1,'.repeat(2_000_001)}]\n`],
    ['values of JSON', `{"a": [${'1,'.repeat(2_000_001)}1]}`],
  ])('%s are very many', (_, text) => {
    expect(refusal(text)).toMatch(/^1:\d+ a document has more than 2,000,000 values$/);
  });

  test.each([
    ['block', `${H}${keys(200_001, (key) => `${key}: 1\n`)}`],
    ['flow', `{${keys(200_001, (key) => `${key}: 1, `)}}\n`],
    ['JSON', `{${keys(200_001, (key) => `"${key}": 1,`)} "z": 1}`],
  ])('keys of a mapping of %s are very many', (_, text) => {
    expect(refusal(text)).toMatch(/^\d+:\d+ a mapping has more than 200,000 keys$/);
  });

  test('numbers are very long', () => {
    const start = process.cpuUsage().user;
    const [{ value }] = readChunk({ text: `${H}a: ${'1'.repeat(26_000_000)}\nb: 0x${'0'.repeat(99)}f\n`, line: 1 });
    expect([typeof (value as { a: unknown }).a, (value as { b: unknown }).b]).toEqual(['string', 15]);
    // Read as an integer of any size it took 8 s.
    expect(process.cpuUsage().user - start).toBeLessThan(5_000_000);
  });

  test('values of JSON are very many', () => {
    expect(refusal('{}\n'.repeat(100_001))).toMatch(/^\d+:\d+ a file has more than 100,000 values of JSON/);
  });

  test('keys that stand twice are too many to be named', () => {
    const [{ notes }] = readChunk({ text: `${H}${'a: 1\n'.repeat(5000)}`, line: 1 });
    expect(notes).toHaveLength(1000);
    const [{ notes: few }] = readChunk({ text: `${H}${'a: 1\n'.repeat(600_000)}`, line: 1 });
    expect(few.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'ASB106 keys stand twice in this document; kubectl takes the last one of each and drops the others',
    ]);
  });
});

describe('numbers of many digits', () => {
  const Z = '0'.repeat(20_000);

  test.each([
    [`${Z}7`, 7],
    [`-${Z}7`, -7],
    [`0x${Z}f`, 15],
    [`0b${Z}11`, 3],
    [`${Z}.5`, 0.5],
    [`${Z}1.5e3`, 1500],
    [`1.${Z}`, 1],
    [`.${Z}5`, 0],
    [`${'1'.repeat(300)}e-${'0'.repeat(20_000)}299`, 1.1111111111111112],
    [`${'9'.repeat(20_000)}`, '9'.repeat(20_000)],
    [`${'9'.repeat(20_000)}x`, `${'9'.repeat(20_000)}x`],
    [`0x${'f'.repeat(20_000)}`, `0x${'f'.repeat(20_000)}`],
    [`${Z}x`, `${Z}x`],
  ])('%.12s... is read as the short form would be', (text, value) => {
    const [{ value: read }] = readChunk({ text: `a: ${text}\n`, line: 1 });
    expect((read as { a: unknown }).a).toBe(value);
  });
});
