/**
 * The modules of `src/` as one file, `lib/bundle.js` (docs/adr/0019). A module still runs when it is first required or
 * imported by one that runs, and once. What is required of data and of `vendor/` stays files of its own.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { build, Plugin } from 'esbuild';
import type { minify_sync as minify } from 'terser' with { 'resolution-mode': 'import' };

/** Its types are those of an ES module, its code is both. */
const { minify_sync } = createRequire(__filename)('terser') as { minify_sync: typeof minify };

const ROOT = join(__dirname, '../..');
const SRC = join(ROOT, 'src');
const PEERS = Object.keys(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).peerDependencies as object);

/** What becomes of the source of a module, given by its path below `src/`, such as `cli/main.ts`. */
export type SourceEdit = (path: string, code: string) => string;

/** What to bundle. */
export interface Bundling {
  /** The modules that files outside ask for, as paths below `src/` without ending. */
  readonly entries: readonly string[];
  /** Packages that the bundle requires from `vendor/` beside it. */
  readonly vendored: readonly string[];
  readonly edit?: SourceEdit;
}

/** A CommonJS module for the folder `lib/`: a function for each entry, which loads it and returns its exports. */
export async function bundle({ entries, vendored, edit = (_, code) => code }: Bundling): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: entries.map((entry) => `exports[${JSON.stringify(entry)}] = () => require('./${entry}');`).join('\n'),
      resolveDir: SRC,
    },
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    target: 'node20',
    tsconfig: join(ROOT, 'tsconfig.json'),
    minifySyntax: true,
    external: PEERS,
    plugins: [outside(vendored), sources(edit)],
    write: false,
  });
  return short(withNamesOfClasses(outputFiles[0].text));
}

/** Files that the bundle requires from where they are, seen from `lib/`. */
function outside(vendored: readonly string[]): Plugin {
  return {
    name: 'outside',
    setup: ({ onResolve }) => {
      onResolve({ filter: /^[\w-]+$/ }, ({ path }) =>
        vendored.includes(path) ? { path: `./vendor/${path}`, external: true } : undefined,
      );
      onResolve({ filter: /^\..*\.(json|mjs)$/ }, ({ path, resolveDir }) => ({
        // `src/` and `lib/` stand side by side.
        path: posix(relative(SRC, join(resolveDir, path))).replace(/^(?!\.)/, './'),
        external: true,
      }));
    },
  };
}

function sources(edit: SourceEdit): Plugin {
  return {
    name: 'sources',
    setup: ({ onLoad }) => {
      onLoad({ filter: /\.ts$/ }, ({ path }) => ({
        contents: edit(posix(relative(SRC, path)), readFileSync(path, 'utf8')),
        loader: 'ts',
        resolveDir: dirname(path),
      }));
    },
  };
}

/** A class that mentions itself gets a second name, `_Name`, which stack traces and `Name.name` would show. */
function withNamesOfClasses(code: string): string {
  const second = new Set([...code.matchAll(/\b(\w+) = class _\1\b/g)].map(([, name]) => `_${name}`));
  return code.replace(/(?<![\w$.])_\w+/g, (name) => (second.has(name) ? name.slice(1) : name));
}

/**
 * Without white space and with short names of variables. Functions and classes keep theirs, and a statement stands on
 * a line of its own where a line break is as short as a semicolon: a stack trace can be read.
 */
function short(code: string): string {
  const classes = [...code.matchAll(/\b(\w+) = class\b/g)].map(([, name]) => name);
  const minified = minify_sync(code, {
    ecma: 2020,
    compress: false,
    mangle: { toplevel: true, keep_fnames: true, keep_classnames: true, reserved: classes },
    format: { semicolons: false, ascii_only: true },
  });
  return `${minified.code}\n`;
}

function posix(path: string): string {
  return path.split(sep).join('/');
}
