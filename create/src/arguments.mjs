// @ts-check
import { parseArgs } from 'node:util';
import { CHOICES, concerns } from './choices.mjs';

/** The command line is wrong; the message says how. */
export class UsageError extends Error {}

/**
 * @typedef {object} Arguments
 * @property {string | undefined} directory
 * @property {{ [option: string]: string }} chosen The choices that are given.
 * @property {boolean} help
 * @property {boolean} yes No question is asked.
 * @property {boolean} install
 * @property {string | undefined} library What to install in place of the published library.
 */

/**
 * Reads the command line.
 *
 * @param {readonly string[]} argv
 * @returns {Arguments}
 * @throws {UsageError} if an option is unknown, lacks its value or has a value that is none of its choices
 */
export function readArguments(argv) {
  const { positionals, ...rest } = parsed(argv);
  const values = /** @type {{ readonly [option: string]: unknown }} */ (rest.values);
  if (positionals.length > 1) {
    throw new UsageError(`${positionals.length} directories are given (${positionals.join(', ')}); give one`);
  }
  /** @type {{ [option: string]: string }} */
  const chosen = {};
  for (const [option, { values: allowed }] of Object.entries(CHOICES)) {
    const value = values[option];
    if (typeof value !== 'string') { continue; }
    if (!Object.hasOwn(allowed, value)) {
      throw new UsageError(`--${option} ${value} is not valid; use ${oneOf(Object.keys(allowed))}`);
    }
    chosen[option] = value;
  }
  if (chosen.module && !concerns('module', chosen.language ?? 'typescript')) {
    throw new UsageError(`--module is for TypeScript; remove it, or --language ${chosen.language}`);
  }
  return {
    directory: positionals[0],
    chosen,
    help: values.help === true,
    yes: values.yes === true,
    install: values['no-install'] !== true,
    library: typeof values.library === 'string' ? values.library : undefined,
  };
}

/** @param {readonly string[]} argv */
function parsed(argv) {
  const choices = Object.keys(CHOICES).map((option) => [option, /** @type {const} */ ({ type: 'string' })]);
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        ...Object.fromEntries(choices),
        library: { type: 'string' },
        'no-install': { type: 'boolean' },
        yes: { type: 'boolean', short: 'y' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    // Node's first sentence names the option; the rest explains its own syntax.
    throw new UsageError(/** @type {Error} */ (error).message.split('. ')[0]);
  }
}

/** @param {readonly string[]} values */
function oneOf(values) {
  return values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}

export function usage() {
  const choices = Object.entries(CHOICES).map(([option, { values, fallback }]) => {
    const all = Object.keys(values).map((value) => value === fallback ? `${value} (default)` : value).join(', ');
    return `  --${option.padEnd(10)} ${all}`;
  });
  return [
    'Usage: npm create cdk8s-agent-sandbox [directory] -- [options]',
    '',
    'Makes a cdk8s project for Agent Sandbox in a new or empty directory, and installs its dependencies.',
    '',
    'Options:',
    ...choices,
    '  --library    version, tarball or wheel of cdk8s-agent-sandbox to install: for a mirror or an air gap',
    '  --no-install write the files and install nothing',
    '  --yes, -y    ask nothing: defaults for all that is not given',
    '  --help, -h   this text',
    '',
  ].join('\n');
}
