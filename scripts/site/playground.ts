/** Bundles the worker of the playground: the compiled library with what it needs of Node, for browsers. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, Plugin } from 'esbuild';
import { GENERATED, PUBLIC, ROOT, SITE } from './folders';

const SHIMS = join(SITE, 'playground/shims');

/** Modules of Node, and the file that stands for each. */
const MODULES: Readonly<Record<string, string>> = {
  buffer: join(SHIMS, 'buffer.ts'),
  child_process: join(SHIMS, 'child-process.ts'),
  crypto: join(SHIMS, 'crypto.ts'),
  fs: join(SHIMS, 'fs.ts'),
  http: join(SHIMS, 'none.ts'),
  https: join(SHIMS, 'none.ts'),
  net: join(SHIMS, 'net.ts'),
  os: join(SHIMS, 'os.ts'),
  path: join(SITE, 'node_modules/path-browserify/index.js'),
  readline: join(SHIMS, 'none.ts'),
  tty: join(SHIMS, 'tty.ts'),
  util: join(SHIMS, 'util.ts'),
};

/** A bundle, and its size over the wire. */
export interface Bundle {
  readonly file: string;
  readonly bytes: number;
  readonly gzipped: number;
}

/** Writes `playground-<hash>.js`, and its name to a file that the page imports. */
export async function bundlePlayground(): Promise<Bundle> {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const { outputFiles: [{ contents }] } = await build({
    entryPoints: [join(SITE, 'playground/worker.ts')],
    bundle: true,
    minify: true,
    // Stack traces and errors name classes.
    keepNames: true,
    platform: 'browser',
    mainFields: ['module', 'main'],
    format: 'iife',
    target: 'es2022',
    write: false,
    nodePaths: [join(ROOT, 'node_modules')],
    define: { LIBRARY_VERSION: JSON.stringify(version), global: 'globalThis', __dirname: '"/"' },
    inject: [join(SHIMS, 'globals.ts')],
    plugins: [shims()],
  });
  const file = `playground-${createHash('sha256').update(contents).digest('hex').slice(0, 10)}.js`;
  rmSync(join(PUBLIC, 'playground'), { recursive: true, force: true });
  mkdirSync(join(PUBLIC, 'playground'), { recursive: true });
  writeFileSync(join(PUBLIC, 'playground', file), contents);
  writeFileSync(join(GENERATED, 'worker.json'), `${JSON.stringify({ file: `playground/${file}` })}\n`);
  return { file, bytes: contents.length, gzipped: gzipSync(contents).length };
}

/**
 * Bundles Mermaid as modules that a page loads when it has a diagram, of which each kind takes its own. Vite takes a
 * minute for it.
 *
 * @returns the path of the module to import, below the site
 */
export async function bundleMermaid(): Promise<string> {
  const outdir = join(PUBLIC, 'mermaid');
  rmSync(outdir, { recursive: true, force: true });
  const { metafile } = await build({
    entryPoints: [join(SITE, 'node_modules/mermaid/dist/mermaid.core.mjs')],
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    entryNames: '[name]-[hash]',
    chunkNames: '[hash]',
    outdir,
    metafile: true,
  });
  const [entry] = Object.entries(metafile.outputs).filter(([, { entryPoint }]) =>
    entryPoint?.endsWith('mermaid.core.mjs'),
  );
  const module = `mermaid/${basename(entry[0])}`;
  writeFileSync(join(GENERATED, 'mermaid.json'), `${JSON.stringify({ module })}\n`);
  return module;
}

function shims(): Plugin {
  return {
    name: 'shims',
    setup(bundling) {
      bundling.onResolve({ filter: /^(node:)?[a-z_]+$/ }, ({ path, importer }) => {
        const name = path.replace(/^node:/, '');
        // The package `buffer` is what stands for the module.
        const isPackage = name === 'buffer' && !path.startsWith('node:') && importer.startsWith(SITE);
        return Object.hasOwn(MODULES, name) && !isPackage ? { path: MODULES[name] } : undefined;
      });
      // Outside of the public API: the program behind `bin/`.
      bundling.onResolve({ filter: /^cdk8s-agent-sandbox\/lib\/cli\/main$/ }, () => ({
        path: join(ROOT, 'lib/cli/main.js'),
      }));
      bundling.onResolve({ filter: /^yaml$/ }, ({ kind, importer }) =>
        importer.startsWith(SITE)
          ? bundling.resolve('yaml', { kind, resolveDir: join(ROOT, 'node_modules/cdk8s') })
          : undefined);
    },
  };
}
