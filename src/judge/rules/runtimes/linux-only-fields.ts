import { FindingSeverity } from '../../../findings/finding';
import { Trouble } from '../../../findings/trouble';
import { LINUX_ONLY } from '../../../kubernetes/linux-only-fields';
import { SANDBOX_POD, sandboxPod } from '../../../kubernetes/pod-templates';
import { inList, inObject, Loose } from '../../../kubernetes/read-json';
import type { PathSegment } from '../../schema';
import { NOTHING, Rule } from '../rule';

/** Fields that only Linux has, in a Windows pod: the API server refuses the pod, not its sandbox. */
export const linuxOnlyFields: Rule = {
  code: 'ASB306',
  severity: FindingSeverity.ERROR,
  kinds: ['Sandbox', 'SandboxTemplate'],
  check: (object) => {
    const pod = sandboxPod(object);
    if (inObject(pod, 'os').name !== 'windows') { return NOTHING; }
    return [
      ...given(pod, LINUX_ONLY.hostNamespaces, 'the pod').filter(({ path }) => pod[path[0]] !== false),
      ...given(pod, LINUX_ONLY.pod, 'the pod'),
      ...below(given(inObject(pod, 'securityContext'), LINUX_ONLY.podSecurityContext, 'the pod'), 'securityContext'),
      ...(['initContainers', 'containers'] as const).flatMap((list) =>
        inList(pod, list).flatMap((container, index) =>
          below(
            given(
              inObject(container, 'securityContext'),
              LINUX_ONLY.containerSecurityContext,
              `container '${String(container.name)}'`,
            ),
            list,
            index,
            'securityContext',
          ),
        ),
      ),
    ].map((trouble) => ({ ...trouble, path: [...SANDBOX_POD, ...trouble.path] }));
  },
};

interface Placed extends Trouble {
  readonly path: readonly PathSegment[];
}

function given(part: Loose, names: readonly string[], who: string): Placed[] {
  return names.filter((name) => part[name] !== undefined && part[name] !== null).map((name) => ({
    message: `${who} has ${name}, which pods of Windows may not have`,
    remedy: 'remove it, or give a runtime of Linux',
    remedyInFile: "remove it, or set 'os.name' and 'runtimeClassName' to those of Linux",
    path: [name],
  }));
}

function below(troubles: readonly Placed[], ...path: readonly PathSegment[]): Placed[] {
  return troubles.map((trouble) => ({ ...trouble, path: [...path, ...trouble.path] }));
}
