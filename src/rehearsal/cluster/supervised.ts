/** Processes that end with this one, however it ends. */
import { ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DIRECTORY_PREFIX, reap, reapAll } from './reaper';
import { until } from './until';

export interface Program {
  /** The name of its log. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the others go on when it ends by itself. @default false */
  readonly mayEnd?: boolean;
}

export class Supervisor {
  /** The directory of the processes' files. It is removed with them. */
  readonly directory: string;
  private failure?: Error;
  private readonly ended = new Map<string, string>();
  private readonly mayEnd = new Set<string>();
  private readonly child: ChildProcess;
  private readonly gone: Promise<void>;

  constructor() {
    reapAll(tmpdir());
    this.directory = mkdtempSync(join(tmpdir(), DIRECTORY_PREFIX));
    this.child = spawn(process.execPath, [require.resolve('./supervisor.mjs'), this.directory], {
      detached: true,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.gone = new Promise((resolve) => {
      this.child.once('exit', (code) => {
        // The supervisor ends its processes before itself, unless it was killed.
        if (code !== 0) { reap(this.directory); }
        resolve();
      });
    });
    this.child.once('error', (error) => { this.failure ??= error; });
    createInterface({ input: this.child.stdout! }).on('line', (line) => {
      const { name, how, isWanted } = JSON.parse(line) as { name: string; how: string; isWanted: boolean };
      this.ended.set(name, how);
      if (isWanted || this.mayEnd.has(name)) { return; }
      this.failure ??= new Error(`${name} ended with ${how}:\n${this.log(name)}`);
    });
  }

  get pid(): number { return this.child.pid!; }

  start(program: Program): void {
    if (program.mayEnd) { this.mayEnd.add(program.name); }
    this.child.stdin!.write(`${JSON.stringify({ start: program })}\n`);
  }

  /** How a process ended; undefined while it runs. */
  howEnded(name: string): string | undefined {
    return this.ended.get(name);
  }

  /** Ends one process. */
  async end(name: string): Promise<void> {
    this.child.stdin!.write(`${JSON.stringify({ end: name })}\n`);
    await this.until(`${name} to end`, () => this.ended.has(name));
  }

  /** Waits for a condition. @throws if one of the processes ends by itself before */
  until(what: string, isSo: () => boolean | Promise<boolean>, patience?: number): Promise<void> {
    return until(what, () => {
      if (this.failure) { throw this.failure; }
      return isSo();
    }, patience);
  }

  /** The last lines of the log of a process. */
  log(name: string, lines = 30): string {
    try {
      return readFileSync(join(this.directory, `${name}.log`), 'utf8').split('\n').slice(-lines).join('\n');
    } catch {
      return '';
    }
  }

  /** Ends all processes and removes their files. */
  async stop(): Promise<void> {
    this.child.stdin!.end();
    await this.gone;
  }
}
