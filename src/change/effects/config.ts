import { counted, EffectsOf } from './context';
import { identityOf } from '../../judge/manifests/object-keys';
import { fieldChanges } from '../compare/field-changes';
import { effect } from '../effect';

const CONTENT = ['data', 'binaryData', 'stringData'];

/**
 * Variables that come of a Secret or a ConfigMap which changes, or which comes where it was optional: the kubelet reads
 * them when a container starts. Files follow by themselves.
 */
export const configEffects: EffectsOf = ({ verb, before, after }, context) => {
  if (!after || !['Secret', 'ConfigMap'].includes(after.object.kind)) { return []; }
  const [old, now] = [before?.object, after.object].map((object) => (
    Object.fromEntries(Object.entries(object ?? {}).filter(([name]) => CONTENT.includes(name)))
  ));
  if (verb === 'changed' && fieldChanges(old, now).length === 0) { return []; }
  const had = new Set(context.before.naming(after.object).map(({ by }) => identityOf(by.object)));
  const users = context.after.naming(after.object)
    .filter(({ isEnv, isOptional }) => isEnv && (verb === 'changed' || isOptional))
    .filter(({ by }) => had.has(identityOf(by.object)));
  const { size } = new Set(users.map(({ by }) => by));
  if (size === 0) { return []; }
  return [effect('env-stale', {
    message: `${counted(size, 'object')} ${size === 1 ? 'makes' : 'make'} environment variables of it: pods that run `
      + (verb === 'changed' ? 'keep the old values' : 'go on without it'),
    remedy: 'suspend sandboxes and let them run again; restart workloads; delete the sandboxes that wait in pools',
  })];
};
