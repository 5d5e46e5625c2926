import { mayHaveSeveral, TEMPLATE_NAME, templateOfMembers } from './members';
import { FindingSeverity } from '../../../findings/finding';
import { Trouble } from '../../../findings/trouble';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { sandboxPod } from '../../../kubernetes/pod-templates';
import { inList, inObject, Loose } from '../../../kubernetes/read-json';
import { NOTHING, Rule, RuleContext } from '../rule';

const CONTAINERS = ['initContainers', 'containers'];
const OF_MANY: readonly unknown[] = ['ReadWriteMany', 'ReadOnlyMany'];

/** Fields of pods that work for one sandbox, and not for several that wait. */
export const waitingPods: Rule = {
  code: 'ASB232',
  severity: FindingSeverity.WARNING,
  kinds: ['SandboxWarmPool'],
  check: (pool, context) => {
    const template = templateOfMembers(pool, context);
    if (!template) { return NOTHING; }
    const pod = sandboxPod(template);
    const several = mayHaveSeveral(pool, context);
    const troubles = [
      ...deadline(pod),
      ...several ? [...sharedClaims(pod, pool, context), ...ports(pod), ...node(pod)] : NOTHING,
    ];
    return troubles.length === 0 ? NOTHING : troubles.map((trouble) => ({
      ...trouble, message: `template '${template.metadata.name}' ${trouble.message}`, path: TEMPLATE_NAME,
    }));
  },
};

function deadline({ activeDeadlineSeconds: seconds }: Loose): Trouble[] {
  return typeof seconds !== 'number' ? NOTHING : [{
    message: `has 'activeDeadlineSeconds: ${seconds}', which runs while its sandboxes wait in the pool: `
      + 'a claim gets what is left of it',
    remedy: "remove it, and give the claims an end ('shutdownTime' or 'ttlSecondsAfterFinished')",
  }];
}

function sharedClaims(pod: Loose, { metadata: { namespace } }: KubeObject, context: RuleContext): Trouble[] {
  return inList(pod, 'volumes').flatMap(({ persistentVolumeClaim }) => {
    const { claimName } = inObject(persistentVolumeClaim);
    const modes = typeof claimName === 'string' ? context.claimModes?.(namespace, claimName) : undefined;
    if (!modes || modes.some((mode) => OF_MANY.includes(mode))) { return NOTHING; }
    return [
      {
        message:
          `mounts PersistentVolumeClaim '${claimName}' (${modes.join(', ')}), ` +
          'which all sandboxes of the pool share: only those on one node start, ' +
          'and they read and write the same files',
        remedy:
          'give each sandbox a volume of its own (addWorkspace), or use a claim with ReadWriteMany or ReadOnlyMany',
        remedyInFile:
          "give each sandbox a volume of its own ('volumeClaimTemplates'), or use a claim with " +
          'ReadWriteMany or ReadOnlyMany',
      },
    ];
  });
}

function ports(pod: Loose): Trouble[] {
  const taken = new Set(CONTAINERS.flatMap((list) => inList(pod, list).flatMap((container) =>
    inList(container, 'ports').map(({ hostPort }) => hostPort),
  )).filter((port) => typeof port === 'number' && port !== 0));
  return taken.size === 0
    ? NOTHING
    : [
      {
        message:
            `takes port ${[...taken].join(' and ')} of the node ('hostPort'), ` +
            'so that a node has room for one sandbox of the pool: the others stay Pending',
        remedy: "remove 'hostPort': the router and Services reach pods without it",
      },
    ];
}

function node({ nodeName }: Loose): Trouble[] {
  return typeof nodeName !== 'string' || nodeName === '' ? NOTHING : [{
    message: `names node '${nodeName}', so that all sandboxes of the pool start there, past the scheduler: `
      + 'those for which it has no room fail, and are replaced again and again',
    remedy: "remove 'nodeName', and choose nodes by 'nodeSelector'",
  }];
}
