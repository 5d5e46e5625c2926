import type { EffectsOf } from './context';
import { counted } from './context';
import { changeBelow } from './pod-changes';
import { WORKLOADS } from '../../kubernetes/pod-templates';
import { inObject } from '../../kubernetes/read-json';
import { effect } from '../effect';

/** Workloads whose controllers replace pods by those of a new template. */
const ROLLING = ['Deployment', 'StatefulSet', 'DaemonSet'];

export const workloadEffects: EffectsOf = ({ verb, after, fields }) => {
  if (verb !== 'changed' || !ROLLING.includes(after!.object.kind)) { return []; }
  const { object } = after!;
  const { template } = WORKLOADS[object.kind];
  const change = changeBelow(template, fields);
  if (change === undefined) { return []; }
  const { replicas } = inObject(object.spec);
  const count = object.kind === 'DaemonSet' ? undefined : Number(replicas ?? 1);
  const are = count === 1 ? 'is' : 'are';
  return [effect('rollout', { message: `${counted(count, 'pod')} ${are} replaced (${change})` })];
};
