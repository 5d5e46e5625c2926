/** Processes that end with this one, whatever ends it. */
import { ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { until } from './until';

export interface Program {
  /** Of its log. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export class Supervisor {
  /** For what the processes write; it is removed with them. */
  readonly directory = mkdtempSync(join(tmpdir(), 'agent-sandbox-cluster-'));
  private failure?: Error;
  private readonly child: ChildProcess;
  private readonly gone: Promise<void>;

  constructor() {
    this.child = spawn(process.execPath, [join(__dirname, 'supervisor.mjs'), this.directory], { detached: true, stdio: ['pipe', 'pipe', 'inherit'] });
    this.gone = new Promise((resolve) => this.child.once('exit', () => resolve()));
    this.child.once('error', (error) => { this.failure ??= error; });
    createInterface({ input: this.child.stdout! }).on('line', (line) => {
      const { name, how } = JSON.parse(line) as { name: string; how: string };
      this.failure ??= new Error(`${name} ended with ${how}:\n${this.log(name)}`);
    });
  }

  get pid(): number { return this.child.pid!; }

  start(program: Program): void {
    this.child.stdin!.write(`${JSON.stringify(program)}\n`);
  }

  /** Waits for something that the processes are to bring about. @throws when one of them ends by itself before */
  until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
    return until(what, () => {
      if (this.failure) { throw this.failure; }
      return isSo();
    });
  }

  /** The last lines of what a process wrote. */
  log(name: string): string {
    try {
      return readFileSync(join(this.directory, `${name}.log`), 'utf8').split('\n').slice(-30).join('\n');
    } catch {
      return '';
    }
  }

  /** Ends all and removes what they wrote. */
  async stop(): Promise<void> {
    this.child.stdin!.end();
    await this.gone;
  }
}
