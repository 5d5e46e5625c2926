import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ts from 'typescript';

/** What the compiler says of programs, all in one run, under `strict`. */
export function compileErrors(programs: Readonly<Record<string, string>>): string[] {
  const directory = mkdtempSync(join(tmpdir(), 'adopt-'));
  try {
    symlinkSync(join(__dirname, '../../../node_modules'), join(directory, 'node_modules'));
    const files = Object.entries(programs).map(([name, text]) => {
      const file = join(directory, `${name.replace(/[^\w.-]+/g, '_')}.ts`);
      writeFileSync(file, text);
      return file;
    });
    const program = ts.createProgram(files, {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: [],
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.CommonJS,
      moduleResolution: ts.ModuleResolutionKind.Node10,
      ignoreDeprecations: '6.0',
      preserveSymlinks: false,
      noUnusedLocals: true,
    });
    return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
      const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
      return `${file?.fileName ?? ''}:${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
