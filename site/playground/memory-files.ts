/** The files of a program, in memory: as much of `node:fs` as the library and cdk8s use. */
import { Buffer } from 'buffer';
import { dirname, join, resolve } from 'path';

const DIRECTORY = Symbol('directory');

/** A file that is open. */
interface Opened {
  readonly path: string;
  position: number;
}

/** An error as Node makes it. */
export class FileError extends Error {
  constructor(readonly code: string, readonly path: string) {
    super(`${code}: '${path}'`);
  }
}

/** The little that is asked of the metadata of a file. */
export class Stats {
  readonly mode: number;

  constructor(private readonly isFolder: boolean) {
    this.mode = isFolder ? 0o755 : 0o644;
  }

  readonly isDirectory = () => this.isFolder;
  readonly isFile = () => !this.isFolder;
  readonly isFIFO = () => false;
  readonly isSocket = () => false;
  readonly isBlockDevice = () => false;
  readonly isCharacterDevice = () => false;
  readonly isSymbolicLink = () => false;
}

export class MemoryFiles {
  private readonly entries = new Map<string, Uint8Array | typeof DIRECTORY>();
  private readonly opened = new Map<number, Opened>();
  private made = 0;

  constructor() {
    this.clear();
  }

  /** Deletes all files. */
  clear(): void {
    this.entries.clear();
    this.opened.clear();
    for (const path of ['/', '/tmp']) { this.entries.set(path, DIRECTORY); }
  }

  /** The files below a directory, sorted by path. */
  below(directory: string): Array<{ path: string; bytes: Uint8Array }> {
    const start = `${resolve('/', directory)}/`;
    return [...this.entries]
      .flatMap(([path, bytes]) => (bytes !== DIRECTORY && path.startsWith(start) ? [{ path, bytes }] : []))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  exists(path: string): boolean {
    return this.entries.has(resolve('/', path));
  }

  /** @throws when there is none, unless that is asked for */
  stat(path: string, options: { throwIfNoEntry?: boolean } = {}): Stats | undefined {
    const entry = this.entries.get(resolve('/', path));
    if (entry) { return new Stats(entry === DIRECTORY); }
    if (options.throwIfNoEntry === false) { return undefined; }
    throw new FileError('ENOENT', path);
  }

  realpath(path: string): string {
    this.stat(path);
    return resolve('/', path);
  }

  readdir(path: string): string[] {
    const start = resolve('/', path) === '/' ? '/' : `${resolve('/', path)}/`;
    return [...this.entries.keys()]
      .filter((each) => each.startsWith(start) && each !== start && !each.slice(start.length).includes('/'))
      .map((each) => each.slice(start.length));
  }

  mkdir(path: string, { recursive = false } = {}): void {
    const full = resolve('/', path);
    if (this.entries.has(full)) {
      if (recursive && this.entries.get(full) === DIRECTORY) { return; }
      throw new FileError('EEXIST', path);
    }
    if (recursive) { this.mkdir(dirname(full), { recursive }); }
    this.inDirectory(full);
    this.entries.set(full, DIRECTORY);
  }

  mkdtemp(prefix: string): string {
    const path = `${prefix}${String(this.made++).padStart(6, '0')}`;
    this.mkdir(path);
    return path;
  }

  read(path: string): Uint8Array {
    const entry = this.entries.get(resolve('/', path));
    if (!entry) { throw new FileError('ENOENT', path); }
    if (entry === DIRECTORY) { throw new FileError('EISDIR', path); }
    return entry;
  }

  write(path: string, content: string | Uint8Array, isToAppend = false): void {
    const full = resolve('/', path);
    this.inDirectory(full);
    if (this.entries.get(full) === DIRECTORY) { throw new FileError('EISDIR', path); }
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content.slice();
    const before = isToAppend && this.exists(full) ? this.read(full) : new Uint8Array();
    this.entries.set(full, Buffer.concat([before, bytes]));
  }

  rename(from: string, to: string): void {
    this.write(to, this.read(from));
    this.entries.delete(resolve('/', from));
  }

  remove(path: string): void {
    const full = resolve('/', path);
    for (const each of [...this.entries.keys()]) {
      if (each === full || each.startsWith(`${full}/`)) { this.entries.delete(each); }
    }
  }

  /** @returns a descriptor */
  open(path: string, flags = 'r'): number {
    const full = resolve('/', path);
    if (flags.includes('x') && this.exists(full)) { throw new FileError('EEXIST', path); }
    if (flags.startsWith('w')) { this.write(full, ''); }
    this.read(full);
    const descriptor = 3 + this.made++;
    this.opened.set(descriptor, { path: full, position: 0 });
    return descriptor;
  }

  close(descriptor: number): void {
    this.of(descriptor);
    this.opened.delete(descriptor);
  }

  /** @returns the number of bytes that were read; 0 at the end */
  readInto(descriptor: number, into: Uint8Array, offset = 0, length = into.length - offset): number {
    const file = this.of(descriptor);
    const bytes = this.read(file.path).subarray(file.position, file.position + length);
    into.set(bytes, offset);
    file.position += bytes.length;
    return bytes.length;
  }

  append(descriptor: number, bytes: Uint8Array | string, offset = 0, length?: number): number {
    const all = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
    const part = all.subarray(offset, offset + (length ?? all.length - offset));
    this.write(this.of(descriptor).path, part, true);
    return part.length;
  }

  private of(descriptor: number): Opened {
    const file = this.opened.get(descriptor);
    if (!file) { throw new FileError('EBADF', String(descriptor)); }
    return file;
  }

  private inDirectory(path: string): void {
    const parent = dirname(path);
    if (this.entries.get(parent) !== DIRECTORY) {
      throw new FileError(this.entries.has(parent) ? 'ENOTDIR' : 'ENOENT', join(path));
    }
  }
}
