import { closeSync, fchmodSync, lstatSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { finishInterrupted, listNames, partialPrefix } from './interrupted-output';
import { makeDirectory, prepare, renameBelow } from './output-directory';

/** A file that is being written. */
export interface OutputFile {
  /** Writes bytes at the end of the file. */
  write(bytes: Uint8Array, length?: number): void;
  /** Ends the file; it stays aside until all files are published. */
  end(): void;
}

/** The name of a file and the path where it is until it is published. */
interface Aside {
  readonly name: string;
  readonly path: string;
}

/**
 * Files of one directory that are written whole or not at all. They are written aside, in a hidden directory within the
 * target directory, and renamed when all of them are complete: whatever fails before leaves the files of the target
 * directory as they were. A rename replaces a link and does not follow it. What a killed program has not renamed, the
 * next one that writes to the directory renames before it writes its own files.
 */
export class OutputFiles {
  private readonly complete: Aside[] = [];
  private aside?: string;
  private current?: number;

  /** @param directory the target directory; it is made if it is missing, and may be a link to one */
  constructor(private readonly directory: string) {}

  /**
   * Starts a file.
   *
   * @param name path of the file in the target directory
   * @throws with the cause when it cannot be written
   */
  open(name: string): OutputFile {
    return this.attempt(() => {
      if (this.aside === undefined) {
        makeDirectory(this.directory);
        finishInterrupted(this.directory);
        this.aside = mkdtempSync(join(this.directory, partialPrefix()));
      }
      const path = join(this.aside, String(this.complete.length));
      const file = openSync(path, 'wx');
      this.current = file;
      return {
        write: (bytes, length = bytes.length) => this.attempt(() => writeAll(file, bytes, length)),
        end: () => this.attempt(() => {
          keepMode(file, join(this.directory, name));
          this.current = undefined;
          closeSync(file);
          this.complete.push({ name, path });
        }),
      };
    });
  }

  /** Writes a whole file. */
  add(name: string, bytes: Uint8Array): void {
    const file = this.open(name);
    file.write(bytes);
    file.end();
  }

  /**
   * Renames the files to their names, in the order in which they were added.
   *
   * @throws with the cause when one of them cannot be replaced
   */
  publish(): void {
    this.seal();
    this.rename();
  }

  /**
   * Ends the writing: all that can be known to fail fails before the first file is replaced, and from here on another
   * program can publish the files.
   *
   * @throws with the cause when one of them cannot be replaced
   */
  seal(): void {
    this.attempt(() => {
      makeDirectory(this.directory);
      for (const { name } of this.complete) { prepare(this.directory, name); }
      // One file is renamed or not.
      if (this.complete.length > 1) { listNames(this.aside!, this.complete.map(({ name }) => name)); }
    });
  }

  /** Renames the files after `seal`. A failure leaves the others where the next program finds them. */
  rename(): void {
    let count = 0;
    try {
      for (const { name, path } of this.complete) {
        renameBelow(this.directory, path, name);
        count++;
      }
    } catch (error) {
      const message = this.failure(error);
      if (count === 0) { this.discard(); }
      throw new Error(
        count === 0 ? message : `${message}; ${count} of ${this.complete.length} files are replaced: run it again`,
      );
    }
    this.discard();
  }

  /** Deletes the files that are not published. */
  discard(): void {
    if (this.current !== undefined) { closeSync(this.current); }
    this.current = undefined;
    if (this.aside !== undefined) { rmSync(this.aside, { recursive: true, force: true }); }
    this.aside = undefined;
    this.complete.length = 0;
  }

  /** Runs a step; when it fails, nothing is left behind and the error names the directory and the cause. */
  private attempt<T>(step: () => T): T {
    try {
      return step();
    } catch (error) {
      try { this.discard(); } catch { /* The first error is the cause. */ }
      throw new Error(this.failure(error));
    }
  }

  private failure(error: unknown): string {
    return `cannot write to '${this.directory}': ${causeOf(error as NodeJS.ErrnoException)}`;
  }
}

function writeAll(file: number, bytes: Uint8Array, length: number): void {
  for (let offset = 0; offset < length;) { offset += writeSync(file, bytes, offset, length - offset); }
}

/** Gives a new file the permissions of the file that it replaces. */
function keepMode(file: number, target: string): void {
  const replaced = lstatSync(target, { throwIfNoEntry: false });
  if (replaced?.isFile()) { fchmodSync(file, replaced.mode % 0o1000); }
}

const CAUSES: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EFBIG: 'the file would be larger than the limit for files',
  EROFS: 'the file system is read-only',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENAMETOOLONG: 'a name is too long',
  ELOOP: 'a link leads to itself',
  ENOTDIR: 'a part of the path is a file, not a directory',
};

function causeOf({ code = '', message, path }: NodeJS.ErrnoException): string {
  const cause = CAUSES[code];
  return cause === undefined ? message : `${cause} (${code}${path === undefined ? '' : `, '${path}'`})`;
}
