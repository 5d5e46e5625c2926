/**
 * What GitOps tools make of objects, by the libraries that they are built of: the Lua of Argo CD, and Flux's CEL and
 * apply engine. The program is built from `test/cluster/gitops-engines`.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { builtPrograms, GoPrograms, tryToBuildPrograms } from './go-programs';
import type { KubeObject } from '../../src/kubernetes/kube-object';

const NAME = 'gitops-engines';

const ENGINES: GoPrograms = { module: join(__dirname, '../cluster', NAME), programs: [[NAME, '.']], stamps: {} };

/** Whether the program is there. */
export function hasGitOpsEngines(): boolean {
  return builtPrograms(ENGINES) !== undefined;
}

/**
 * Builds the program if it is missing. If it cannot be built, that is said, and tests that need it are skipped.
 *
 * @param tell receives lines about the progress
 */
export function buildGitOpsEngines(tell: (line: string) => void): void {
  tryToBuildPrograms(ENGINES, 'engines of GitOps tools', tell);
}

/** What is asked about the health of an object: by a script of Argo CD, or by expressions of Flux. */
export interface HealthQuestion {
  readonly lua?: string;
  readonly cel?: { readonly current: string; readonly failed?: string };
  readonly object: KubeObject;
}

/** The answer, or why there is none. */
export interface Health {
  readonly status?: string;
  readonly message?: string;
  readonly error?: string;
}

/** Asks about the health of objects. */
export function healthOf(questions: readonly HealthQuestion[]): Health[] {
  return ask({ health: questions }) as Health[];
}

/** What Flux is told to do. */
export interface FluxRun {
  readonly kubeconfig: string;
  /** Whether it applies; else it tells what would change. */
  readonly apply: boolean;
  readonly objects: readonly KubeObject[];
  /** Fields that it ignores, as `ignore` of a Kustomization lists them. */
  readonly ignore?: ReadonlyArray<{ readonly paths: readonly string[]; readonly target: object }>;
}

/** What Flux does with objects, as `Kind/namespace/name: action`. */
export function fluxChanges({ ignore = [], ...run }: FluxRun): string[] {
  const rules = ignore.map(({ paths, target }) => ({ Paths: paths, Selector: target }));
  const changes = ask({ flux: { ...run, ignore: rules } }) as ReadonlyArray<{ subject: string; action: string }>;
  return changes.map(({ subject, action }) => `${subject}: ${action}`);
}

function ask(request: object): unknown {
  const { status, stdout, stderr } = spawnSync(join(builtPrograms(ENGINES)!, NAME), {
    input: JSON.stringify(request), encoding: 'utf8', maxBuffer: 2 ** 28, timeout: 110_000,
  });
  if (status !== 0) { throw new Error(`${NAME}: ${stderr}`); }
  return JSON.parse(stdout);
}
