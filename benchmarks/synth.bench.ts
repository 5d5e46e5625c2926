import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Benchmark, Command } from './harness';

const STOCK = 'App, plain objects';
const OURS = 'SandboxApp, plain objects';
const KOSKO = 'kosko, not validated';

const PROGRAMS = join(__dirname, 'programs');

/** A fleet that programs/fleet.js writes, or programs/stream.js. */
interface Fleet {
  readonly name: string;
  readonly app: 'App' | 'SandboxApp' | 'none';
  readonly madeOf: 'objects' | 'constructs';
  readonly charts?: number;
  /** What comes each after the one before. */
  readonly chained?: 'charts' | 'objects';
}

interface Table {
  readonly name: string;
  readonly title: string;
  readonly sandboxes: number;
  readonly fleets: readonly Fleet[];
  /** Whether another tool that renders plain objects takes part. */
  readonly hasPeer?: boolean;
}

const one = { app: 'SandboxApp', madeOf: 'objects' } as const;

/** Ten objects a chart. */
function fleets(sandboxes: number): Fleet[] {
  const charts = sandboxes / 10;
  return [
    { name: STOCK, app: 'App', madeOf: 'objects' },
    { name: OURS, ...one },
    { name: `SandboxApp, plain objects in ${charts} charts`, ...one, charts },
    { name: `SandboxApp, plain objects in ${charts} charts, a chain`, ...one, charts, chained: 'charts' },
    { name: 'SandboxApp, Sandbox', app: 'SandboxApp', madeOf: 'constructs' },
    { name: 'ManifestStream, plain objects', app: 'none', madeOf: 'objects' },
    { name: 'ManifestStream, Sandbox, each in an app', app: 'none', madeOf: 'constructs' },
  ];
}

function argvOf({ app, madeOf, charts = 1, chained }: Fleet, sandboxes: number, outdir: string): Command['argv'] {
  return app === 'none'
    ? [process.execPath, join(PROGRAMS, 'stream.js'), madeOf, String(sandboxes), join(outdir, 'fleet.k8s.yaml')]
    : [
      process.execPath,
      join(PROGRAMS, 'fleet.js'),
      madeOf,
      String(sandboxes),
      String(charts),
      outdir,
      app,
      chained ?? '',
    ];
}

const TABLES: readonly Table[] = [
  {
    name: 'synth-10000',
    title: '10,000 sandboxes written by each app',
    sandboxes: 10_000,
    fleets: fleets(10_000),
    hasPeer: true,
  },
  {
    name: 'synth-50000',
    title: '50,000 sandboxes written by each app',
    sandboxes: 50_000,
    fleets: fleets(50_000),
    hasPeer: true,
  },
  {
    name: 'synth-chain',
    title: "A chain of 10,000 objects: cdk8s' App does not end",
    sandboxes: 10_000,
    fleets: [{ name: 'SandboxApp, a chain of objects', ...one, chained: 'objects' }],
  },
  {
    name: 'synth-150000',
    title: "150,000 objects in a chart: cdk8s' App does not end",
    sandboxes: 150_000,
    fleets: [{ name: OURS, ...one }],
  },
];

/** How fast apps of cdk8s write fleets, beside a tool that has no tree. */
export const synths: readonly Benchmark[] = TABLES.map(({ name, title, sandboxes, fleets: rows, hasPeer }) => ({
  name,
  title,
  references: [STOCK, OURS, KOSKO],
  objects: sandboxes,
  prepare: (directory) => {
    const outdirOf = (index: number) => join(directory, `fleet-${index}`);
    const commands = rows.map((fleet, index): Command => ({
      name: fleet.name,
      argv: argvOf(fleet, sandboxes, outdirOf(index)),
    }));
    const peer = hasPeer ? kosko(directory, sandboxes) : undefined;
    return {
      commands: [...commands, ...(peer && typeof peer !== 'string' ? [peer] : [])],
      skipped: typeof peer === 'string' ? [peer] : [],
      check: () => { assertSame(rows.map((_, index) => outdirOf(index))); },
    };
  },
}));

/** @returns the command, or why there is none */
function kosko(directory: string, sandboxes: number): Command | string {
  const cwd = join(directory, 'kosko');
  mkdirSync(join(cwd, 'components'), { recursive: true });
  writeFileSync(join(cwd, 'package.json'), '{"private":true}');
  writeFileSync(
    join(cwd, 'components/fleet.js'),
    `const { sandboxOf } = require(${JSON.stringify(join(PROGRAMS, 'sandbox.js'))});\n` +
        `module.exports = Array.from({ length: ${sandboxes} }, (_, index) => sandboxOf(index));\n`,
  );
  const { error, status, stderr } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '@kosko/generate'], {
    cwd,
    encoding: 'utf8',
  });
  if (status !== 0) { return `${KOSKO}: ${error?.message ?? stderr.trim().split('\n')[0]}`; }
  return { name: KOSKO, argv: [process.execPath, join(PROGRAMS, 'kosko.js')], cwd };
}

/** @throws when a directory holds other documents than the first */
function assertSame(directories: readonly string[]): void {
  const [first, ...others] = directories.map(documentsIn);
  if (others.some((each) => each !== first)) { throw new Error('the programs have not written the same documents'); }
}

/** All documents below a directory, in any order, as a checksum. */
function documentsIn(directory: string): string {
  const documents = readdirSync(directory).flatMap((name) =>
    readFileSync(join(directory, name), 'utf8').split(/^---\n/m),
  );
  return createHash('sha256').update(documents.sort().join('---\n')).digest('hex');
}
