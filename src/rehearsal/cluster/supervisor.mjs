/**
 * Starts and ends processes. Each command is one line of JSON on stdin. At the end of stdin all processes are killed,
 * so that they end with the process that started this one, however it ends. The supervisor has a process group of its
 * own, which an interrupt of the terminal does not reach. The processes' data is not needed afterwards, so they are
 * killed without a grace period.
 *
 * The argument is a directory for logs and data, which is removed at the end. The file `pids` in it lists all processes
 * for the reaper.
 */
import { spawn } from 'node:child_process';
import { appendFileSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const directory = process.argv[2];
const running = new Map();
const wanted = new Set();
let isEnding = false;

function note(pid) {
  appendFileSync(join(directory, 'pids'), `${pid}\n`);
}

function start({ name, command, args, env }) {
  const log = openSync(join(directory, `${name}.log`), 'a');
  const child = spawn(command, args, { stdio: ['ignore', log, log], env: { ...process.env, ...env } });
  if (child.pid !== undefined) { note(child.pid); }
  running.set(name, child);
  child.once('error', (error) => ended(child, name, error.message));
  child.once('exit', (code, signal) => ended(child, name, signal ?? `status ${code}`));
}

function ended(child, name, how) {
  if (running.get(name) !== child) { return; }
  running.delete(name);
  if (!isEnding) { process.stdout.write(`${JSON.stringify({ name, how, isWanted: wanted.has(name) })}\n`); }
  leaveIfAlone();
}

function endOne(name) {
  wanted.add(name);
  running.get(name)?.kill('SIGTERM');
}

function end() {
  isEnding = true;
  for (const child of running.values()) { child.kill('SIGKILL'); }
  leaveIfAlone();
}

function leaveIfAlone() {
  if (!isEnding || running.size > 0) { return; }
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  process.exit(0);
}

function obey({ start: program, end: name }) {
  if (program) { start(program); } else { endOne(name); }
}

note(process.pid);
// The reader of stdout may have ended.
process.stdout.on('error', () => {});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) { process.on(signal, end); }
createInterface({ input: process.stdin }).on('line', (line) => obey(JSON.parse(line))).on('close', end);
