import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { EDITION, LIBRARY } from '../../kubernetes/kplus-edition';

/** The files of a project that runs a program without a build, by their names. */
function projectFiles(name: string, program: string, version: string): Record<string, string> {
  return {
    'package.json': json({
      name: name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'sandboxes',
      private: true,
      scripts: { synth: 'cdk8s synth --no-check-upgrade', test: 'tsc' },
      dependencies: { cdk8s: '^2', [LIBRARY]: `^${version}`, [EDITION]: '^2', constructs: '^10' },
      devDependencies: { 'cdk8s-cli': '^2', 'tsx': '^4', 'typescript': '>=5.9' },
      engines: { node: '>=20.19.0' },
    }),
    'cdk8s.yaml': 'language: typescript\napp: npx tsx main.ts\n',
    'tsconfig.json': json({
      compilerOptions: {
        target: 'es2022', module: 'nodenext', strict: true, noEmit: true, skipLibCheck: true, types: [],
      },
      include: ['main.ts'],
    }),
    '.gitignore': 'node_modules/\n',
    'main.ts': program,
  };
}

/**
 * Writes a project with a program as its `main.ts`.
 *
 * @param version of this library
 * @throws when one of the files exists: nothing is written then
 */
export function writeProject(directory: string, program: string, version: string): void {
  const path = resolve(directory);
  const files = Object.entries(projectFiles(basename(path), program, version))
    .map(([name, text]): [string, string] => [join(directory, name), text]);
  if (existsSync(path) && !statSync(path).isDirectory()) {
    throw new Error(`'${directory}' is a file; name a directory for the project`);
  }
  for (const [file] of files) { refuseExisting(file); }
  mkdirSync(path, { recursive: true });
  for (const [file, text] of files) { writeNew(file, text); }
}

/** @throws when the file exists: it may be a program that somebody has edited */
export function writeNew(file: string, text: string): void {
  refuseExisting(file);
  const parent = dirname(file);
  if (!existsSync(parent)) { throw new Error(`'${parent}' does not exist; make it, or name another file`); }
  writeFileSync(file, text, { flag: 'wx' });
}

function refuseExisting(file: string): void {
  if (existsSync(file)) { throw new Error(`'${file}' exists; name another file, or remove it`); }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
