import { FindingSeverity } from '../../../findings/finding';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { SANDBOX_POD, sandboxPod } from '../../../kubernetes/pod-templates';
import { inList, inObject, Loose } from '../../../kubernetes/read-json';
import { NOTHING, Rule } from '../rule';

/** Where programs keep what they need no longer than they run. */
const SCRATCH = /^\/(tmp|var\/tmp|run|var\/run|dev\/shm|var\/cache|var\/log)(\/|$)/;

/** A sandbox that is suspended and keeps its data in its pod alone. */
export const lostBySuspending: Rule = {
  code: 'ASB235',
  severity: FindingSeverity.WARNING,
  kinds: ['Sandbox'],
  check: (sandbox, context) => {
    if (!isSuspended(sandbox)) { return NOTHING; }
    const old = context.old?.(sandbox);
    if (!old || isSuspended(old) || inList(old.spec, 'volumeClaimTemplates').length > 0) { return NOTHING; }
    // The pod that runs is as the object was.
    const pod = sandboxPod(old);
    const volumes = inList(pod, 'volumes');
    if (volumes.some(outlivesPod)) { return NOTHING; }
    const lost = volumes
      .filter(({ name, emptyDir }) => inObject({ emptyDir }, 'emptyDir') === emptyDir && keepsData(name, pod))
      .map(({ name }) => `'${String(name)}'`);
    return lost.length === 0
      ? NOTHING
      : [
        {
          message:
              'the sandbox is suspended, which deletes its pod, and all its data is in the pod: ' +
              `${lost.join(', ')} (emptyDir) will be empty when it runs again`,
          remedy: 'save the data before, or keep it in a volume that outlives the pod (addWorkspace)',
          remedyInFile: "save the data before, or keep it in a volume that outlives the pod ('volumeClaimTemplates')",
          path: 'operatingMode' in inObject(sandbox.spec) ? ['spec', 'operatingMode'] : [...SANDBOX_POD, 'volumes'],
        },
      ];
  },
};

/** Whether data in a volume stays when the pod is deleted. */
function outlivesPod({ emptyDir, configMap, secret, downwardAPI, projected, image, ...source }: Loose): boolean {
  return Object.keys(source).some((key) => key !== 'name');
}

/** Whether a container writes into a volume more than scratch. */
function keepsData(volume: unknown, pod: Loose): boolean {
  return inList(pod, 'containers').some((container) => inList(container, 'volumeMounts')
    .some(({ name, readOnly, mountPath }) => name === volume && readOnly !== true && !SCRATCH.test(String(mountPath))));
}

function isSuspended({ spec }: KubeObject): boolean {
  const { operatingMode, replicas } = inObject(spec);
  return operatingMode === 'Suspended' || replicas === 0;
}
