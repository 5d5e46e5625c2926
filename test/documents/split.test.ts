import { split } from '../../src/documents';
import * as fc from '../support/fuzz';

const cut = (...pieces: string[]) => [...split(pieces)].map(({ text, line }) => [line, text]);

test('a line of dashes ends a chunk, and belongs to none', () => {
  expect(cut('a: 1\n---\nb: 2\n--- # two\nc: 3')).toEqual([[1, 'a: 1\n'], [3, 'b: 2\n'], [5, 'c: 3']]);
});

test('at the beginning of a chunk it belongs to it', () => {
  expect(cut('---\na: 1\n---\n---\nb: 2\n')).toEqual([[1, '---\na: 1\n'], [4, '---\nb: 2\n']]);
  expect(cut('---\n---\n---\na: 1\n')).toEqual([[1, '---\n'], [3, '---\na: 1\n']]);
});

test('one with content begins the next chunk, which is refused for it', () => {
  expect(cut('a: 1\n---b: 1\nc: 2\n')).toEqual([[1, 'a: 1\n'], [2, '---b: 1\nc: 2\n']]);
  expect(cut('a: 1\n--- # c\u2028b: 2\nc: 3\n')).toEqual([[1, 'a: 1\n'], [2, '--- # c\u2028b: 2\nc: 3\n']]);
  expect(cut('a: 1\n--- b')).toEqual([[1, 'a: 1\n'], [2, '--- b']]);
});

test('also in a block of text, where only indented ones are text', () => {
  expect(cut('a: |\n  ---\n  b\n---\nc: 1\n')).toEqual([[1, 'a: |\n  ---\n  b\n'], [5, 'c: 1\n']]);
});

test('behind one value of JSON it belongs to what is read as YAML, where that matters', () => {
  expect(cut('{"a": 1}\n---\n...\nb: 2\n')).toEqual([[1, '{"a": 1}\n'], [2, '---\n...\nb: 2\n']]);
  expect(cut('{a: 1}\n---\n...\nb: 2\n')).toEqual([[1, '{a: 1}\n'], [3, '...\nb: 2\n']]);
});

test('Windows has its lines', () => {
  expect(cut('\uFEFFa: 1\r\n---\r\nb: 2\r\n')).toEqual([[1, '\uFEFFa: 1\r\n'], [3, 'b: 2\r\n']]);
});

test('the end may be a separator', () => {
  expect(cut('a: 1\n---')).toEqual([[1, 'a: 1\n']]);
  expect(cut('a: 1\n---\n')).toEqual([[1, 'a: 1\n']]);
  expect(cut('---')).toEqual([[1, '---']]);
  expect(cut('')).toEqual([]);
});

test('fails if a chunk is too large, after those before it', () => {
  const chunks = split(['a: 1\n---\n', 'x'.repeat(20 * 1024 * 1024), 'x'.repeat(20 * 1024 * 1024)]);
  expect(chunks.next().value).toMatchObject({ text: 'a: 1\n', line: 1 });
  expect(() => chunks.next()).toThrow("a document is longer than 32 MiB; separate its objects with lines of '---'");
});

test('fails if there are too many documents; those before are given', () => {
  for (const document of ['a: 1\n---\n', '---\n', '# nothing\n---\n']) {
    let count = 0;
    const read = () => { for (const _ of split([document.repeat(200_002)])) { count += 1; } };
    expect(read).toThrow('a file has more than 100,000 documents; the rest is not read: split the file');
    expect(count).toBe(100_000);
  }
});

/** The text without the separators that end a document: those without content behind lines that are kept. */
function withoutSeparators(text: string): string {
  let isEmpty = true;
  return text.split(/(?<=\n)/).filter((line) => {
    const isDropped = !isEmpty && /^---(?:\s*|\s*#.*\s*)$/.test(line);
    isEmpty = isDropped;
    return !isDropped;
  }).join('');
}

test('however the text arrives, the chunks are the same', () => {
  const line = fc.constantFrom('---\n', '--- \n', '---', 'a: 1\n', '\n', '%YAML 1.1\n', '# c\n', '--', '-', '\r\n');
  fc.assert(fc.property(fc.array(line, { maxLength: 12 }), fc.array(fc.nat(40), { maxLength: 5 }), (lines, cuts) => {
    const text = lines.join('');
    const at = [0, ...cuts.map((each) => Math.min(each, text.length)).sort((a, b) => a - b), text.length];
    const pieces = at.slice(1).map((end, index) => text.slice(at[index], end));
    const whole = cut(text);
    expect(cut(...pieces)).toEqual(whole);
    // Nothing is lost but separators.
    expect(whole.map(([, each]) => each).join('')).toBe(withoutSeparators(text));
    for (const [number, each] of whole) {
      expect(text.split('\n').slice(Number(number) - 1).join('\n').startsWith(String(each))).toBe(true);
    }
  }));
});
