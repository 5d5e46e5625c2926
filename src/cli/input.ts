import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A text to read, in pieces. */
export interface Source {
  /** As it was given, or below what was given. */
  readonly name: string;
  /** Whether it was named, not met in a directory. */
  readonly isNamed: boolean;
  /** @throws InputError when it cannot be read on */
  pieces(): Iterable<string>;
}

/** Something that was given cannot be read. */
export class InputError extends Error {
  constructor(readonly file: string, message: string) {
    super(message);
  }
}

const STDIN = '-';
const MANIFEST = /\.(ya?ml|json)$/i;
/** Where no manifests of a project are: what is hidden, and packages. */
const PASSED_OVER = /^\.|^node_modules$/;
const PIECE = 1024 * 1024;

/**
 * The files that arguments name, each once, and those of directories in the order of their names.
 *
 * @param refuse is told what cannot be read
 */
export function* sources(args: readonly string[], stdin: number, refuse: (error: InputError) => void): Generator<Source> {
  const met = new Set<string>();
  for (const arg of args) {
    if (arg === STDIN) {
      if (isNew(STDIN, met)) { yield { name: 'stdin', isNamed: true, pieces: () => read('stdin', stdin) }; }
      continue;
    }
    try {
      if (!statSync(arg).isDirectory()) {
        if (isNew(realpathSync(arg), met)) { yield fileSource(arg, true); }
        continue;
      }
    } catch (error) {
      refuse(unreadable(arg, error));
      continue;
    }
    let isEmpty = true;
    for (const source of below(arg, met, refuse)) {
      isEmpty = false;
      yield source;
    }
    if (isEmpty) { refuse(new InputError(arg, 'no *.yaml, *.yml or *.json is in this directory that was not read already')); }
  }
}

/** The manifests below a directory. Links are followed, and no directory is entered twice, so that they may lead back. */
function* below(directory: string, met: Set<string>, refuse: (error: InputError) => void): Generator<Source> {
  let names: string[];
  try {
    if (!isNew(realpathSync(directory), met)) { return; }
    names = readdirSync(directory).sort();
  } catch (error) {
    refuse(unreadable(directory, error));
    return;
  }
  for (const name of names) {
    if (PASSED_OVER.test(name)) { continue; }
    const path = join(directory, name);
    try {
      const found = statSync(path);
      if (found.isDirectory()) {
        yield* below(path, met, refuse);
      } else if (found.isFile() && MANIFEST.test(name) && isNew(realpathSync(path), met)) {
        yield fileSource(path, false);
      }
    } catch (error) {
      if (MANIFEST.test(name)) { refuse(unreadable(path, error)); }
    }
  }
}

function isNew(name: string, met: Set<string>): boolean {
  const isMet = met.has(name);
  met.add(name);
  return !isMet;
}

function fileSource(name: string, isNamed: boolean): Source {
  return {
    name,
    isNamed,
    * pieces() {
      let file: number;
      try {
        file = openSync(name, 'r');
      } catch (error) {
        throw unreadable(name, error);
      }
      try {
        yield* read(name, file);
      } finally {
        closeSync(file);
      }
    },
  };
}

function* read(name: string, file: number): Generator<string> {
  const buffer = Buffer.alloc(PIECE);
  // Bytes of a character that the next piece completes.
  let begun = 0;
  for (let isFirst = true; ; isFirst = false) {
    const length = readPiece(name, file, buffer, begun);
    const end = begun + length;
    if (isFirst && isUtf16(buffer.subarray(0, end))) { throw new InputError(name, 'the text is UTF-16; save it as UTF-8'); }
    if (buffer.subarray(0, end).includes(0)) { throw new InputError(name, 'this is no text: it holds null bytes'); }
    const whole = length === 0 ? end : endOfWhole(buffer, end);
    if (!isUtf8(buffer.subarray(0, whole))) { throw new InputError(name, 'the text is not UTF-8'); }
    // Unlike TextDecoder this makes strings of one byte a character where that is enough: all that is done with them is faster.
    if (whole > 0) { yield buffer.toString('utf8', 0, whole); }
    if (length === 0) { return; }
    buffer.copy(buffer, 0, whole, end);
    begun = end - whole;
  }
}

/** Where the last character ends of which all bytes are there. */
function endOfWhole(bytes: Buffer, end: number): number {
  for (let at = end - 1; at >= 0 && at >= end - 3; at--) {
    const byte = bytes[at];
    if (byte >= 0xc0) { return at + (byte >= 0xf0 ? 4 : (byte >= 0xe0 ? 3 : 2)) > end ? at : end; }
    if (byte < 0x80) { return end; }
  }
  return end;
}

function isUtf16(bytes: Buffer): boolean {
  return bytes.length >= 2 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff));
}

function readPiece(name: string, file: number, buffer: Buffer, at: number): number {
  for (;;) {
    try {
      return readSync(file, buffer, at, buffer.length - at, null);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') { return 0; }
      if (code !== 'EAGAIN') { throw unreadable(name, error); }
      // A pipe that has nothing to read yet.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

function unreadable(name: string, error: unknown): InputError {
  const { code, message } = error as NodeJS.ErrnoException;
  const reasons: Record<string, string> = {
    ENOENT: 'no such file or directory', EACCES: 'permission denied', ELOOP: 'the link leads to itself', ENOTDIR: 'no such file or directory', EISDIR: 'is a directory',
  };
  return new InputError(name, `cannot be read: ${reasons[code ?? ''] ?? message}`);
}
