import { Catalogue } from '../release/catalogue';

/** What a command works with, so that tests can watch it. */
export interface Context {
  readonly catalogue: Catalogue;
  /** Prints results. */
  readonly out: (text: string) => void;
  /** Prints warnings and errors. */
  readonly err: (text: string) => void;
  /** Descriptor of the standard input. */
  readonly stdin: number;
  /** The version of this package. */
  readonly version: () => string;
}

/** One command of the command line. */
export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** What `--help` prints. */
  readonly help: string;
  /**
   * Does it.
   * @returns the exit code, when it is not 0
   * @throws UsageError when the arguments make no sense, any other error when they do and it fails
   */
  readonly run: (args: string[], context: Context) => number | void;
}

/** The arguments make no sense. */
export class UsageError extends Error {}
