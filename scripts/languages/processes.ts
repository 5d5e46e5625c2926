/** Runs programs beside each other, and tells what they printed. */
import { spawn } from 'node:child_process';

const LIMIT_MS = 20 * 60_000;

/** What a program left. */
export interface Ended {
  /** Its exit status; undefined if it could not be started or was killed. */
  readonly status: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a program to its end. */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const start = process.hrtime.bigint();
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LIMIT_MS,
    });
    const texts = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => { texts.stdout += text; });
    child.stderr.setEncoding('utf8').on('data', (text: string) => { texts.stderr += text; });
    const end = (status: number | undefined) => {
      resolve({ status, ...texts, seconds: Number(process.hrtime.bigint() - start) / 1e9 });
    };
    child.on('error', (error) => {
      texts.stderr += String(error);
      end(undefined);
    });
    child.on('close', (status) => { end(status ?? undefined); });
  });
}

/**
 * Runs a program that has to succeed.
 *
 * @throws with the last lines that it printed
 */
export async function mustRun(command: string, args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const ended = await run(command, args, options);
  if (ended.status !== 0) {
    const last = `${ended.stdout}\n${ended.stderr}`.trim().split('\n').slice(-30).join('\n');
    throw new Error(`${command} ${args.join(' ')} failed:\n${last}`);
  }
  return ended;
}

/** The first line that a program prints, or undefined if there is no such program. */
export async function versionOf(command: string, ...args: readonly string[]): Promise<string | undefined> {
  const { status, stdout, stderr } = await run(command, args);
  return status === 0 ? `${stdout}${stderr}`.trim().split('\n')[0] : undefined;
}
