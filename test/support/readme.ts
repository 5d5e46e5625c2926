import { createRequire } from 'node:module';
import * as ts from 'typescript';
import { codeBlocksOf } from './markdown';
import { stderrOf } from './stderr';

/** Runs the first code of the README, which writes into a directory. @returns what it tells on stderr */
export function runReadme(outdir: string): string {
  const code = ts.transpile(codeBlocksOf('README.md')[0].lines.join('\n'), {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2022,
  });
  const before = process.env.CDK8S_OUTDIR;
  process.env.CDK8S_OUTDIR = outdir;
  try {
    // eslint-disable-next-line no-new-func -- the code is that of our own page
    return stderrOf(() => new Function('require', 'exports', code)(createRequire(__filename), {}));
  } finally {
    if (before === undefined) { delete process.env.CDK8S_OUTDIR; } else { process.env.CDK8S_OUTDIR = before; }
  }
}
