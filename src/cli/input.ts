import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { isUnfinished } from '../synth/interrupted-output';

/** A text to read, in pieces. */
export interface InputText {
  /** The path as given, or below a directory that was given. */
  readonly name: string;
  /** Whether an argument names it; false for a file that was found in a directory. */
  readonly isNamed: boolean;
  /** Whether it can be read once only. */
  readonly isPipe: boolean;
  /** Of a file, the number of its bytes when it was found. */
  readonly size?: number;
  /** @throws InputError when it cannot be read further */
  pieces(): Iterable<string>;
}

/** An input cannot be read. */
export class InputError extends Error {
  constructor(readonly file: string, message: string) {
    super(message);
  }
}

const STDIN = '-';
const MANIFEST = /\.(ya?ml|json)$/i;
/** Directories that hold no manifests of a project. Hidden files are read: `kubectl apply -f DIR` applies them. */
const PASSED_OVER: ReadonlySet<string> = new Set(['.git', 'node_modules']);
const PIECE = 1024 * 1024;

/**
 * The texts that arguments name, each once; those of a directory sorted by name.
 *
 * @param refuse receives an error for each input that cannot be read
 */
export function* inputTexts(
  args: readonly string[],
  stdin: number,
  refuse: (error: InputError) => void,
): Generator<InputText> {
  const seen = new Set<string>();
  for (const arg of args) {
    if (arg === STDIN) {
      if (isNew(STDIN, seen)) {
        yield { name: 'stdin', isNamed: true, isPipe: true, pieces: () => read('stdin', stdin) };
      }
      continue;
    }
    try {
      const stats = statSync(arg);
      if (!stats.isDirectory()) {
        // A pipe has a beginning and an end; a device may be endless.
        if (stats.isCharacterDevice() || stats.isBlockDevice() || stats.isSocket()) {
          throw new InputError(arg, 'is a device or a socket, not a file');
        }
        if (isNew(realpathSync(arg), seen)) {
          yield inputFile(arg, { isNamed: true, isPipe: !stats.isFile(), size: stats.size });
        }
        continue;
      }
    } catch (error) {
      refuse(error instanceof InputError ? error : unreadable(arg, error));
      continue;
    }
    let isEmpty = true;
    for (const text of below(arg, realpathSync(arg), seen, refuse)) {
      isEmpty = false;
      yield text;
    }
    if (isEmpty) {
      refuse(new InputError(arg, 'no *.yaml, *.yml or *.json is in this directory that was not read already'));
    }
  }
}

/**
 * The manifests below a directory. Links are followed as long as they stay below the directory that was named; each
 * directory is entered once, as links may form a circle.
 *
 * @param root the real path of the directory that was named
 */
function* below(
  directory: string,
  root: string,
  seen: Set<string>,
  refuse: (error: InputError) => void,
): Generator<InputText> {
  let names: string[];
  try {
    if (!isNew(realpathSync(directory), seen)) { return; }
    names = readdirSync(directory).sort();
  } catch (error) {
    refuse(unreadable(directory, error));
    return;
  }
  for (const name of names) {
    if (PASSED_OVER.has(name)) { continue; }
    const path = join(directory, name);
    try {
      const stats = statSync(path);
      if (stats.isDirectory() && isUnfinished(path)) {
        refuse(
          new InputError(path, 'is left of a program that was killed: files of two runs are mixed here; run it again'),
        );
        continue;
      }
      const isWanted = stats.isDirectory() || (stats.isFile() && MANIFEST.test(name));
      if (isWanted && !isBelow(realpathSync(path), root)) {
        refuse(
          new InputError(path, 'is a link that leads out of the directory, and was left out; name it to have it read'),
        );
      } else if (stats.isDirectory()) {
        yield* below(path, root, seen, refuse);
      } else if (stats.isFile() && MANIFEST.test(name) && isNew(realpathSync(path), seen)) {
        yield inputFile(path, { isNamed: false, isPipe: false, size: stats.size });
      }
    } catch (error) {
      if (MANIFEST.test(name)) { refuse(unreadable(path, error)); }
    }
  }
}

function isBelow(path: string, root: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

function isNew(name: string, seen: Set<string>): boolean {
  const before = seen.size;
  return seen.add(name).size > before;
}

function inputFile(name: string, is: Pick<InputText, 'isNamed' | 'isPipe' | 'size'>): InputText {
  return {
    name,
    ...is,
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
  // Number of bytes of a character that the next piece completes.
  let begun = 0;
  for (let isFirst = true; ; isFirst = false) {
    const length = readPiece(name, file, buffer, begun);
    const end = begun + length;
    if (isFirst && isUtf16(buffer.subarray(0, end))) {
      throw new InputError(name, 'the text is UTF-16; save it as UTF-8');
    }
    if (buffer.subarray(0, end).includes(0)) { throw new InputError(name, 'this is not text: it holds null bytes'); }
    const whole = length === 0 ? end : endOfWhole(buffer, end);
    if (!isUtf8(buffer.subarray(0, whole))) { throw new InputError(name, 'the text is not UTF-8'); }
    // Unlike TextDecoder, this makes strings of one byte a character where possible, which are faster to scan.
    if (whole > 0) { yield buffer.toString('utf8', 0, whole); }
    if (length === 0) { return; }
    buffer.copy(buffer, 0, whole, end);
    begun = end - whole;
  }
}

/** Where the last complete character ends. */
function endOfWhole(bytes: Buffer, end: number): number {
  for (let start = end - 1; start >= 0 && start >= end - 3; start--) {
    const byte = bytes[start];
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return start + length > end ? start : end;
    }
    if (byte < 0x80) { return end; }
  }
  return end;
}

function isUtf16(bytes: Buffer): boolean {
  return bytes.length >= 2 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff));
}

function readPiece(name: string, file: number, buffer: Buffer, offset: number): number {
  for (;;) {
    try {
      return readSync(file, buffer, offset, buffer.length - offset, null);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') { return 0; }
      if (code !== 'EAGAIN') { throw unreadable(name, error); }
      // Another program that shares the standard input made it non-blocking, and it is empty for now.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

function unreadable(name: string, error: unknown): InputError {
  const { code, message } = error as NodeJS.ErrnoException;
  const reasons: Record<string, string> = {
    ENOENT: 'no such file or directory',
    EACCES: 'permission denied',
    ELOOP: 'the link leads to itself',
    ENOTDIR: 'no such file or directory',
    EISDIR: 'is a directory',
  };
  return new InputError(name, `cannot be read: ${reasons[code ?? ''] ?? message}`);
}
