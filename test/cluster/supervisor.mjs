/**
 * Starts and ends the processes it is told to, one line of JSON each on its stdin, and ends all when stdin does: so that they
 * end with whoever started this, however that ended. It runs in a process group of its own, which the interrupt of a terminal
 * does not reach. What they wrote is worth nothing afterwards, so they get no time to say goodbye.
 *
 * Its argument is a directory for their logs and data, which goes with them. The file `pids` there is for whoever has to end
 * them in its place.
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
// Nobody may be there any more to read what it says.
process.stdout.on('error', () => {});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) { process.on(signal, end); }
createInterface({ input: process.stdin }).on('line', (line) => obey(JSON.parse(line))).on('close', end);
