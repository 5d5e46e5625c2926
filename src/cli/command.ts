import type { Terminal } from './terminal';
import { Catalogue } from '../release/catalogue';

/** The surroundings of a command: tests replace them. */
export interface Context {
  readonly catalogue: Catalogue;
  /** Prints results. Whatever they hold commands neither a terminal nor the runner of a CI job, unless it is meant. */
  readonly out: (text: string, as?: OutputMode) => void;
  /** Prints warnings and errors. */
  readonly err: (text: string) => void;
  /** Descriptor of the standard input. */
  readonly stdin: number;
  /** Version of this package. */
  readonly version: () => string;
  /** Where results are printed. */
  readonly terminal: () => Terminal;
  /** Receives the exit code of a command that goes on when `main` has returned. */
  readonly later: (code: Promise<number>) => void;
}

/**
 * How a text is printed: as text, with lines that are commands to the runner of a CI job, or as it is, as its author
 * has made it printable and styled it.
 */
export type OutputMode = 'text' | 'commands' | 'styled';

/** One command of the command line. */
export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** What `--help` prints. */
  readonly help: string;
  /**
   * The exit code for arguments that are not understood.
   * @default 2
   */
  readonly usageCode?: number;
  /**
   * Runs the command.
   *
   * @returns the exit code, unless it is 0; or a promise of it
   * @throws UsageError when the arguments are not valid, any other error when the command fails
   */
  readonly run: (args: string[], context: Context) => number | void | Promise<number>;
}

/** The arguments are not valid. */
export class UsageError extends Error {}
