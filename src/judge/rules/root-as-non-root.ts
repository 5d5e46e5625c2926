import { NOTHING, Rule } from './rule';
import { FindingSeverity } from '../../findings/finding';
import { Trouble } from '../../findings/trouble';
import { SANDBOX_POD, sandboxPod } from '../../kubernetes/pod-templates';
import { inList, inObject } from '../../kubernetes/read-json';

const LISTS = ['initContainers', 'containers'] as const;

/**
 * Containers that run as root and must not: the API server accepts them, and the kubelet never starts them.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
 */
export const rootAsNonRoot: Rule = {
  code: 'ASB230',
  severity: FindingSeverity.ERROR,
  kinds: ['Sandbox', 'SandboxTemplate'],
  check: (object) => {
    const pod = sandboxPod(object);
    const ofPod = inObject(pod, 'securityContext');
    let troubles: Trouble[] = NOTHING;
    for (const list of LISTS) {
      const containers = inList(pod, list);
      for (let index = 0; index < containers.length; index++) {
        const container = containers[index];
        const own = inObject(container, 'securityContext');
        const user = own.runAsUser ?? ofPod.runAsUser;
        if (user !== 0 || (own.runAsNonRoot ?? ofPod.runAsNonRoot) !== true) { continue; }
        const holder = own.runAsUser === undefined || own.runAsUser === null ? [] : [list, index];
        troubles = [
          ...troubles,
          {
            message:
            `container '${String(container.name)}' has user 0 beside 'runAsNonRoot: true', ` +
            'so that no node starts it',
            remedy: "give another user, or set 'ensureNonRoot' of its security context to false",
            remedyInFile: "give another user, or set 'runAsNonRoot' to false",
            path: [...SANDBOX_POD, ...holder, 'securityContext', 'runAsUser'],
          },
        ];
      }
    }
    return troubles;
  },
};
