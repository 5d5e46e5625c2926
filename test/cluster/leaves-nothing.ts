/** Processes and files of a control plane. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../src/rehearsal/cluster/until';

export interface Started {
  readonly directory: string;
  readonly pid: number;
}

export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Processes with the directory in their command line, from Linux's /proc. */
export function processesOf(directory: string): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((pid) => {
    try {
      return readFileSync(join('/proc', pid, 'cmdline'), 'utf8').includes(directory);
    } catch {
      return false;
    }
  });
}

/** Waits until a control plane has ended with all that belongs to it. */
export async function leavesNothing({ directory, pid }: Started): Promise<void> {
  // A killed process stays listed for a moment.
  await until('all to end', () => !isRunning(pid) && !existsSync(directory) && processesOf(directory).length === 0);
}
