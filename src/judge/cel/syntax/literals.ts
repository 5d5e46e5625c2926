/** The values of literals, from their source. */
import { CelError } from '../error';
import { Uint, Value } from '../values';

const MIN_INT = -(2n ** 63n);
const MAX_INT = 2n ** 63n - 1n;
const MAX_UINT = 2n ** 64n - 1n;

/** An int, with its sign if it has one: only with it the least one is in range. */
export function intLiteral(text: string, offset: number): bigint {
  const digits = text.replace(/^-/, '');
  const value = text.startsWith('-') ? -BigInt(digits) : BigInt(digits);
  if (value < MIN_INT || value > MAX_INT) { throw new CelError(`the int ${text} is out of range`, offset); }
  return value;
}

export function uintLiteral(text: string, offset: number): Uint {
  const value = BigInt(text.slice(0, -1));
  if (value > MAX_UINT) { throw new CelError(`the uint ${text} is out of range`, offset); }
  return new Uint(value);
}

export function doubleLiteral(text: string, offset: number): number {
  const value = Number(text);
  if (!Number.isFinite(value)) { throw new CelError(`the double ${text} is out of range`, offset); }
  return value;
}

const SIMPLE: Readonly<Record<string, number>> = {
  'a': 7, 'b': 8, 'f': 12, 'n': 10, 'r': 13, 't': 9, 'v': 11, '\\': 92, '\'': 39, '"': 34, '`': 96, '?': 63,
};

/** A string or bytes, with prefixes and quotes. */
export function textLiteral(text: string, offset: number): Value {
  const [, prefix, quote] = /^([bBrR]*)("""|'''|"|')/.exec(text)!;
  const isBytes = /b/i.test(prefix);
  const body = text.slice(prefix.length + quote.length, -quote.length).replace(/\r\n?/g, '\n');
  if (/r/i.test(prefix)) { return isBytes ? Buffer.from(body) : body; }
  return isBytes ? bytesOf(body, offset) : body.includes('\\') ? pointsOf(body, offset) : body;
}

const ESCAPE = /\\(?:([abfnrtv\\'"`?])|[xX]([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([0-3][0-7]{2}))/y;

interface Escape { readonly code: number; readonly isUnicode: boolean; readonly length: number }

function escapeAt(body: string, at: number, offset: number): Escape {
  ESCAPE.lastIndex = at;
  const found = ESCAPE.exec(body);
  if (!found) { throw new CelError(`'${body.slice(at, at + 2)}' is not an escape sequence`, offset); }
  const [all, simple, hex, short, long, octal] = found;
  const code =
    simple !== undefined
      ? SIMPLE[simple]
      : octal !== undefined
        ? parseInt(octal, 8)
        : parseInt(hex ?? short ?? long, 16);
  return { code, isUnicode: short !== undefined || long !== undefined, length: all.length };
}

function pointsOf(body: string, offset: number): string {
  let text = '';
  for (let at = 0; at < body.length;) {
    if (body[at] !== '\\') {
      text += body[at++];
      continue;
    }
    const { code, length } = escapeAt(body, at, offset);
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
      throw new CelError(`'${body.slice(at, at + length)}' is not a character`, offset);
    }
    text += String.fromCodePoint(code);
    at += length;
  }
  return text;
}

/** In bytes an escape is a byte, and the rest its UTF-8. */
function bytesOf(body: string, offset: number): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < body.length;) {
    if (body[at] !== '\\') {
      const end = body.indexOf('\\', at);
      const plain = body.slice(at, end < 0 ? undefined : end);
      parts.push(Buffer.from(plain));
      at += plain.length;
      continue;
    }
    const { code, isUnicode, length } = escapeAt(body, at, offset);
    if (isUnicode) { throw new CelError(`'${body.slice(at, at + length)}' is not a byte`, offset); }
    parts.push(Uint8Array.of(code));
    at += length;
  }
  return new Uint8Array(Buffer.concat(parts));
}
