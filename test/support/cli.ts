import { main } from '../../src/cli/main';
import type { Terminal } from '../../src/cli/terminal';
import { Catalogue } from '../../src/release/catalogue';

/** What a run of the command line gave. */
export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const PIPE: Terminal = { isTerminal: false, hasColors: false };

/** Runs a command that goes on when the command line has returned. */
export async function runLater(args: readonly string[]): Promise<Run> {
  let [out, err] = ['', ''];
  let later: Promise<number> | undefined;
  const code = main([...args], {
    out: (text) => { out += text; },
    err: (text) => { err += text; },
    later: (given) => { later = given; },
    terminal: () => PIPE,
  });
  return { code: await later ?? code, out, err };
}

/** Runs the command line in this process; the standard input is a descriptor. */
export function run(args: readonly string[], catalogue?: Catalogue, stdin?: number, terminal = PIPE): Run {
  let [out, err] = ['', ''];
  const code = main([...args], {
    out: (text) => { out += text; },
    err: (text) => { err += text; },
    ...(catalogue && { catalogue }),
    ...(stdin !== undefined && { stdin }),
    terminal: () => terminal,
  });
  return { code, out, err };
}
