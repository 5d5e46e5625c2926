/**
 * The programs of a control plane: those in the directory `KUBEBUILDER_ASSETS`, or those built from
 * `test/cluster/tools`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPrograms, builtPrograms, GoPrograms } from './go-programs';

const TOOLS = join(__dirname, '../cluster/tools');

const VERSION = 'k8s.io/component-base/version';

const CONTROL_PLANE: GoPrograms = {
  module: TOOLS,
  programs: [
    ['etcd', 'go.etcd.io/etcd/server/v3'],
    ['kube-apiserver', 'k8s.io/kubernetes/cmd/kube-apiserver'],
    ['kube-controller-manager', 'k8s.io/kubernetes/cmd/kube-controller-manager'],
  ],
  get stamps() {
    const [, major, minor] = /^v(\d+)\.(\d+)/.exec(kubernetesVersion())!;
    return {
      [`${VERSION}.gitVersion`]: kubernetesVersion(),
      [`${VERSION}.gitMajor`]: major,
      [`${VERSION}.gitMinor`]: minor,
    };
  },
};

/** The directory of the programs, or undefined if they are not built. */
export function clusterBinaries(): string | undefined {
  const given = process.env.KUBEBUILDER_ASSETS;
  if (!given) { return builtPrograms(CONTROL_PLANE); }
  const missing = CONTROL_PLANE.programs.map(([name]) => name).filter((name) => !existsSync(join(given, name)));
  if (missing.length > 0) {
    throw new Error(
      `KUBEBUILDER_ASSETS names ${given}, which has no ${missing.join(', ')}; name a directory that has, or unset it`,
    );
  }
  return given;
}

/** Has commands find the programs while the tests of the surrounding `describe` run. */
export function useClusterBinaries(): void {
  const before = process.env.KUBEBUILDER_ASSETS;
  beforeAll(() => { process.env.KUBEBUILDER_ASSETS = clusterBinaries()!; });
  afterAll(() => {
    delete process.env.KUBEBUILDER_ASSETS;
    if (before !== undefined) { process.env.KUBEBUILDER_ASSETS = before; }
  });
}

/**
 * Builds missing programs.
 *
 * @param tell receives lines about the progress
 * @returns their directory
 * @throws if there is no Go, or with the message of the compiler
 */
export function buildClusterBinaries(tell: (line: string) => void): string {
  return clusterBinaries() ?? buildPrograms(CONTROL_PLANE, tell);
}

/** The version of Kubernetes in go.mod. */
export function kubernetesVersion(): string {
  return /k8s\.io\/kubernetes (v\S+)/.exec(readFileSync(join(TOOLS, 'go.mod'), 'utf8'))![1];
}
