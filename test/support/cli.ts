import { main } from '../../src/cli/main';
import { Catalogue } from '../../src/release/catalogue';

/** What a run of the command line gave. */
export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line in this process; the standard input is a descriptor. */
export function run(args: readonly string[], catalogue?: Catalogue, stdin?: number): Run {
  let [out, err] = ['', ''];
  const code = main([...args], {
    out: (text) => { out += text; },
    err: (text) => { err += text; },
    ...(catalogue && { catalogue }),
    ...(stdin !== undefined && { stdin }),
  });
  return { code, out, err };
}
