/** Go programs that tests compare with. Each is built once per machine, outside the repository. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const version = spawnSync('go', ['version'], { encoding: 'utf8' });

/** The version of the Go toolchain, or undefined if there is none. */
export const GO = version.status === 0 ? version.stdout.trim() : undefined;

/**
 * The path of the program whose sources and go.mod are in the directory. A program that was built from the same sources
 * with the same toolchain is reused.
 *
 * @param program the import path of another one, which go.mod requires
 * @param flags of `go build`
 * @throws with the message of the compiler
 */
export function buildGo(directory: string, program = '.', flags: readonly string[] = []): string {
  const hash = createHash('sha256').update([GO, program, ...flags].join(' '));
  for (const file of readdirSync(directory).filter((name) => /\.go$|^go\.(mod|sum)$/.test(name)).sort()) {
    hash.update(`\0${file}\0`).update(readFileSync(join(directory, file)));
  }
  const cache = join(tmpdir(), 'cdk8s-agent-sandbox-go');
  const path = join(cache, hash.digest('hex'));
  if (existsSync(path)) { return path; }
  mkdirSync(cache, { recursive: true });
  // Built beside the target and renamed, so that another process never runs an incomplete program.
  const half = `${path}.${process.pid}`;
  const args = ['build', '-trimpath', '-buildvcs=false', ...flags, '-o', half, program];
  const { status, stderr, error } = spawnSync('go', args, { cwd: directory, encoding: 'utf8' });
  if (status !== 0) { throw new Error(`go build in ${directory} failed: ${stderr || String(error)}`); }
  renameSync(half, path);
  return path;
}

/** The answers of the program, one line of JSON for each question. */
export function askGo<T>(program: string, questions: readonly object[]): T[] {
  const { status, stdout, stderr, error } = spawnSync(program, {
    input: questions.map((question) => `${JSON.stringify(question)}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) { throw new Error(`${program} failed: ${stderr || String(error)}`); }
  return stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line) as T);
}
