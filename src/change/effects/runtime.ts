import type { EffectsOf } from './context';
import { shown } from '../../checks/forms';
import { POD_TEMPLATES, podSpecOf } from '../../kubernetes/pod-templates';
import { effect } from '../effect';

/** Pods that leave the runtime which isolates them. */
export const runtimeEffects: EffectsOf = ({ verb, before, after }) => {
  if (verb !== 'changed' || !Object.hasOwn(POD_TEMPLATES, after!.object.kind)) { return []; }
  const [old, now] = [before, after].map((given) => podSpecOf(given!.object).runtimeClassName);
  if (old === now || old === undefined) { return []; }
  return [effect('isolation-lowered', {
    message: now === undefined
      ? `new pods run without a RuntimeClass, and by ${shown(old)} before: on the kernel of the node`
      : `new pods run by RuntimeClass ${shown(now)}, and by ${shown(old)} before`,
    path: [...POD_TEMPLATES[after!.object.kind], 'spec', 'runtimeClassName'],
    ...(now !== undefined && { level: 'note' as const }),
  })];
};
