/** The parts of an outcome that both languages have. */
import { WrittenFile } from './protocol';
import { createHash } from './shims/crypto';
import { files } from './shims/fs';

/** What a task leads to, besides its id and time. */
export type { Outcome } from './protocol';

/** The files of a directory. */
export function writtenFiles(directory: string): WrittenFile[] {
  return files.below(directory).map(({ path, bytes }) => ({
    name: path.slice(1),
    text: new TextDecoder().decode(bytes),
    sha256: createHash('sha256').update(bytes).digest('hex') as string,
  }));
}
