/** The two commands from an empty folder to a first manifest, of README.md and docs/python.md, from packed tarballs. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './library';
import { Ended, mustRun, run } from './processes';

/** A language in which `npm create` makes a project. */
export interface Start {
  readonly language: string;
  /** The second command, which prints the manifests. */
  readonly synth: readonly [program: string, ...args: string[]];
  /** Runs the tests of the project. */
  readonly test: readonly [program: string, ...args: string[]];
}

export const STARTS: readonly Start[] = [
  {
    language: 'typescript',
    synth: ['npm', 'run', 'synth', '--prefix', 'my-platform'],
    test: ['npm', 'test', '--prefix', 'my-platform'],
  },
  {
    language: 'python',
    synth: ['sh', '-c', 'cd my-platform && .venv/bin/python main.py'],
    test: ['sh', '-c', 'cd my-platform && .venv/bin/python -m pytest --quiet'],
  },
];

/** What the two commands left. */
export interface Started {
  /** None is an empty list. */
  readonly faults: readonly string[];
  readonly note: string;
}

/**
 * Runs the commands in a folder of its own.
 *
 * @param library what is installed in place of the published library
 */
export async function started({ language, synth, test }: Start, work: string, library: string): Promise<Started> {
  const cwd = join(work, 'start', language);
  mkdirSync(cwd, { recursive: true });
  // `npm create cdk8s-agent-sandbox` is this, with the published package.
  const create = await run('npm', [
    'exec', '--yes', `--package=${await packedCommand(work, language)}`, '--', 'create-cdk8s-agent-sandbox',
    'my-platform', '--language', language, '--library', library,
  ], { cwd });
  if (create.status !== 0) { return { faults: [`the first command: ${last(create)}`], note: '' }; }
  const printed = await run(synth[0], synth.slice(1), { cwd });
  const tested = await run(test[0], test.slice(1), { cwd });
  const dist = join(cwd, 'my-platform/dist');
  const files = existsSync(dist) ? readdirSync(dist) : [];
  return {
    faults: [
      ...printed.status === 0 ? [] : [`the second command: ${last(printed)}`],
      ...files.join() === 'agents.k8s.yaml,platform.k8s.yaml' ? [] : [`it wrote ${files.join(', ') || 'nothing'}`],
      ...tested.status === 0 ? [] : [`the tests of the project: ${last(tested)}`],
    ],
    note: `two commands, ${create.seconds.toFixed(0)} s and ${printed.seconds.toFixed(1)} s, and its tests pass`,
  };
}

/** The manifests of a project, by their names; none if it was not made. */
export function manifestsOf(language: string, work: string): Record<string, string> {
  const dist = join(work, 'start', language, 'my-platform/dist');
  if (!existsSync(dist)) { return {}; }
  return Object.fromEntries(readdirSync(dist).map((name) => [name, readFileSync(join(dist, name), 'utf8')]));
}

async function packedCommand(work: string, language: string): Promise<string> {
  const folder = join(work, 'start', `${language}-command`);
  mkdirSync(folder, { recursive: true });
  const options = ['--silent', '--pack-destination', folder];
  const { stdout } = await mustRun('npm', ['pack', ...options], { cwd: join(ROOT, 'create') });
  return join(folder, stdout.trim());
}

const last = ({ stdout, stderr }: Ended) => `${stdout}\n${stderr}`.trim().split('\n').slice(-15).join('\n  ');
