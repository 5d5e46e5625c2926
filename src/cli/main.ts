import { Command, Context, UsageError } from './command';
import { meantCommand, meantOption } from './suggestions';
import { standardOutput } from './terminal';
import { printable } from '../findings/printable';
import { Catalogue } from '../release/catalogue';

/* eslint-disable @typescript-eslint/no-require-imports */
/** A command is loaded when it is called: most of the code judges manifests, which other commands do not need. */
const COMMANDS: Readonly<Record<string, () => Command>> = {
  'versions': () => require('./commands/versions').versions,
  'release': () => require('./commands/release').release,
  'validate': () => require('./commands/validate').validate,
  'diff': () => require('./commands/diff').diff,
  'upgrade-plan': () => require('./commands/upgrade-plan').upgradePlan,
  'import': () => require('./commands/import').importCommand,
  'migrate': () => require('./commands/migrate').migrate,
  'rehearse': () => require('./commands/rehearse').rehearse,
  'doctor': () => require('./commands/doctor').doctor,
  'graph': () => require('./commands/graph').graph,
  'blast': () => require('./commands/blast').blast,
  'images': () => require('./commands/images').images,
  'explain': () => require('./commands/explain').explain,
  'schema': () => require('./commands/schema').schema,
};
/* eslint-enable @typescript-eslint/no-require-imports */

const help = () => `Usage: cdk8s-agent-sandbox <command> [options]

Agent Sandbox for Kubernetes, as manifests made from code. Works offline.

Commands:
${Object.entries(COMMANDS).map(([name, load]) => `  ${name.padEnd(12)} ${load().summary}\n`).join('')}
Run 'cdk8s-agent-sandbox <command> --help' for the options of a command,
'cdk8s-agent-sandbox --version' for the version of this tool.
`;

/**
 * The command line.
 *
 * @param args without program and script
 * @param context the surroundings; the standard catalogue and streams by default
 * @returns the exit code: 0 done, 1 failed, 2 arguments not understood; 0 for now where `context.later` receives it
 */
export function main(args: string[], context: Partial<Context> = {}): number {
  const {
    out: write = writer('stdout'),
    err: writeError = writer('stderr'),
    catalogue = Catalogue.standard(),
    stdin = 0,
    version = packageVersion,
    terminal = standardOutput,
    later = (code) => { void code.then((each) => { process.exitCode = each; }); },
  } = context;
  // Whatever a manifest, a file name or an argument holds, it commands neither the terminal nor the runner of a CI job.
  const out: Context['out'] = (text, as = 'text') => {
    write(as === 'styled' ? text : printable(text, as === 'commands'));
  };
  const err: Context['err'] = (text) => { writeError(printable(text)); };
  const [name, ...rest] = args;
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name]() : undefined;
  try {
    if (name === undefined || ['--help', '-h', 'help'].includes(name)) {
      out(help());
      return name === undefined ? 2 : 0;
    }
    if (name === '--version') {
      out(`${version()}\n`);
      return 0;
    }
    if (!command) {
      throw new UsageError(`unknown command '${name}'${meantCommand(name, Object.keys(COMMANDS))}`);
    }
    if (rest.includes('--help') || rest.includes('-h')) {
      out(command.help);
      return 0;
    }
    const code = command.run(rest, { catalogue, out, err, stdin, version, terminal, later }) ?? 0;
    if (typeof code === 'number') { return code; }
    later(code);
    return 0;
  } catch (error) {
    return report(error as NodeJS.ErrnoException, command && { ...command, name: name! }, err);
  }
}

/** Prints an error as one line, without a stack trace; points to the help when the arguments were not understood. */
function report(
  error: NodeJS.ErrnoException,
  command: Pick<Command, 'help' | 'usageCode'> & { readonly name: string } | undefined,
  err: Context['err'],
): number {
  const usage = error instanceof UsageError || error.code?.startsWith('ERR_PARSE_ARGS');
  const message = explained(error, command?.help).replace(/\s*\n\s*/g, ' ');
  err(`error: ${message}${usage ? `; see 'cdk8s-agent-sandbox ${command ? `${command.name} ` : ''}--help'` : ''}\n`);
  return usage ? command?.usageCode ?? 2 : 1;
}

/** The message of an error, of an unknown option with the one that is meant. */
function explained({ code, message }: NodeJS.ErrnoException, options = ''): string {
  const [unknown, option] =
    (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' && /^Unknown option '([^']*)'/.exec(message)) || [];
  const meant = option === undefined ? '' : meantOption(option, options);
  return meant === '' ? message : `${unknown}${meant}`;
}

/** Writes to a standard stream. Its reader may close it early, as in `cdk8s-agent-sandbox versions | head -1`. */
function writer(name: 'stdout' | 'stderr'): Context['out'] {
  let stream: NodeJS.WriteStream | undefined;
  return (text) => {
    if (!stream) {
      // Opened on first use: opening takes milliseconds.
      stream = process[name];
      stream.on('error', ({ code, message }: NodeJS.ErrnoException) => {
        if (code === 'EPIPE') { return; }
        process.exitCode = 1;
        if (name === 'stdout') { process.stderr.write(`error: cannot write to the standard output: ${message}\n`); }
      });
    }
    stream.write(text);
  };
}

function packageVersion(): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('../../package.json').version;
}
