import { DocumentError } from './error';
import { MAX_DOCUMENT } from './limits';
import { skipBlank } from './positions';

/** A part of a file: one document, or what ends at a line of three dots. */
export interface Chunk {
  readonly text: string;
  /** The number of its first line in the file, from 1. */
  readonly line: number;
}

const SEPARATOR = '\n---';

/**
 * Cuts a text at its lines `---`, each of which begins a chunk. In block style nothing but a separator can stand there:
 * so the parts are found without parsing, and one may be broken while the next is not.
 *
 * @param pieces the text, cut anywhere
 * @throws DocumentError when a chunk is too large; all chunks before it were given
 */
export function* split(pieces: Iterable<string>): Generator<Chunk> {
  let text = '';
  let line = 1;
  let isFirst = true;
  for (const piece of pieces) {
    const searched = text.length;
    text += isFirst ? piece.replace(/^\uFEFF/, '') : piece;
    isFirst = false;
    let begin = 0;
    let from = Math.max(0, searched - SEPARATOR.length);
    for (;;) {
      const end = text.indexOf(SEPARATOR, from);
      // What follows the dashes may be in the next piece.
      if (end < 0 || end + SEPARATOR.length >= text.length) { break; }
      from = end + 1;
      if (!isSeparator(text, end)) { continue; }
      const chunk = { text: text.slice(begin, end + 1), line };
      if (isPreamble(chunk.text)) { continue; }
      yield checked(chunk);
      line += lines(chunk.text);
      begin = end + 1;
    }
    text = text.slice(begin);
    checked({ text, line });
  }
  const end = text.endsWith(SEPARATOR) ? text.length - 3 : text.length;
  if (end > 0) { yield { text: text.slice(0, end), line }; }
}

function checked(chunk: Chunk): Chunk {
  if (chunk.text.length > MAX_DOCUMENT) { throw new DocumentError(`a document is longer than ${MAX_DOCUMENT / 1024 / 1024} MiB; separate its objects with lines of '---'`, { line: chunk.line, column: 1 }); }
  return chunk;
}

function isSeparator(text: string, at: number): boolean {
  return ' \t\r\n'.includes(text[at + SEPARATOR.length]);
}

/** Whether there is nothing but directives, which belong to the document that follows. */
function isPreamble(text: string): boolean {
  let hasDirective = false;
  for (let at = skipBlank(text, 0); at < text.length; at = skipBlank(text, at)) {
    if (text[at] !== '%') { return false; }
    hasDirective = true;
    at = text.indexOf('\n', at);
  }
  return hasDirective;
}

function lines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) { count += 1; }
  return count;
}
