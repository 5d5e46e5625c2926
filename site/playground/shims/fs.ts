/** `node:fs` in a browser: the files of one worker, in memory. */
import { Buffer } from 'buffer';
import { MemoryFiles, Stats } from '../memory-files';

export const files = new MemoryFiles();

type Encoding = BufferEncoding | { encoding?: BufferEncoding | null } | null;

export function readFileSync(path: string, options?: Encoding): string | Uint8Array {
  const encoding = typeof options === 'string' ? options : options?.encoding;
  const bytes = Buffer.from(files.read(path));
  return encoding ? bytes.toString(encoding) : bytes;
}

export const writeFileSync = (path: string, content: string | Uint8Array): void => { files.write(path, content); };
export const appendFileSync = (path: string, content: string): void => { files.write(path, content, true); };
export const existsSync = (path: string): boolean => files.exists(path);
export const statSync = (path: string, options?: { throwIfNoEntry?: boolean }): Stats | undefined =>
  files.stat(path, options);
export const lstatSync = statSync;
export const realpathSync = (path: string): string => files.realpath(path);
export const readdirSync = (path: string): string[] => files.readdir(path);
export const mkdirSync = (path: string, options?: { recursive?: boolean }): void => { files.mkdir(path, options); };
export const mkdtempSync = (prefix: string): string => files.mkdtemp(prefix);
export const renameSync = (from: string, to: string): void => { files.rename(from, to); };
export const rmSync = (path: string): void => { files.remove(path); };
export const unlinkSync = rmSync;
export const openSync = (path: string, flags?: string): number => files.open(path, flags);
export const closeSync = (descriptor: number): void => { files.close(descriptor); };
export const fchmodSync = (): void => {};
export const readSync = (descriptor: number, into: Uint8Array, offset?: number, length?: number): number =>
  files.readInto(descriptor, into, offset, length);
export const writeSync = (descriptor: number, from: Uint8Array | string, offset?: number, length?: number): number =>
  files.append(descriptor, from, offset, length);
