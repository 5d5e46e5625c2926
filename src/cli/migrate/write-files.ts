import { closeSync, existsSync, openSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import type { MigratedFile } from '../../migrate/migration';
import { OutputFiles } from '../../synth/output-files';
import { UsageError } from '../command';

/**
 * Writes the files that changed at their places: all of them, or none. A link stays, and what it leads to is written.
 *
 * @throws with the file that cannot be written, before one is
 */
export function writeInPlace(files: readonly MigratedFile[]): void {
  const changed = files.filter(({ text, after }) => text !== after).map(({ name, after }) => (
    { path: realpathSync(name), name, after }
  ));
  for (const { path, name } of changed) {
    if (!isWritable(path)) {
      throw new Error(`'${name}' is read-only, and nothing was written; make it writable, or give --outdir`);
    }
  }
  write(changed.map(({ path, after }) => ({ directory: dirname(path), name: basename(path), after })));
}

/** Writes all files below a directory, as they are below the arguments. */
export function writeBelow(outdir: string, files: readonly MigratedFile[], args: readonly string[]): void {
  const seen = new Map<string, string>();
  const target = existsSync(outdir) ? realpathSync(outdir) : resolve(outdir);
  write(files.map(({ name, after }) => {
    const below = nameBelow(name, args);
    const other = seen.get(below);
    if (other !== undefined) {
      throw new UsageError(`'${other}' and '${name}' would both be '${below}' in --outdir; migrate them apart`);
    }
    if (resolve(target, below) === realpathSync(name)) {
      throw new UsageError(`--outdir would replace '${name}'; leave --outdir out to migrate in place`);
    }
    seen.set(below, name);
    return { directory: outdir, name: below, after };
  }));
}

function nameBelow(name: string, args: readonly string[]): string {
  const root = args.filter((arg) => statSync(arg).isDirectory())
    .find((arg) => !relative(arg, name).startsWith('..'));
  return root === undefined ? basename(name) : relative(root, name);
}

function isWritable(path: string): boolean {
  try {
    closeSync(openSync(path, 'r+'));
    // Who may write everything should be asked, too.
    return /[2367]/.test((statSync(path).mode % 0o1000).toString(8));
  } catch {
    return false;
  }
}

interface Output {
  readonly directory: string;
  readonly name: string;
  readonly after: string;
}

function write(files: readonly Output[]): void {
  const outputs = new Map<string, OutputFiles>();
  try {
    for (const { directory, name, after } of files) {
      let output = outputs.get(directory);
      if (!output) { outputs.set(directory, output = new OutputFiles(directory)); }
      output.add(name, Buffer.from(after));
    }
    for (const output of outputs.values()) { output.seal(); }
  } catch (error) {
    for (const output of outputs.values()) { output.discard(); }
    throw error;
  }
  for (const output of outputs.values()) { output.rename(); }
}
