/** Times whole processes side by side, since machines drift: compare within a table, never across tables. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const ROOT = realpathSync(join(__dirname, '..'));

/** One row of a table. */
export interface Command {
  readonly name: string;
  /** Program and arguments. */
  readonly argv: readonly [string, ...string[]];
  /** @default - the root of the repository */
  readonly cwd?: string;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Of a run that did its job. @default 0 */
  readonly exitCode?: number;
}

/** The rows of a table, ready to run. */
export interface Prepared {
  readonly commands: readonly Command[];
  /** What cannot run here, and why. */
  readonly skipped?: readonly string[];
  /**
   * Runs after the warm-up, when every command has left its output.
   * @throws when the commands have not done the same job
   */
  readonly check?: () => void;
}

/** One table. */
export interface Benchmark {
  /** On the command line, and of the files in results/. */
  readonly name: string;
  readonly title: string;
  /** Names of the commands to compare with, one column each; those that are skipped are left out. */
  readonly references: readonly string[];
  /** How many objects each command deals with, for a column of them by the second. @default - no such column */
  readonly objects?: number;
  /** Lays out what the commands need in an empty directory. */
  readonly prepare: (directory: string) => Prepared;
}

/** One run of a command. */
interface Sample {
  readonly seconds: number;
  /** Of the largest of its processes; undefined without GNU time. */
  readonly peakMiB?: number;
}

/** What was measured of a command. */
export interface Row {
  readonly name: string;
  readonly seconds: { readonly median: number; readonly min: number; readonly max: number };
  readonly peakMiB?: number;
  readonly objectsPerSecond?: number;
  /** Median of the ratios of wall time within each round, by reference. */
  readonly ratios: Readonly<Record<string, number>>;
}

/** A measured table. */
export interface Result {
  readonly name: string;
  readonly title: string;
  readonly runs: number;
  readonly skipped: readonly string[];
  readonly rows: readonly Row[];
}

const GNU_TIME = '/usr/bin/time';
const HAS_GNU_TIME = existsSync(GNU_TIME) && /GNU/.test(String(spawnSync(GNU_TIME, ['--version']).output));

/**
 * Runs every command in turn: one round to warm up, then `runs` rounds that count.
 *
 * @throws when a command fails or the check does
 */
export function measure(benchmark: Benchmark, runs: number): Result {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), `${benchmark.name}-`)));
  try {
    const { commands, skipped = [], check } = benchmark.prepare(directory);
    const round = () => commands.map((command) => sample(command, directory));
    round();
    check?.();
    const rounds = Array.from({ length: runs }, round);
    const { name, title } = benchmark;
    return { name, title, runs, skipped, rows: rowsOf(commands, rounds, benchmark) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function sample({ name, argv, cwd = ROOT, env, exitCode = 0 }: Command, directory: string): Sample {
  const report = join(directory, 'peak');
  const [program, ...args] = HAS_GNU_TIME ? [GNU_TIME, '--quiet', '--format=%M', `--output=${report}`, ...argv] : argv;
  const start = process.hrtime.bigint();
  const { status, error, stderr } = spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (status !== exitCode) { throw new Error(`'${name}' failed: ${error?.message ?? stderr.toString()}`); }
  return { seconds, peakMiB: HAS_GNU_TIME ? Number(readFileSync(report, 'utf8')) / 1024 : undefined };
}

function rowsOf(
  commands: readonly Command[],
  rounds: readonly (readonly Sample[])[],
  { references, objects }: Benchmark,
): Row[] {
  return commands.map(({ name }, column) => {
    const samples = rounds.map((round) => round[column]);
    const seconds = samples.map((each) => each.seconds);
    const peaks = samples.flatMap(({ peakMiB }) => (peakMiB === undefined ? [] : [peakMiB]));
    return {
      name,
      seconds: { median: median(seconds), min: Math.min(...seconds), max: Math.max(...seconds) },
      peakMiB: peaks.length > 0 ? median(peaks) : undefined,
      objectsPerSecond: objects && objects / median(seconds),
      ratios: Object.fromEntries(
        references.flatMap((reference) => {
          const other = commands.findIndex((command) => command.name === reference);
          return other < 0
            ? []
            : [[reference, median(rounds.map((round) => round[column].seconds / round[other].seconds))]];
        }),
      ),
    };
  });
}

/** A result as Markdown. */
export function markdown({ title, runs, skipped, rows }: Result): string {
  const references = Object.keys(rows[0].ratios);
  const counted = rows[0].objectsPerSecond === undefined ? [] : [true];
  const table = [
    [
      'command',
      'wall s',
      'min-max',
      'peak MiB',
      ...counted.map(() => 'objects/s'),
      ...references.map((reference) => `x ${reference}`),
    ],
    ['---', '---', '---', '---', ...counted.map(() => '---'), ...references.map(() => '---')],
    ...rows.map(({ name, seconds, peakMiB, objectsPerSecond, ratios }) => [
      name,
      seconds.median.toFixed(3),
      `${seconds.min.toFixed(2)}-${seconds.max.toFixed(2)}`,
      peakMiB?.toFixed(0) ?? '-',
      ...counted.map(() => Math.round(objectsPerSecond ?? 0).toLocaleString('en')),
      ...references.map((reference) => ratios[reference].toFixed(2)),
    ]),
  ];
  return [
    `### ${title}`,
    '',
    `Medians of ${runs} rounds; ratios are medians of the ratios within each round.`,
    '',
    ...table.map((cells) => `| ${cells.join(' | ')} |`),
    ...skipped.map((reason) => `\nSKIPPED: ${reason}`),
    '',
  ].join('\n');
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2;
}
