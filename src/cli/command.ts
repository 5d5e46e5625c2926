import { Catalogue } from '../release/catalogue';

/** The surroundings of a command: tests replace them. */
export interface Context {
  readonly catalogue: Catalogue;
  /** Prints results; `areCommands` if lines are meant as commands to the runner of a CI job. */
  readonly out: (text: string, areCommands?: boolean) => void;
  /** Prints warnings and errors. */
  readonly err: (text: string) => void;
  /** Descriptor of the standard input. */
  readonly stdin: number;
  /** Version of this package. */
  readonly version: () => string;
}

/** One command of the command line. */
export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** What `--help` prints. */
  readonly help: string;
  /**
   * Runs the command.
   *
   * @returns the exit code, unless it is 0
   * @throws UsageError when the arguments are not valid, any other error when the command fails
   */
  readonly run: (args: string[], context: Context) => number | void;
}

/** The arguments are not valid. */
export class UsageError extends Error {}
