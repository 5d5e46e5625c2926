/** Directories that files are written to. Links to other files or below them are not followed. */
import { lstatSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';

/**
 * Makes a directory and those above it. Node's own recursive way never ends in a file system that makes none, such as
 * /proc.
 */
export function makeDirectory(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) { return; }
  if (found) { throw new Error(`'${path}' is a file, not a directory`); }
  const parent = dirname(path);
  if (parent !== path) { makeDirectory(parent); }
  try {
    mkdirSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Another process may have made it meanwhile.
    if (code === 'EEXIST') { return; }
    if (code === 'ENOENT') {
      throw new Error(`'${parent}' takes no directories: its file system is not one for files`);
    }
    throw error;
  }
}

/** Whether a relative path stays below where it begins, and leads to no hidden file. */
export function isPlainName(name: string): boolean {
  return !isAbsolute(name) && name.split(/[\\/]/).every((part) => part !== '' && !part.startsWith('.'));
}

/**
 * Makes the folders of a file below a directory.
 *
 * @throws when the file is a directory, or one of its folders is a link: files would be written elsewhere
 */
export function prepare(directory: string, name: string): void {
  const target = join(directory, name);
  for (let folder = dirname(name); folder !== '.'; folder = dirname(folder)) {
    const path = join(directory, folder);
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) {
      throw new Error(`'${path}' is a link, and files are not written through links; remove it`);
    }
  }
  makeDirectory(dirname(target));
  if (lstatSync(target, { throwIfNoEntry: false })?.isDirectory()) { throw new Error(`'${target}' is a directory`); }
}

/** Renames a file to a name below a directory. Another program may have done it, after it took this one for killed. */
export function renameBelow(directory: string, path: string, name: string): void {
  const target = join(directory, name);
  try {
    renameSync(path, target);
  } catch (error) {
    const isDone = !lstatSync(path, { throwIfNoEntry: false }) && lstatSync(target, { throwIfNoEntry: false });
    if (!isDone) { throw error; }
  }
}
