import { split } from '../../../src/judge/documents';
import * as fc from '../../support/fuzz';

const cut = (...pieces: string[]) => [...split(pieces)].map(({ text, line }) => [line, text]);

test('a line of dashes begins a chunk', () => {
  expect(cut('a: 1\n---\nb: 2\n--- # two\nc: 3')).toEqual([[1, 'a: 1\n'], [2, '---\nb: 2\n'], [4, '--- # two\nc: 3']]);
});

test('what only looks like one does not', () => {
  expect(cut('a: |\n  ---\n  b\n---c: 1\n----\n')).toEqual([[1, 'a: |\n  ---\n  b\n---c: 1\n----\n']]);
});

test('directives and comments before the first document belong to it', () => {
  expect(cut('# note\n%YAML 1.1\n---\na: 1\n')).toEqual([[1, '# note\n%YAML 1.1\n---\na: 1\n']]);
  expect(cut('# note\n---\na: 1\n')).toEqual([[1, '# note\n'], [2, '---\na: 1\n']]);
});

test('a byte order mark is no content, and Windows has its lines', () => {
  expect(cut('\uFEFFa: 1\r\n---\r\nb: 2\r\n')).toEqual([[1, 'a: 1\r\n'], [2, '---\r\nb: 2\r\n']]);
});

test('the end may be a separator', () => {
  expect(cut('a: 1\n---')).toEqual([[1, 'a: 1\n']]);
  expect(cut('')).toEqual([]);
});

test('fails if a chunk is too large, after those before it', () => {
  const chunks = split(['a: 1\n---\n', 'x'.repeat(20 * 1024 * 1024), 'x'.repeat(20 * 1024 * 1024)]);
  expect(chunks.next().value).toEqual({ text: 'a: 1\n', line: 1 });
  expect(() => chunks.next()).toThrow("a document is longer than 32 MiB; separate its objects with lines of '---'");
});

test('however the text arrives, the chunks are the same', () => {
  const line = fc.constantFrom('---\n', '--- \n', '---', 'a: 1\n', '\n', '%YAML 1.1\n', '# c\n', '--', '-', '\r\n');
  fc.assert(fc.property(fc.array(line, { maxLength: 12 }), fc.array(fc.nat(40), { maxLength: 5 }), (lines, cuts) => {
    const text = lines.join('');
    const at = [0, ...cuts.map((each) => Math.min(each, text.length)).sort((a, b) => a - b), text.length];
    const pieces = at.slice(1).map((end, index) => text.slice(at[index], end));
    const whole = cut(text);
    expect(cut(...pieces)).toEqual(whole);
    // Nothing is lost but a separator at the end.
    expect(whole.map(([, each]) => each).join('')).toBe(text.endsWith('\n---') ? text.slice(0, -3) : text);
    let [offset, first] = [0, true];
    for (const [number, each] of whole) {
      if (!first) { expect(String(each).startsWith('---')).toBe(true); }
      expect(number).toBe(text.slice(0, offset).split('\n').length);
      offset += String(each).length;
      first = false;
    }
  }));
});
