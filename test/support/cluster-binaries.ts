/**
 * The programs of a control plane: those that `KUBEBUILDER_ASSETS` names, or those that were built before from
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

/** The directory of the programs, or undefined when there is none yet. */
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

/**
 * Builds what is not there yet.
 *
 * @param tell is told what is being done
 * @returns their directory
 * @throws when there is no Go, or with what the compiler says
 */
export function buildClusterBinaries(tell: (line: string) => void): string {
  return clusterBinaries() ?? buildPrograms(CONTROL_PLANE, tell);
}

/** Of Kubernetes, as go.mod pins it. */
export function kubernetesVersion(): string {
  return /k8s\.io\/kubernetes (v\S+)/.exec(readFileSync(join(TOOLS, 'go.mod'), 'utf8'))![1];
}
