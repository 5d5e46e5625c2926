import type { Finding } from '../../findings/finding';
import type { AbstractPod } from '../../kubernetes/kplus';
import { foreignWorkspace, strayContainerOptions, withoutContainer } from '../findings';
import type { SandboxPodProps } from '../sandbox-pod-props';
import { Workspace } from '../workspace';

/** Findings about a pod that its object does not show. */
export function podFindings(pod: AbstractPod, options: SandboxPodProps['containerOptions'] = {}): Finding[] {
  if (pod.containers.length === 0) { return [withoutContainer()]; }
  const containers = [...pod.containers, ...pod.initContainers];
  const names = containers.map(({ name }) => name);
  return [
    ...Object.keys(options)
      .filter((name) => !names.includes(name))
      .map((name) => strayContainerOptions(name, names)),
    ...containers.flatMap(({ name, mounts }) =>
      mounts.flatMap(
        ({
          volume: {
            node: { scope },
          },
        }) =>
          scope instanceof Workspace && scope.node.scope !== pod
            ? [foreignWorkspace(name, scope.name, scope.node.scope!.node.path)]
            : [],
      ),
    ),
  ];
}
