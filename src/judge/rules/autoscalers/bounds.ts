/** Rules about the least and the greatest count of autoscalers of pools. */
import { FindingSeverity } from '../../../findings/finding';
import { Trouble } from '../../../findings/trouble';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { inList, inObject } from '../../../kubernetes/read-json';
import { OtherRule } from '../other-rule';
import { scaleTargetOf } from '../read-other-kinds';
import { NOTHING } from '../rule';

const KEDA = ['ScaledObject'];
/** The greatest count of a ScaledObject that names none. */
const USUAL_MAXIMUM = 100;

/**
 * Bounds of a ScaledObject that contradict each other: KEDA does not scale then.
 *
 * @see https://keda.sh/docs/latest/reference/scaledobject-spec/
 */
export const impossibleBounds: OtherRule = {
  code: 'ASB440',
  severity: FindingSeverity.ERROR,
  kinds: KEDA,
  check: (object) => {
    const { minReplicaCount: given, idleReplicaCount: idle } = inObject(object.spec);
    if (!isScaledPool(object)) { return NOTHING; }
    // Above an idle pool the least count is that of its HorizontalPodAutoscaler, which has at least 1.
    const minimum = typeof given === 'number' ? Math.max(1, given) : 0;
    const maximum = maximumOf(object);
    const troubles: Trouble[] = [];
    if (minimum > maximum) {
      troubles.push({
        message:
          `'minReplicaCount' is ${String(given)} and 'maxReplicaCount' ${maximum}, so that KEDA refuses to scale`,
        remedy: maximum < 1 ? "set 'maxReplicaCount' to 1 or more" : 'swap them, or lower the minimum',
        path: ['spec', 'maxReplicaCount' in inObject(object.spec) ? 'maxReplicaCount' : 'minReplicaCount'],
      });
    }
    if (typeof idle === 'number' && idle >= minimum) {
      troubles.push({
        message: `'idleReplicaCount' is ${idle}, and 'minReplicaCount' ${minimum}, so that KEDA refuses to scale`,
        remedy: "give fewer, or leave 'idleReplicaCount' out",
        path: ['spec', 'idleReplicaCount'],
      });
    }
    return troubles.length > 0 ? troubles : NOTHING;
  },
};

/** Counts that a ScaledObject is asked for and never reaches. */
export const beyondMaximum: OtherRule = {
  code: 'ASB443',
  severity: FindingSeverity.WARNING,
  kinds: KEDA,
  check: (object) => {
    if (!isScaledPool(object)) { return NOTHING; }
    const maximum = maximumOf(object);
    const troubles = inList(object.spec, 'triggers').flatMap(({ type, metadata }, index): Trouble[] => {
      const desired = Number(inObject({ metadata }, 'metadata').desiredReplicas);
      return type === 'cron' && desired > maximum
        ? [trouble(desired, maximum, 'its hours', ['spec', 'triggers', index, 'metadata', 'desiredReplicas'])]
        : [];
    });
    const { replicas } = inObject(object.spec, 'fallback');
    if (typeof replicas === 'number' && replicas > maximum) {
      troubles.push(trouble(replicas, maximum, 'the failure of its metric', ['spec', 'fallback', 'replicas']));
    }
    return troubles.length > 0 ? troubles : NOTHING;
  },
};

function trouble(count: number, maximum: number, when: string, path: Trouble['path']): Trouble {
  return {
    message: `the pool is to have ${count} sandboxes in ${when}, and at most ${maximum} ever`,
    remedy: `raise 'maxReplicaCount' to ${count}, or ask for fewer`,
    path,
  };
}

function isScaledPool(object: KubeObject): boolean {
  return scaleTargetOf(object)?.kind === 'SandboxWarmPool';
}

function maximumOf({ spec }: KubeObject): number {
  const { maxReplicaCount } = inObject(spec);
  return typeof maxReplicaCount === 'number' ? maxReplicaCount : USUAL_MAXIMUM;
}
