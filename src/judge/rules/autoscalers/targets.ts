import { KINDS } from '../../../api/kinds';
import { nearest } from '../../../checks/nearest';
import { FindingSeverity } from '../../../findings/finding';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { inObject } from '../../../kubernetes/read-json';
import type { PathSegment } from '../../schema';
import { OtherRule } from '../other-rule';
import { SCALER_KINDS, scaleTargetOf } from '../read-other-kinds';
import { NOTHING } from '../rule';

/** Two autoscalers of one pool: each undoes what the other writes. */
export const twoScalers: OtherRule = {
  code: 'ASB253',
  severity: FindingSeverity.ERROR,
  kinds: SCALER_KINDS,
  asks: true,
  check: (object, { scalersOf }) => {
    const target = scaleTargetOf(object);
    const scalers = target ? scalersOf?.(target.kind, target.namespace, target.name) ?? [] : [];
    const [first] = scalers;
    // It is told of all but the first.
    if (!target || first === undefined || first === target.scaler) { return NOTHING; }
    return [
      {
        message:
          `${target.scaler} scales ${target.kind} '${target.name}', ` +
          `and ${first} does too: each undoes what the other writes`,
        remedy: 'remove one; a ScaledObject makes a HorizontalPodAutoscaler of its own',
        path: ['spec', 'scaleTargetRef'],
      },
    ];
  },
};

/** A pool that is named by what scales it or buffers for it. */
interface PoolReference {
  readonly namespace?: string;
  readonly name: string;
  readonly path: readonly PathSegment[];
}

/** An autoscaler or a CapacityBuffer of a pool that is not there. */
export const absentPool: OtherRule = {
  code: 'ASB254',
  severity: FindingSeverity.WARNING,
  kinds: [...SCALER_KINDS, 'CapacityBuffer'],
  asks: true,
  check: (object, { isMissing, poolsIn }) => {
    const pool = poolOf(object);
    if (!pool || !isMissing?.('SandboxWarmPool', pool.namespace, pool.name)) { return NOTHING; }
    const near = nearest(pool.name, poolsIn?.(pool.namespace) ?? []);
    return [
      {
        message:
          `the ${object.kind} names SandboxWarmPool ` +
          `'${pool.name}'${pool.namespace ? ` of namespace '${pool.namespace}'` : ''}, ` +
          'which is not here, so that it does nothing',
        remedy: near === undefined ? 'correct the name, or define the pool too' : `did you mean '${near}'?`,
        path: pool.path,
      },
    ];
  },
};

function poolOf(object: KubeObject): PoolReference | undefined {
  const target = scaleTargetOf(object);
  if (target) {
    const { kind, namespace, name } = target;
    return kind === 'SandboxWarmPool'
      ? { name, path: ['spec', 'scaleTargetRef', 'name'], ...(namespace !== undefined && { namespace }) }
      : undefined;
  }
  if (object.kind !== 'CapacityBuffer' || !object.apiVersion.startsWith('autoscaling.x-k8s.io/')) { return undefined; }
  const { apiGroup, kind, name } = inObject(object.spec, 'scalableRef');
  const { namespace } = inObject(object.metadata);
  return kind === 'SandboxWarmPool' && apiGroup === KINDS.SandboxWarmPool.group && typeof name === 'string'
    ? { name, path: ['spec', 'scalableRef', 'name'], ...(typeof namespace === 'string' && { namespace }) }
    : undefined;
}
