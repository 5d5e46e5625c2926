/**
 * The small files in front of `lib/bundle.js`: they name what they export for the lexer by which Node finds the named
 * imports of ES modules, and take it from the bundle.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

const ROOT = join(__dirname, '../..');
const LIB = join(ROOT, 'lib');
const load = createRequire(join(LIB, 'index.js'));

/** A statement `export *` of the index: all names of a module, or one name for its exports together. */
interface Exported {
  readonly path: string;
  readonly namespace?: string;
}

/** The modules of the index, in its order. */
export function exportedModules(): Exported[] {
  const index = readFileSync(join(ROOT, 'src/index.ts'), 'utf8');
  return [...index.matchAll(/^export \*(?: as (\w+))? from '\.\/(.+)';$/gm)].map(([, namespace, path]) => ({
    path,
    namespace,
  }));
}

/** A name is loaded when it is first used. Needs the modules that jsii compiled, which tell the names. */
export function lazyIndex(): string {
  const owners = new Map<string, string>();
  const named: string[] = [];
  const accessors: string[] = [];
  for (const { path, namespace } of exportedModules()) {
    const names = namespace ? [namespace] : Object.keys(load(`./${path}`));
    for (const name of names) {
      const owner = owners.get(name);
      if (owner) { throw new Error(`'${name}' is exported by ${owner} and ${path}`); }
      owners.set(name, path);
      named.push(`exports.${name} = void 0;`);
    }
    if (names.length > 0) { accessors.push(`lazy(${[path, namespace !== undefined, names].map(json).join(', ')});`); }
  }
  return [HEAD, ...named, LAZY, ...accessors, ''].join('\n');
}

/** Loads its module at once: a program asks for one only to run it. */
export function entryFile(path: string): string {
  const bundle = relative(dirname(join(LIB, path)), join(LIB, 'bundle')).replace(/\\/g, '/');
  const names = Object.keys(load(`./${path}`));
  return [
    HEAD,
    `const loaded = require("${bundle.startsWith('.') ? bundle : `./${bundle}`}")[${JSON.stringify(path)}]();`,
    ...names.map((name) => `exports.${name} = loaded.${name};`),
    '',
  ].join('\n');
}

const json = (value: unknown) => JSON.stringify(value);

const HEAD = '"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });';

/** A helper defines the accessors, which hides them from the lexer: it would refuse getters of this form. */
const LAZY = `const define = (name, descriptor) =>
  Object.defineProperty(exports, name, { enumerable: true, configurable: true, ...descriptor });
const lazy = (path, whole, names) => names.forEach((name) => define(name, { get: () => {
  const loaded = require("./bundle")[path]();
  const value = whole ? loaded : loaded[name];
  define(name, { value });
  return value;
} }));`;
