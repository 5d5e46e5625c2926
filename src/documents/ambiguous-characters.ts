import { DocumentError } from './error';

/** Code of a character that tools read in two ways. */
export const AMBIGUOUS = 'ASB107';

/** Line breaks of YAML 1.1 that YAML 1.2 does not have, and the byte order mark, which some tools skip. */
export const AMBIGUOUS_CHARACTER = /[\u0085\u2028\u2029\ufeff]|\r(?!\n)/;

/** Characters that no text may hold: controls, and what is no character. */
export const FORBIDDEN_CHARACTER = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** The error of such a character outside double quotes. */
export function ambiguous(text: string, at: number): DocumentError {
  const unit = text.charCodeAt(at);
  if (unit === 0xfeff) {
    return new DocumentError(
      'a byte order mark (U+FEFF) is not at the beginning of the file; remove it',
      at,
      AMBIGUOUS,
    );
  }
  const name =
    unit === 0x0d ? 'a carriage return without a line feed' : `U+${unit.toString(16).toUpperCase().padStart(4, '0')}`;
  return new DocumentError(`${name} ends a line for kubectl, but not for other tools; end lines with a line feed, `
    + `and write ${escapeOf(unit)} in double quotes`, at, AMBIGUOUS);
}

/** The error of a character that no text may hold. */
export function forbidden(text: string, at: number): DocumentError {
  const code = text.codePointAt(at)!.toString(16).toUpperCase().padStart(4, '0');
  return new DocumentError(`the character U+${code} is not allowed; write it as an escape in double quotes`, at);
}

function escapeOf(unit: number): string {
  return unit === 0x0d ? '\\r' : `\\u${unit.toString(16).padStart(4, '0')}`;
}
