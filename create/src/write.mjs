// @ts-check
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The directory cannot take a new project. */
export class DirectoryError extends Error {}

/** A repository that was just made, with what it may hold already. */
const HARMLESS = ['.git', '.gitattributes', '.idea', '.vscode', '.DS_Store', 'LICENSE'];

/**
 * @param {string} directory
 * @throws {DirectoryError} if it holds files that the project could overwrite, or is no directory
 */
export function refuseUsed(directory) {
  const used = entriesOf(directory).filter((name) => !HARMLESS.includes(name));
  if (used.length === 0) { return; }
  const some = used.slice(0, 3).join(', ');
  const names = used.length > 3 ? `${some} and ${used.length - 3} more` : some;
  throw new DirectoryError(`${directory} is not empty: it has ${names}; give a new or empty directory`);
}

/** @param {string} directory */
function entriesOf(directory) {
  try {
    return readdirSync(directory);
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'ENOENT') { return []; }
    throw new DirectoryError(code === 'ENOTDIR' ? `${directory} is a file; give a directory` : message);
  }
}

/**
 * Writes the files; no file that is there already is replaced.
 *
 * @param {string} directory
 * @param {{ readonly [path: string]: string }} files
 */
export function writeAll(directory, files) {
  for (const [path, text] of Object.entries(files)) {
    const file = join(directory, path);
    try {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text, { flag: 'wx' });
    } catch (error) {
      throw new DirectoryError(`${file} cannot be written: ${/** @type {Error} */ (error).message}`);
    }
  }
}
