import { endianness } from 'node:os';

/** Texts up to this length share one array. */
const SHARED = 64 * 1024;

/** Units of zero behind a text. */
const END = 4;

const shared = arrayOf(SHARED + END);
const isSwapped = endianness() === 'BE';

/** An array, and its bytes. */
interface Codes {
  readonly codes: Uint16Array;
  readonly bytes: Buffer;
}

function arrayOf(length: number): Codes {
  const codes = new Uint16Array(length);
  return { codes, bytes: Buffer.from(codes.buffer) };
}

/**
 * The UTF-16 units of a text, with zeros behind them. An array is several times faster to read than a text that is part
 * of another.
 *
 * @returns an array that the next call may overwrite
 */
export function codesOf(text: string): Uint16Array {
  const { codes, bytes } = text.length <= SHARED ? shared : arrayOf(text.length + END);
  const written = bytes.write(text, 'utf16le');
  if (isSwapped) { bytes.subarray(0, written).swap16(); }
  codes.fill(0, text.length, text.length + END);
  return codes;
}
