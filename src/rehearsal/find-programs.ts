/** The programs of a control plane and of upstream's controllers: given, or built before. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { CONTROLLER } from '../api/controller-names';

/** What `--build` makes a control plane of. */
const KUBERNETES = 'v1.36.3';
const ETCD = 'v3.6.8';

/** Where `setup-envtest` and kubebuilder put programs by default. */
const USUAL = '/usr/local/kubebuilder/bin';

const MODULE = 'sigs.k8s.io/agent-sandbox';

/** Receives lines about the progress. */
export type Tell = (line: string) => void;

/**
 * The directory of etcd and kube-apiserver.
 *
 * @param tell builds what is missing, and tells of it; nothing is built by default
 * @throws Error that says how to get them
 */
export function controlPlanePrograms(given = process.env.KUBEBUILDER_ASSETS, tell?: Tell): string {
  const built = cached(`kubernetes-${KUBERNETES}`);
  const found = (given ? [given] : [built, USUAL]).find((each) => (
    ['etcd', 'kube-apiserver'].every((name) => existsSync(join(each, name)))
  ));
  if (found !== undefined) { return found; }
  if (given) { throw new Error(`KUBEBUILDER_ASSETS names ${given}, which has no etcd and kube-apiserver`); }
  if (tell) { return build(built, (half) => { buildControlPlane(half, tell); }); }
  throw new Error(
    'there are no programs of a control plane: set KUBEBUILDER_ASSETS to what "setup-envtest use -p path" prints, '
      + 'or give --build, which compiles them with Go in some minutes',
  );
}

/** The program of a release of upstream's controller that was built before, or is built now. */
export function builtController(release: string, tell?: Tell): string | undefined {
  const directory = cached(`controller-${release}`);
  if (!existsSync(directory)) {
    if (!tell) { return undefined; }
    build(directory, (half) => {
      tell(`building the controller of ${release} ...`);
      const flags = `-s -w -X ${MODULE}/internal/version.gitVersion=${release}`;
      go(['install', '-trimpath', '-ldflags', flags, `${MODULE}/cmd/${CONTROLLER}@${release}`], half);
    });
  }
  return join(directory, CONTROLLER);
}

/** The release that a program of upstream's controller says it is. */
export function releaseOfProgram(path: string): string | undefined {
  const { stdout = '', stderr = '' } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  return /version (v\d+\.\d+\.\d+\S*)/.exec(`${stdout}${stderr}`)?.[1];
}

function cached(name: string): string {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cdk8s-agent-sandbox', 'rehearsal', name);
}

/** Makes a directory as a whole or not at all. */
function build(directory: string, fill: (half: string) => void): string {
  const half = `${directory}.${process.pid}`;
  try {
    mkdirSync(half, { recursive: true });
    fill(half);
    if (!existsSync(directory)) { renameSync(half, directory); }
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
  return directory;
}

function buildControlPlane(directory: string, tell: Tell): void {
  writeFileSync(join(directory, 'go.mod'), 'module rehearsal\n');
  // Kubernetes requires modules of its own repository as v0.0.0, which nobody publishes.
  const { GoMod } = JSON.parse(go(['mod', 'download', '-json', `k8s.io/kubernetes@${KUBERNETES}`], directory));
  const staging = [...readFileSync(GoMod, 'utf8').matchAll(/^\s*(\S+) => \.\/staging\//gm)].map(([, name]) => (
    `-replace=${name}=${name}@${KUBERNETES.replace('v1.', 'v0.')}`
  ));
  go(['mod', 'edit', `-require=k8s.io/kubernetes@${KUBERNETES}`, ...staging], directory);
  go(['get', `k8s.io/kubernetes/cmd/...@${KUBERNETES}`, `go.etcd.io/etcd/server/v3@${ETCD}`], directory);
  const version = 'k8s.io/component-base/version.git';
  const [, minor] = KUBERNETES.split('.');
  const flags = `-s -w -X ${version}Version=${KUBERNETES} -X ${version}Major=1 -X ${version}Minor=${minor}`;
  for (const [name, path] of [
    ['etcd', 'go.etcd.io/etcd/server/v3'],
    ...['kube-apiserver', 'kube-controller-manager'].map((each) => [each, `k8s.io/kubernetes/cmd/${each}`]),
  ]) {
    tell(`building ${name} of Kubernetes ${KUBERNETES} ...`);
    go(['build', '-mod=mod', '-trimpath', '-ldflags', flags, '-o', join(directory, name), path], directory);
  }
}

function go(args: readonly string[], directory: string): string {
  const { status, error, stdout, stderr } = spawnSync('go', args, {
    cwd: directory,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    env: { ...process.env, CGO_ENABLED: '0', GOBIN: directory, GOFLAGS: '-mod=mod' },
  });
  if (status === 0) { return stdout; }
  throw new Error(`go ${args.slice(0, 2).join(' ')} failed: ${error?.message ?? stderr.trim().split('\n').at(-1)}`);
}
