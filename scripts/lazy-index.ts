/**
 * Rewrites `lib/index.js` so that a name loads its module when it is first used.
 *
 * jsii compiles `export *` into eager requires. The form below is lazy for CommonJS and still names every export to
 * the lexer by which Node finds named imports of ES modules: the plain assignments are what it sees, and the computed
 * key hides the accessors, which it would refuse.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const file = join(__dirname, '../lib/index.js');
const load = createRequire(file);
const index = readFileSync(join(__dirname, '../src/index.ts'), 'utf8');

/** A name of the index: an export of a module, or a namespace of all its exports. */
interface Export {
  readonly name: string;
  readonly path: string;
  readonly value: string;
}

const exported = [...index.matchAll(/^export \*(?: as (\w+))? from '(.+)';$/gm)].flatMap(
  ([, namespace, path]): Export[] =>
    namespace
      ? [{ name: namespace, path, value: `require("${path}")` }]
      : Object.keys(load(path)).map((name) => ({ name, path, value: `require("${path}").${name}` })),
);

const lines = ['"use strict";', 'Object.defineProperty(exports, "__esModule", { value: true });', 'let _noFold;'];
const owners = new Map<string, string>();
for (const { name, path, value } of exported) {
  const owner = owners.get(name);
  if (owner) { throw new Error(`'${name}' is exported by ${owner} and ${path}`); }
  owners.set(name, path);
  lines.push(
    `exports.${name} = void 0;`,
    `Object.defineProperty(exports, _noFold = "${name}", { enumerable: true, configurable: true, get: () => {`,
    `  const value = ${value};`,
    `  Object.defineProperty(exports, _noFold = "${name}", { enumerable: true, configurable: true, value });`,
    '  return value;',
    '} });',
  );
}
writeFileSync(file, lines.join('\n') + '\n');
