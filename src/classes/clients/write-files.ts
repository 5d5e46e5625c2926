import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { IConstruct } from 'constructs';
import { perApp } from '../../app/per-app';
import { shown } from '../../checks/forms';
import { OutputFiles } from '../../synth/output-files';

/** A file that classes of an app have written. */
interface Written {
  readonly by: string;
  readonly text: string;
}

/**
 * Writes texts as files of a directory, whole or not at all, but those that are there as they should be.
 *
 * @returns the paths of all
 * @throws when the directory is none, or other classes of the app have written another text there
 */
export function writeFiles(owner: IConstruct, directory: unknown, files: Readonly<Record<string, string>>): string[] {
  if (typeof directory !== 'string' || directory === '') {
    throw new Error(`'directory' is ${shown(directory)}; give the path of a directory`);
  }
  if (existsSync(directory) && !statSync(directory).isDirectory()) {
    throw new Error(`'directory' is '${directory}', which is a file; give the path of a directory`);
  }
  const written = perApp(owner, 'classClients', () => new Map<string, Written>());
  const output = new OutputFiles(directory);
  let isAny = false;
  for (const [name, text] of Object.entries(files)) {
    const path = join(directory, name);
    const other = written.get(resolve(path));
    if (other && other.by !== owner.node.path && other.text !== text) {
      throw new Error(
        `'${path}' is that of '${other.by}' already, which has other classes; give another 'directory'`,
      );
    }
    written.set(resolve(path), { by: owner.node.path, text });
    if (isAsItShould(path, text)) { continue; }
    isAny = true;
    const file = output.open(name);
    file.write(Buffer.from(text));
    file.end();
  }
  if (isAny) { output.publish(); }
  return Object.keys(files).map((name) => join(directory, name));
}

function isAsItShould(path: string, text: string): boolean {
  return existsSync(path) && statSync(path).isFile() && readFileSync(path, 'utf8') === text;
}
