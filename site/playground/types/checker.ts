/** Checks a source by TypeScript itself, against declarations in memory. */
import * as ts from 'typescript';
import { SourceError } from '../protocol';

/** Declarations by path: the libraries of TypeScript below `/lib/`, packages below `/node_modules/`. */
export type Declarations = Readonly<Record<string, string>>;

const SOURCE = '/main.ts';
/** What a source may use of Node, of which the playground has little. */
const NODE = '/node.d.ts';

const NODE_TYPES = `declare const process: { env: Record<string, string | undefined>; argv: string[]; exitCode?: number;
  cwd(): string; exit(code?: number): never; stdout: { write(text: string): boolean };
  stderr: { write(text: string): boolean } };
declare const console: Record<'log' | 'info' | 'warn' | 'error' | 'debug' | 'table', (...values: unknown[]) => void>;
declare const Buffer: any;
declare const require: (name: string) => any;
declare module 'fs' { const all: any; export = all; }
declare module 'path' { const all: any; export = all; }
declare module 'node:fs' { const all: any; export = all; }
declare module 'node:path' { const all: any; export = all; }
`;

/** As strict as the projects that cdk8s makes; names that are not used are no error while one types. */
const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  esModuleInterop: true,
  preserveSymlinks: true,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  types: [],
};

export class TypeChecker {
  private source = '';
  private version = 0;
  private readonly service: ts.LanguageService;

  constructor(declarations: Declarations) {
    const texts: Declarations = { ...declarations, [NODE]: NODE_TYPES };
    const folders = new Set(Object.keys(texts).flatMap((path) => {
      const parts = path.split('/');
      return parts.map((_, index) => parts.slice(0, index).join('/') || '/');
    }));
    const read = (path: string) => (path === SOURCE ? this.source : texts[path]);
    this.service = ts.createLanguageService({
      getCompilationSettings: () => OPTIONS,
      getScriptFileNames: () => [SOURCE, NODE],
      getScriptVersion: (path) => (path === SOURCE ? String(this.version) : '0'),
      getScriptSnapshot: (path) => {
        const text = read(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => '/',
      getDefaultLibFileName: () => '/lib/lib.es2022.d.ts',
      fileExists: (path) => read(path) !== undefined,
      readFile: read,
      directoryExists: (path) => folders.has(path),
      getDirectories: () => [],
    });
  }

  /** The errors of a source whose syntax is right; mistakes of syntax are told by what runs it. */
  check(source: string): SourceError[] {
    this.source = source;
    this.version += 1;
    if (this.service.getSyntacticDiagnostics(SOURCE).length > 0) { return []; }
    return this.service.getSemanticDiagnostics(SOURCE)
      .filter(({ category }) => category === ts.DiagnosticCategory.Error)
      .map(({ file, start = 0, code, messageText }) => {
        const { line, character } = file!.getLineAndCharacterOfPosition(start);
        return {
          code: `TS${code}`,
          message: ts.flattenDiagnosticMessageText(messageText, '\n'),
          place: { line: line + 1, column: character + 1 },
        };
      });
  }
}
