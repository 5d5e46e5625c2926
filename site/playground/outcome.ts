/** The parts of an outcome that both languages have. */
import { Network, WrittenFile } from './protocol';
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

/** A network, or why there is none. */
export function networkOrReason(make: () => Network): { network?: Network; withoutNetwork?: string } {
  try {
    return { network: make() };
  } catch (error) {
    return { withoutNetwork: error instanceof Error ? error.message : String(error) };
  }
}
