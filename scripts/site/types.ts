/** Bundles TypeScript's checker for the playground, and the declarations that it reads. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import * as ts from 'typescript';
import { GENERATED, PUBLIC, ROOT, SITE } from './folders';
import { Bundle } from './playground';

/** What a source of the playground may import. */
const PACKAGES = ['cdk8s', 'cdk8s-agent-sandbox', 'cdk8s-plus-28', 'constructs'];

/** Writes the declarations, `types-<hash>.js`, and its name to a file that the page imports. */
export async function bundleTypes(): Promise<Bundle> {
  const declarations = JSON.stringify(declarationsOf(PACKAGES));
  const declarationsFile = `types-${hashOf(declarations)}.json`;
  writeFileSync(join(PUBLIC, 'playground', declarationsFile), declarations);
  writeFileSync(join(GENERATED, 'declarations.json'), declarations);
  const { outputFiles: [{ contents }] } = await build({
    entryPoints: [join(SITE, 'playground/types/worker.ts')],
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    write: false,
    nodePaths: [join(ROOT, 'node_modules')],
    // TypeScript asks for them where it runs in Node.
    external: ['fs', 'inspector', 'module', 'os', 'path', 'perf_hooks', 'source-map-support', 'crypto', 'url', 'v8'],
    define: { DECLARATIONS: JSON.stringify(`./${declarationsFile}`) },
    logOverride: { 'direct-eval': 'silent' },
  });
  const file = `types-${hashOf(contents)}.js`;
  writeFileSync(join(PUBLIC, 'playground', file), contents);
  writeFileSync(join(GENERATED, 'types.json'), `${JSON.stringify({ file: `playground/${file}` })}\n`);
  const gzipped = gzipSync(contents).length + gzipSync(declarations).length;
  return { file, bytes: contents.length + declarations.length, gzipped };
}

const hashOf = (content: Uint8Array | string) => createHash('sha256').update(content).digest('hex').slice(0, 10);

/** The declarations that a program reads which imports the packages, by path below the root. */
function declarationsOf(packages: readonly string[]): Record<string, string> {
  // In a package of its own: within the library, its name would lead to its sources.
  const main = join(SITE, 'playground-imports.ts');
  const text = packages.map((name, index) => `import * as _${index} from '${name}';`).join('\n');
  const options: ts.CompilerOptions = {
    skipLibCheck: true,
    preserveSymlinks: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (path) => path === main || fileExists(path);
  host.getSourceFile = (path, version, ...rest) =>
    path === main ? ts.createSourceFile(path, text, version) : getSourceFile(path, version, ...rest);
  const libraries = ts.getDefaultLibFilePath(options).replace(/[^/]*$/, '');
  const files = ts.createProgram([main], options, host).getSourceFiles().filter(({ fileName }) => fileName !== main);
  const declarations = files.map(({ fileName, text: all }): [string, string] => [
    fileName.startsWith(libraries)
      ? `/lib/${fileName.slice(libraries.length)}`
      // The library is linked into its own packages.
      : `/${relative(ROOT, fileName).replace(/\\/g, '/').replace(/^.*\/node_modules\//, 'node_modules/')}`,
    all,
  ]);
  const manifests = packages.map((name): [string, string] => {
    const { main: entry, types } = JSON.parse(
      readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'),
    ) as Record<string, unknown>;
    return [`/node_modules/${name}/package.json`, JSON.stringify({ name, main: entry, types })];
  });
  return Object.fromEntries([...manifests, ...declarations]);
}
