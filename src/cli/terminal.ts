import { WriteStream } from 'node:tty';

/** Where results are printed. */
export interface Terminal {
  /** Whether a person reads it, and no pipe or file. */
  readonly isTerminal: boolean;
  /** Whether it shows colours. */
  readonly hasColors: boolean;
}

/**
 * The standard output. Node decides about colours: by `FORCE_COLOR`, `NO_COLOR`, `NODE_DISABLE_COLORS` and `TERM`.
 *
 * @see https://nodejs.org/docs/latest-v20.x/api/tty.html#writestreamgetcolordepthenv
 */
export function standardOutput(): Terminal {
  const isTerminal = process.stdout.isTTY === true;
  const mayHaveColors = isTerminal || process.env.FORCE_COLOR !== undefined;
  return { isTerminal, hasColors: mayHaveColors && WriteStream.prototype.getColorDepth.call(process.stdout) > 1 };
}
