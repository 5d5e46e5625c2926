/** What Argo CD's own sync engine, comparison and projects make of objects, by `test/cluster/argo-engine`. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { builtPrograms, GoPrograms, tryToBuildPrograms } from './go-programs';
import type { KubeObject } from '../../src/kubernetes/kube-object';

const NAME = 'argo-engine';

const ENGINE: GoPrograms = { module: join(__dirname, '../cluster', NAME), programs: [[NAME, '.']], stamps: {} };

/** Whether the program is there. */
export function hasArgoEngine(): boolean {
  return builtPrograms(ENGINE) !== undefined;
}

/** Builds the program if it is missing. If it cannot be built, that is said, and tests that need it are skipped. */
export function buildArgoEngine(tell: (line: string) => void): void {
  tryToBuildPrograms(ENGINE, 'engine of Argo CD', tell);
}

/** What an Application, in a project or in none, is to do. */
export interface ArgoRun {
  readonly kubeconfig: string;
  readonly application: KubeObject;
  readonly project?: KubeObject;
  /** The data of `argocd-cm`, of which health checks are read. */
  readonly checks?: Readonly<Record<string, string>>;
  /** What its source has. */
  readonly objects: readonly KubeObject[];
  /** What its source had. */
  readonly gone?: readonly KubeObject[];
}

/** What became of a sync. */
export interface ArgoSync {
  readonly phase: string;
  readonly message: string;
  /** The waves that were done, in order. */
  readonly waves: readonly number[];
  readonly results: ReadonlyArray<{ readonly object: string; readonly status: string; readonly message: string }>;
}

/** Has the engine apply and prune. The program works while others do, such as controllers. */
export async function argoSync(run: ArgoRun): Promise<ArgoSync> {
  return { waves: [], results: [], ...await ask({ ...request(run), sync: true }) as Partial<ArgoSync> } as ArgoSync;
}

/** An object of which Argo CD says that it is out of sync. */
export interface ArgoDifference {
  readonly object: string;
  readonly live: KubeObject;
  readonly predicted: KubeObject;
}

/** What is out of sync. */
export async function argoDifferences(run: ArgoRun): Promise<readonly ArgoDifference[]> {
  return (await ask(request(run)) as { readonly differences?: ArgoDifference[] }).differences ?? [];
}

/** Whether a project allows each repository. */
export async function argoSources(project: KubeObject, repositories: readonly string[]): Promise<readonly boolean[]> {
  const sources = repositories.map((repoURL) => ({ repoURL, path: 'dist' }));
  return (await ask({ project, sources }) as { readonly permitted: boolean[] }).permitted;
}

function request({ checks = {}, ...run }: ArgoRun): object {
  const overrides = Object.fromEntries(Object.entries(checks).map(([key, lua]) => [
    key.replace('resource.customizations.health.', '').replace('_', '/'), { 'health.lua': lua },
  ]));
  return { ...run, overrides };
}

async function ask(asked: object): Promise<unknown> {
  const child = spawn(join(builtPrograms(ENGINE)!, NAME), { stdio: 'pipe', timeout: 110_000 });
  const texts = { stdout: '', stderr: '' };
  for (const each of ['stdout', 'stderr'] as const) {
    child[each].setEncoding('utf8').on('data', (text: string) => { texts[each] += text; });
  }
  child.stdin.end(JSON.stringify(asked));
  const status = await new Promise((resolve, reject) => { child.on('close', resolve).on('error', reject); });
  if (status !== 0) { throw new Error(`${NAME}: ${texts.stderr}`); }
  return JSON.parse(texts.stdout);
}
