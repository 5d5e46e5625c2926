/** Ends the processes of supervisors that were killed. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** The prefix of the directories of supervisors. */
export const DIRECTORY_PREFIX = 'agent-sandbox-cluster-';

/** The file that lists the processes of a directory, the supervisor first. */
const PIDS = 'pids';

/** Ends the processes of a directory and removes it. */
export function reap(directory: string): void {
  for (const pid of pidsIn(directory)) {
    // The id may have been reused by another process.
    if (commandOf(pid).includes(directory)) { kill(pid); }
  }
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
}

/** Reaps all directories whose supervisor has ended: their run was killed together with it. */
export function reapAll(parent: string): void {
  for (const name of readdirSync(parent).filter((each) => each.startsWith(DIRECTORY_PREFIX))) {
    const directory = join(parent, name);
    const [supervisor] = pidsIn(directory);
    if (supervisor !== undefined && !commandOf(supervisor).includes(directory)) { reap(directory); }
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') { throw error; }
  }
}

function pidsIn(directory: string): number[] {
  try {
    return readFileSync(join(directory, PIDS), 'utf8').split('\n').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** The command line of a process, empty if there is none. */
function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout ?? '';
  }
}
