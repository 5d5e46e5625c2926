import { counted, EffectContext, EffectsOf } from './context';
import type { GivenObject } from '../../judge/manifests/context-objects';
import { apiGroupOf } from '../../kubernetes/api-group';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject } from '../../kubernetes/read-json';
import { nameWithin } from '../compare/side';
import { Effect, effect } from '../effect';

/** What must be there before others: these are refused, or wait, if they are applied first. */
export const orderEffects: EffectsOf = ({ verb, before, after }, context) => {
  if (!after) { return []; }
  const isNew = verb === 'created' || verb === 'renamed';
  switch (after.object.kind) {
    case 'Namespace': return isNew ? ofNamespace(after, context) : [];
    case 'CustomResourceDefinition': return ofDefinition(isNew ? undefined : before!.object, after.object, context);
    case 'RuntimeClass': case 'PriorityClass': case 'ServiceAccount': return isNew ? ofNeeded(after, context) : [];
    case 'ValidatingWebhookConfiguration': case 'MutatingWebhookConfiguration':
      return isNew ? ofWebhooks(after.object) : [];
    default: return [];
  }
};

/** Objects that are read before one that they need. */
function readBefore(users: readonly GivenObject[], needed: GivenObject, { after }: EffectContext): GivenObject[] {
  return users.filter((user) => after.orderOf(user) < after.orderOf(needed));
}

function place({ file, source, object }: GivenObject): string {
  return `${object.kind} '${nameWithin(object)}' (${file}:${source.position([]).line})`;
}

function ofNamespace(given: GivenObject, context: EffectContext): Effect[] {
  const { name } = given.object.metadata;
  const early = readBefore(
    context.after.objects.filter(({ object }) => object.metadata.namespace === name), given, context,
  );
  if (early.length === 0) { return []; }
  return [effect('apply-order', {
    level: 'break',
    message: `${counted(early.length, 'object')} in it ${early.length === 1 ? 'comes' : 'come'} before it, such as `
      + `${place(early[0])}: the API server refuses objects of a namespace that is not there`,
    remedy: 'write the Namespace before what is in it, or apply it first',
  })];
}

function ofDefinition(before: KubeObject | undefined, after: KubeObject, { after: side }: EffectContext): Effect[] {
  const { group, conversion } = inObject(after.spec);
  const { kind } = inObject(after.spec, 'names');
  const [had, has] = [before, after].map((crd) => new Set(inList(crd?.spec, 'versions')
    .filter(({ served }) => served !== false).map(({ name }) => `${String(group)}/${String(name)}`)));
  const objects = side.ofKind(String(kind)).filter(({ object: { apiVersion } }) => apiGroupOf(apiVersion) === group);
  const early = objects.filter(({ object: { apiVersion } }) => has.has(apiVersion) && !had.has(apiVersion));
  const stored = inList(after.spec, 'versions').find(({ storage }) => storage === true)?.name;
  const others = objects.filter(({ object: { apiVersion } }) => !apiVersion.endsWith(`/${String(stored)}`));
  const { strategy, webhook } = inObject(conversion);
  const isConverted = strategy === 'Webhook' && inObject(before?.spec, 'conversion').strategy !== 'Webhook';
  return [
    ...(early.length > 0 ? [effect('apply-order', {
      message: `${counted(early.length, 'object')} here ${early.length === 1 ? 'is' : 'are'} of it, such as `
        + `${place(early[0])}: the API server knows no such objects before the CRD is established`,
      remedy: `apply the CRD first, and 'kubectl wait --for=condition=Established crd/${after.metadata.name}'`,
    })] : []),
    ...(isConverted ? [effect('apply-order', {
      message: `objects are converted by Service '${serviceOf(inObject(webhook, 'clientConfig'))}' from now on: until `
        + 'it answers, those that are stored in another version can neither be read nor written'
        + `${others.length > 0 ? `, nor the ${counted(others.length, 'object')} here` : ''}`,
      remedy: 'apply the controller too, and wait for it before you apply or read objects',
    })] : []),
  ];
}

function ofNeeded(given: GivenObject, context: EffectContext): Effect[] {
  const users = context.after.naming(given.object).filter(({ isOptional }) => !isOptional).map(({ by }) => by);
  const early = readBefore([...new Set(users)], given, context);
  if (early.length === 0) { return []; }
  const pods = early.filter(({ object: { kind } }) => kind === 'Pod');
  return [effect('apply-order', {
    ...(pods.length > 0 && { level: 'break' as const }),
    message: `${place(pods[0] ?? early[0])} names it and comes before it: pods are refused until it is there`
      + `${pods.length > 0 ? '' : ', and its controller tries again'}`,
    remedy: `write the ${given.object.kind} before what names it, or apply it first`,
  })];
}

function ofWebhooks(configuration: KubeObject): Effect[] {
  const strict = inList(configuration, 'webhooks')
    .filter(({ failurePolicy, clientConfig }) => failurePolicy !== 'Ignore' && inObject(clientConfig).service);
  if (strict.length === 0) { return []; }
  return [effect('apply-order', {
    message: `until Service '${serviceOf(inObject(strict[0].clientConfig))}' answers, the API server refuses what its `
      + 'webhook is about',
    remedy: 'apply what answers first, wait for it, and apply the configuration last',
  })];
}

function serviceOf(clientConfig: object): string {
  const { namespace, name } = inObject(clientConfig, 'service');
  return `${String(namespace)}/${String(name)}`;
}
