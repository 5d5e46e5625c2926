import { AMBIGUOUS_CHARACTER, FORBIDDEN_CHARACTER } from './ambiguous-characters';
import { DocumentError } from './error';
import { JsonReader } from './json';
import { MAX_DOCUMENT, MAX_DOCUMENTS } from './limits';

/** The text of one document, or of several JSON values. */
export interface Chunk {
  readonly text: string;
  /** Number of its first line in the file, from 1. */
  readonly line: number;
  /** Whether the file begins with it, so that it may be JSON. @default true */
  readonly isFirst?: boolean;
  /** Whether the file ends with it. @default true */
  readonly isLast?: boolean;
}

const SEPARATOR = '\n---';

/**
 * Cuts a text at its lines that begin with `---`, as kubectl does before it reads YAML. Such a line belongs to the
 * document behind it if nothing stands before it, else to none.
 *
 * @param pieces the text, cut anywhere
 * @throws DocumentError when a chunk is too large, or there are too many; all chunks before it were given
 */
export function* split(pieces: Iterable<string>): Generator<Chunk> {
  let text = '';
  let line = 1;
  let isFirst = true;
  let searched = 0;
  let count = 0;
  for (const piece of pieces) {
    text += piece;
    let begin = 0;
    for (;;) {
      const end = text.indexOf(SEPARATOR, searched);
      const next = end < 0 ? -1 : text.indexOf('\n', end + 1);
      if (next < 0) {
        // The separator may have begun only.
        searched = end < 0 ? Math.max(begin, text.length - SEPARATOR.length + 1) : end;
        break;
      }
      if (++count > MAX_DOCUMENTS) { throw tooMany(line); }
      yield checked({ text: text.slice(begin, end + 1), line, isFirst, isLast: false });
      line += lines(text, begin, end + 1);
      // A line with content is left to the next chunk, which is refused for it.
      const rest = text.slice(end + SEPARATOR.length, next);
      const isKept = isFirst && mayMatter(rest, text.slice(next + 1, next + 4)) && isJson(text.slice(begin, end + 1));
      const isDropped = isSeparator(rest) && !isKept;
      if (isDropped) { line += 1; }
      begin = isDropped ? next + 1 : end + 1;
      isFirst = false;
      // At the beginning of a chunk there is nothing to end.
      searched = isDropped ? begin : next;
    }
    text = text.slice(begin);
    searched -= begin;
    checked({ text, line });
  }
  const end = lastSeparator(text);
  if (end >= 0) { yield { text: text.slice(0, end + 1), line, isFirst, isLast: false }; }
  const rest = end < 0 ? text : remainder(text, end);
  if (end >= 0) { line += lines(text, 0, end + 1); }
  if (rest.length > 0) { yield { text: rest, line, isFirst: isFirst && end < 0, isLast: true }; }
}

/** Whether a document changes when the separator before it belongs to it. */
function mayMatter(rest: string, behind: string): boolean {
  return /^(?:%|\.\.\.)/.test(behind) || FORBIDDEN_CHARACTER.test(rest);
}

/** Whether a chunk is one value of JSON, which kubectl reads apart: the separator belongs to what follows. */
function isJson(text: string): boolean {
  if (!/^\s*\{/.test(text)) { return false; }
  try {
    return /^[^\S\n]*\n$/.test(text.slice(new JsonReader(text).read().end));
  } catch {
    return false;
  }
}

/** Where the last line begins if it is a separator that no line break ends. */
function lastSeparator(text: string): number {
  const end = text.lastIndexOf('\n');
  return end >= 0 && text.startsWith(SEPARATOR, end) ? end : -1;
}

/** The separator itself if it has content, for which it is refused. */
function remainder(text: string, end: number): string {
  return isSeparator(text.slice(end + SEPARATOR.length)) ? '' : text.slice(end + 1);
}

/** Whether a separator has nothing but a comment behind its dashes, in which no tool sees the end of a line. */
export function isSeparator(rest: string): boolean {
  return /^[^\S\ufeff]*(?:#|$)/.test(rest) && !AMBIGUOUS_CHARACTER.test(`${rest}\n`);
}

function tooMany(line: number): DocumentError {
  const limit = MAX_DOCUMENTS.toLocaleString('en');
  return new DocumentError(
    `a file has more than ${limit} documents; the rest is not read: split the file`, { line, column: 1 },
  );
}

function checked(chunk: Chunk): Chunk {
  if (chunk.text.length > MAX_DOCUMENT) {
    const limit = MAX_DOCUMENT / 1024 / 1024;
    const message = `a document is longer than ${limit} MiB; separate its objects with lines of '---'`;
    throw new DocumentError(message, { line: chunk.line, column: 1 });
  }
  return chunk;
}

function lines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) { count += 1; }
  return count;
}
