import { FindingSeverity } from '../../../findings/finding';
import { SANDBOX_POD, sandboxPod } from '../../../kubernetes/pod-templates';
import { inObject } from '../../../kubernetes/read-json';
import { claimTemplateNames } from '../claim-resolution';
import { NOTHING, Rule } from '../rule';

/** A sandbox that is meant to last, with a pod that is not started again. */
export const failedPod: Rule = {
  code: 'ASB238',
  severity: FindingSeverity.WARNING,
  kinds: ['Sandbox'],
  check: (sandbox) => {
    const { service, shutdownTime } = inObject(sandbox.spec);
    if (service !== true || shutdownTime !== undefined || sandboxPod(sandbox).restartPolicy !== 'Never') {
      return NOTHING;
    }
    return claimTemplateNames(sandbox).length === 0
      ? NOTHING
      : [
        {
          message:
              "the sandbox has a Service, volumes and no end, and its pod is not restarted ('restartPolicy: Never'): " +
              'once the pod fails or ends, nothing replaces it',
          remedy:
              "remove 'restartPolicy', or suspend the sandbox and let it run again whenever its pod has ended, " +
              'which keeps the volumes',
          path: [...SANDBOX_POD, 'restartPolicy'],
        },
      ];
  },
};
