// @ts-check
import { spawnSync } from 'node:child_process';

/**
 * Runs the commands that install a project's dependencies, one after another; their output is shown.
 *
 * @param {string} directory
 * @param {readonly (readonly string[])[]} commands
 * @returns {boolean} whether all ended well
 */
export function install(directory, commands) {
  return commands.every(([command, ...args]) => {
    process.stdout.write(`> ${[command, ...args].join(' ')}\n`);
    // On Windows npm is a script, which only a shell starts. No argument is a user's.
    const isScript = process.platform === 'win32' && command === 'npm';
    const { status, error } = spawnSync(command, args, { cwd: directory, stdio: 'inherit', shell: isScript });
    if (error) { process.stderr.write(`${command} cannot be started: ${error.message}\n`); }
    return status === 0;
  });
}
