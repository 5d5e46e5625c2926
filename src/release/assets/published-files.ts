/** The files that upstream publishes for a release, as a user has downloaded them. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Assets } from './observed';
import { DocumentError, errorPosition, readChunk, split } from '../../documents';
import { KubeObject } from '../../kubernetes/kube-object';
import { printChecksums } from '../release-files';

/** Files and the SHA-256 of their bytes, by name. */
export interface PublishedFiles {
  readonly assets: Assets;
  readonly checksums: Readonly<Record<string, string>>;
}

/**
 * The manifests of a directory.
 *
 * @param pinned the checksums that its files must have, if they are pinned
 * @throws when it has none, one of them is not YAML, or the checksum of one is another
 */
export function readFiles(directory: string, pinned?: Readonly<Record<string, string>>): PublishedFiles {
  const names = namesIn(directory);
  const bytes = names.map((name) => readFileSync(join(directory, name)));
  const checksums = Object.fromEntries(
    names.map((name, index) => [name, createHash('sha256').update(bytes[index]).digest('hex')]),
  );
  if (pinned) { comparePins(directory, checksums, pinned); }
  return {
    checksums,
    assets: new Map(names.map((name, index) => [name, objectsOf(join(directory, name), bytes[index].toString())])),
  };
}

function namesIn(directory: string): string[] {
  let names: string[];
  try {
    names = readdirSync(directory).filter((name) => /\.ya?ml$/.test(name)).sort();
  } catch (error) {
    throw new Error(`${directory} cannot be read (${(error as NodeJS.ErrnoException).code}); ` +
      'give the directory of the downloaded files of a release');
  }
  if (names.length === 0) {
    throw new Error(`${directory} has no .yaml file; give the directory of the downloaded files of a release`);
  }
  return names;
}

function comparePins(
  directory: string,
  checksums: Readonly<Record<string, string>>,
  pinned: Readonly<Record<string, string>>,
): void {
  const wrong = [...new Set([...Object.keys(pinned), ...Object.keys(checksums)])].sort().flatMap((name) => {
    const [is, pin] = [checksums[name], pinned[name]?.toLowerCase()];
    if (is === pin) { return []; }
    if (is === undefined) { return `'${name}' is missing`; }
    return pin === undefined ? `'${name}' is not pinned` : `'${name}' has the SHA-256 ${is}, and ${pin} is pinned`;
  });
  if (wrong.length === 0) { return; }
  throw new Error(`the files in ${directory} are not those that are pinned: ${wrong.join('; ')}; ` +
    `give the files that were pinned, or review these and pin them: ${printChecksums(checksums)}`);
}

/** The objects of a file; what is no object of Kubernetes is an error. */
function objectsOf(file: string, text: string): KubeObject[] {
  return [...split([text])].flatMap((chunk) => {
    try {
      return readChunk(chunk).map(({ value }) => value as KubeObject).filter(isObject);
    } catch (error) {
      if (!(error instanceof DocumentError)) { throw error; }
      const { line, column } = errorPosition(chunk, error);
      throw new Error(`${file}:${line}:${column}: ${error.message}`);
    }
  });
}

function isObject({ apiVersion, kind, metadata }: Partial<KubeObject>): boolean {
  return typeof apiVersion === 'string' && typeof kind === 'string' && typeof metadata?.name === 'string';
}
