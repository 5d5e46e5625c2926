// @ts-check
import { resolve } from 'node:path';
import { readArguments, usage, UsageError } from './arguments.mjs';
import { install } from './install.mjs';
import { projectOf } from './projects/project.mjs';
import { answers } from './questions.mjs';
import { DirectoryError, refuseUsed, writeAll } from './write.mjs';

/**
 * The command: reads the arguments, asks what is missing, writes the project and installs its dependencies.
 *
 * @param {readonly string[]} argv
 * @returns {Promise<number>} the exit code: 0, 1 if the install failed, 2 if the command line or the directory is wrong
 */
export async function main(argv) {
  try {
    const options = readArguments(argv);
    if (options.help) {
      process.stdout.write(usage());
      return 0;
    }
    const directory = resolve(options.directory ?? '.');
    refuseUsed(directory);
    const isTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
    const chosen = await answers(options.chosen, isTerminal && !options.yes);
    const project = projectOf(directory, chosen, options.library);
    writeAll(directory, project.files);
    process.stdout.write(`Wrote ${Object.keys(project.files).length} files to ${directory}\n`);
    if (options.install && !install(directory, project.installs)) {
      process.stderr.write(`The install failed; the files are there. Go on with:\n${lines(project.installs)}`);
      return 1;
    }
    const steps = [
      ...directory === process.cwd() ? [] : [['cd', options.directory ?? directory]],
      ...options.install ? [] : project.installs,
      ...project.next,
    ];
    process.stdout.write(`Next:\n${lines(steps)}`);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof DirectoryError)) { throw error; }
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

/** @param {readonly (readonly string[])[]} commands */
function lines(commands) {
  return commands.map((command) => `  ${command.join(' ')}\n`).join('');
}
