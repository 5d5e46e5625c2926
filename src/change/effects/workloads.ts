import type { EffectsOf } from './context';
import { counted } from './context';
import { named } from './pod-changes';
import { formatPath } from '../../kubernetes/json-path';
import { WORKLOADS } from '../../kubernetes/pod-templates';
import { inObject, inObjectAt } from '../../kubernetes/read-json';
import { fieldChanges } from '../compare/field-changes';
import { effect } from '../effect';

/** Workloads whose controllers replace pods by those of a new template. */
const ROLLING = ['Deployment', 'StatefulSet', 'DaemonSet'];

export const workloadEffects: EffectsOf = ({ verb, before, after }) => {
  if (verb !== 'changed' || !ROLLING.includes(after!.object.kind)) { return []; }
  const { object } = after!;
  const { template } = WORKLOADS[object.kind];
  const change = named(fieldChanges(inObjectAt(before!.object, template), inObjectAt(object, template), template)
    .map(({ path }) => formatPath(path.slice(template.length))));
  if (change === undefined) { return []; }
  const { replicas } = inObject(object.spec);
  const count = object.kind === 'DaemonSet' ? undefined : Number(replicas ?? 1);
  const are = count === 1 ? 'is' : 'are';
  return [effect('rollout', { message: `${counted(count, 'pod')} ${are} replaced (${change})` })];
};
