/** What an app left: the files that it wrote, or the sentence with which it was refused. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ended, run } from './processes';
import { Command } from './toolchain';

/** What an app left. */
export interface Outcome {
  readonly ended: Ended;
  /** The SHA-256 of each file, by its name. */
  readonly files: ReadonlyMap<string, string>;
}

/** Runs an app, which writes into the directory. */
export async function outcomeOf([program, ...args]: Command, outdir: string): Promise<Outcome> {
  const ended = await run(program, args, {
    env: {
      CDK8S_OUTDIR: outdir,
      // Packages that jsii's runtime unpacks; those of the user are left alone.
      JSII_RUNTIME_PACKAGE_CACHE_ROOT: join(outdir, '../../jsii-cache'),
    },
  });
  const names = existsSync(outdir) ? readdirSync(outdir, { recursive: true, encoding: 'utf8' }).sort() : [];
  return {
    ended,
    files: new Map(names.map((name) =>
      [name, createHash('sha256').update(readFileSync(join(outdir, name))).digest('hex')])),
  };
}

/** The message of an error that nobody caught, as Node prints it. */
export function messageOf({ stderr }: Ended): string {
  const found = /^\w*Error: ([^]*?)\n {4}at /m.exec(stderr);
  if (!found) { throw new Error(`no error in:\n${stderr}`); }
  return found[1];
}

/** Lines of stacks, in any language. */
const STACK = /^(?:at |goroutine |Traceback)/m;

/** A text without the indentation of its lines, which languages add to. */
const flush = (text: string) => text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '').join('\n');

/** Differences from what the app has to leave; none is an empty list. */
export function differences(outcome: Outcome, expected: Outcome): string[] {
  const { ended, files } = outcome;
  if (expected.ended.status === 0) {
    if (ended.status !== 0) { return [`it ended with ${ended.status}:\n${ended.stderr.slice(-3000)}`]; }
    if (expected.files.size === 0) { return ['no file is recorded']; }
    const names = [...new Set([...files.keys(), ...expected.files.keys()])].sort();
    return names
      .filter((name) => files.get(name) !== expected.files.get(name))
      .map((name) => `${name}: ${files.get(name) ?? 'not written'}; recorded is ${expected.files.get(name) ?? 'none'}`);
  }
  const sentence = flush(messageOf(expected.ended));
  const stderr = flush(ended.stderr);
  const place = stderr.indexOf(sentence);
  const stack = STACK.exec(stderr)?.index ?? Infinity;
  return [
    ...(ended.status === 0 ? ['it was not refused'] : []),
    ...(files.size > 0 ? [`it wrote ${[...files.keys()].join(', ')}`] : []),
    ...(place < 0 ? [`it does not say '${sentence}':\n${stderr}`] : []),
    ...(place > stack ? [`lines of a stack come before the sentence:\n${stderr}`] : []),
  ];
}
