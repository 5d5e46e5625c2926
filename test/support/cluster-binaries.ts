/** The programs of a control plane: those that `KUBEBUILDER_ASSETS` names, or those that were built before from `test/cluster/tools`. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { GO } from './go';

const TOOLS = join(__dirname, '../cluster/tools');

const VERSION = 'k8s.io/component-base/version';

/** By name, the packages that they are made of. */
const PROGRAMS: ReadonlyArray<readonly [name: string, path: string]> = [
  ['etcd', 'go.etcd.io/etcd/server/v3'],
  ['kube-apiserver', 'k8s.io/kubernetes/cmd/kube-apiserver'],
  ['kube-controller-manager', 'k8s.io/kubernetes/cmd/kube-controller-manager'],
];

/** The directory of the programs, or undefined when there is none yet. */
export function clusterBinaries(): string | undefined {
  const given = process.env.KUBEBUILDER_ASSETS;
  if (given) {
    const missing = PROGRAMS.map(([name]) => name).filter((name) => !existsSync(join(given, name)));
    if (missing.length > 0) { throw new Error(`KUBEBUILDER_ASSETS names ${given}, which has no ${missing.join(', ')}; name a directory that has, or unset it`); }
    return given;
  }
  return GO && existsSync(cacheDirectory()) ? cacheDirectory() : undefined;
}

/**
 * Builds what is not there yet.
 *
 * @param tell is told what is being done
 * @returns their directory
 * @throws when there is no Go, or with what the compiler says
 */
export function buildClusterBinaries(tell: (line: string) => void): string {
  const there = clusterBinaries();
  if (there) { return there; }
  if (!GO) { throw new Error('there is no Go to build a control plane with; install Go, or name a directory of its programs by KUBEBUILDER_ASSETS'); }
  const directory = cacheDirectory();
  // Built beside their place and moved there at once, so that nobody finds half of them.
  const half = `${directory}.${process.pid}`;
  try {
    mkdirSync(half, { recursive: true });
    PROGRAMS.forEach(([name, path], index) => {
      tell(`building ${name} (${index + 1} of ${PROGRAMS.length}) ...`);
      const began = Date.now();
      build(path, join(half, name));
      tell(`building ${name} took ${Math.round((Date.now() - began) / 1000)} s`);
    });
    if (!existsSync(directory)) { renameSync(half, directory); }
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
  return directory;
}

function build(path: string, output: string): void {
  const [, major, minor] = /^v(\d+)\.(\d+)/.exec(kubernetesVersion())!;
  const stamps = { gitVersion: kubernetesVersion(), gitMajor: major, gitMinor: minor };
  const flags = ['-s', '-w', ...Object.entries(stamps).map(([name, value]) => `-X ${VERSION}.${name}=${value}`)];
  const { status, error } = spawnSync('go', ['build', '-trimpath', '-buildvcs=false', '-ldflags', flags.join(' '), '-o', output, path], {
    cwd: TOOLS, stdio: ['ignore', process.stderr, process.stderr], env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly' },
  });
  if (status !== 0) { throw new Error(`go build ${path} failed${error ? `: ${error.message}` : ''}`); }
}

/** Of Kubernetes, as go.mod pins it. */
export function kubernetesVersion(): string {
  return /k8s\.io\/kubernetes (v\S+)/.exec(readFileSync(join(TOOLS, 'go.mod'), 'utf8'))![1];
}

/** Survives what cleans temporary files: a build takes long. */
function cacheDirectory(): string {
  const hash = createHash('sha256').update(`${GO}`);
  for (const file of ['go.mod', 'go.sum']) { hash.update(`\0${file}\0`).update(readFileSync(join(TOOLS, file))); }
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return join(cache, 'cdk8s-agent-sandbox', 'cluster', hash.digest('hex').slice(0, 16));
}
