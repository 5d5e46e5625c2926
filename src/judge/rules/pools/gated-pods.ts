import { TEMPLATE_NAME, templateOfMembers } from './members';
import { FindingSeverity } from '../../../findings/finding';
import { SANDBOX_POD_TEMPLATE, sandboxPod } from '../../../kubernetes/pod-templates';
import { inList, inObject } from '../../../kubernetes/read-json';
import { NOTHING, Rule } from '../rule';

/**
 * The label by which Kueue gates pods until their queue admits them.
 *
 * @see https://kueue.sigs.k8s.io/docs/tasks/run/plain_pods/
 */
const QUEUE = 'kueue.x-k8s.io/queue-name';

/** Sandboxes of a pool that wait for more than a node: the controller takes them for stuck ones. */
export const gatedPods: Rule = {
  code: 'ASB234',
  severity: FindingSeverity.WARNING,
  kinds: ['SandboxWarmPool'],
  check: (pool, context) => {
    const template = context.release.controller.replacesUnreadyMembers ? templateOfMembers(pool, context) : undefined;
    if (!template) { return NOTHING; }
    const [gate] = inList(sandboxPod(template), 'schedulingGates');
    const { [QUEUE]: queue } = inObject(inObject(template, ...SANDBOX_POD_TEMPLATE), 'metadata', 'labels');
    if (!gate && queue === undefined) { return NOTHING; }
    const why = gate ? `the scheduling gate '${String(gate.name)}'` : `label '${QUEUE}', for which Kueue gates them`;
    return [
      {
        message:
          `pods of template '${template.metadata.name}' have ${why}: ` +
          'the pool deletes and replaces members that are not ready some minutes after they were made, ' +
          'gated ones too, so that they lose their place in the queue',
        remedy:
          "raise 'sandboxWarmPoolReadinessGracePeriod' of the install above the longest wait and acknowledge this, " +
          'or gate no pods of pools',
        remedyInFile:
          "raise '--sandbox-warm-pool-readiness-grace-period' of the controller above the longest wait, " +
          'or gate no pods of pools',
        path: TEMPLATE_NAME,
      },
    ];
  },
};
