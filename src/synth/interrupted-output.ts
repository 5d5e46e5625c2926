/**
 * What a program that was killed leaves of files that it wrote: a hidden directory with those that are not at their
 * names yet. Once all are complete, the directory has a list of their names, and another program can put them there.
 */
import { existsSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isPlainName, prepare, renameBelow } from './output-directory';

/** The list of names in a hidden directory. The file of the name with the index n is called n. */
const NAMES = 'names.json';
const FORM = /^\.partial-(\d+)-(\w*)-\w{6}$/;

/** The beginning of the name of a hidden directory: it tells the process that writes in it. */
export function partialPrefix(): string {
  return `.partial-${process.pid}-${host()}-`;
}

/** Lists the names of the files, which are complete. From here on they are published, whoever does it. */
export function listNames(aside: string, names: readonly string[]): void {
  if (!names.every(isPlainName)) { return; }
  const path = join(aside, NAMES);
  writeFileSync(`${path}.part`, JSON.stringify(names));
  renameSync(`${path}.part`, path);
}

/** Whether a directory is a hidden one of files of which some may be at their names. */
export function isUnfinished(path: string): boolean {
  return FORM.test(path.slice(path.lastIndexOf('/') + 1)) && existsSync(join(path, NAMES));
}

/**
 * Publishes the complete files of programs that were killed, and deletes their incomplete ones.
 *
 * @throws when a file cannot be replaced
 */
export function finishInterrupted(directory: string): void {
  for (const entry of readdirSync(directory)) {
    const [isOne, id, owner] = FORM.exec(entry) ?? [];
    if (isOne === undefined) { continue; }
    const aside = join(directory, entry);
    // A link is not followed.
    if (!lstatSync(aside, { throwIfNoEntry: false })?.isDirectory()) { continue; }
    const isHere = owner === host();
    if (isHere && Number(id) !== process.pid && isAlive(Number(id))) { continue; }
    const names = namesIn(aside);
    names?.forEach((name, index) => {
      prepare(directory, name);
      renameBelow(directory, join(aside, String(index)), name);
    });
    // The files of another host, or of this process, may still be written.
    if (names || (isHere && Number(id) !== process.pid)) { rmSync(aside, { recursive: true, force: true }); }
  }
}

/** The names that a hidden directory lists; undefined if its files are not complete. */
function namesIn(aside: string): readonly string[] | undefined {
  const path = join(aside, NAMES);
  if (!existsSync(path)) { return undefined; }
  let names: unknown;
  try {
    names = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
  // Someone else may have put the list there.
  return Array.isArray(names) && names.every((name) => typeof name === 'string' && isPlainName(name))
    ? names
    : undefined;
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function host(): string {
  return hostname().replace(/\W/g, '').slice(0, 40);
}
