import { EffectContext, EffectsOf } from './context';
import { closedWithout } from './shared-guardrails';
import { parametersIn } from '../../api/shared-admission';
import type { GivenObject } from '../../judge/manifests/context-objects';
import { controllerIn } from '../../judge/rules/read-other-kinds';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';
import type { Naming } from '../compare/references';
import { nameWithin } from '../compare/side';
import { Effect, effect } from '../effect';

/** What follows from the deletion of an object of Kubernetes' own kinds. */
export const deletionEffects: EffectsOf = ({ before, after, verb }, context) => {
  if (!before || verb === 'changed') { return []; }
  const { object } = before;
  const { kind } = object;
  if (kind === 'Namespace') {
    return [effect('namespace-deleted', {
      message: 'all that is in the namespace is deleted with it, volumes included',
      remedy: 'keep the Namespace, and delete what is in it one by one',
    })];
  }
  if (kind === 'CustomResourceDefinition') {
    const { kind: defined } = inObject(object.spec, 'names');
    return [effect('crd-deleted', {
      message: `all objects of kind ${String(defined)} in the cluster are deleted with it`,
      remedy: 'keep the CRD; let the GitOps tool never prune CRDs',
    })];
  }
  if (kind === 'PersistentVolumeClaim') {
    return [effect('volume-claim-deleted', {
      message: "its data are deleted, unless the reclaim policy of its volume is 'Retain'",
      remedy: "take a snapshot first, or set 'persistentVolumeReclaimPolicy: Retain' on its PersistentVolume",
      volumes: { ended: 1 },
    })];
  }
  if (controllerIn(object) && !after) {
    return [effect('controller-deleted', {
      message: 'nothing serves sandboxes any more: those that run go on, and none is made, suspended or ended',
    })];
  }
  return [...ofGuardrail(object, context), ...ofReferences(before, context)];
};

/** Kinds that limit others, in words. */
const GUARDRAILS: Readonly<Record<string, string>> = {
  ValidatingAdmissionPolicy: 'what it refused is admitted',
  ValidatingAdmissionPolicyBinding: 'its policy no longer holds where the binding did',
  ValidatingWebhookConfiguration: 'what its webhooks refused is admitted',
  ResourceQuota: 'nothing limits the sum of the namespace by it any more',
  LimitRange: 'containers have no amounts and no limits by it any more',
};

function ofGuardrail(object: KubeObject, { after }: EffectContext): Effect[] {
  const { kind, metadata: { name } } = object;
  const text = Object.hasOwn(GUARDRAILS, kind) ? GUARDRAILS[kind] : undefined;
  const refused = kind === 'LimitRange' && parametersIn(object) ? closedWithout(object, after) : undefined;
  return [
    ...text === undefined ? [] : [effect('guardrail-lowered', { message: `${kind} '${name}' goes: ${text}` })],
    ...refused === undefined ? [] : [effect('guardrail-raised', { message: refused })],
  ];
}

/** The objects that still name one that goes: pods that are made from now on wait for it. */
function ofReferences({ object }: GivenObject, { after }: EffectContext): Effect[] {
  const users = after.naming(object);
  const needing = usersText(users.filter(({ isOptional }) => !isOptional));
  const doing = usersText(users.filter(({ isOptional }) => isOptional));
  return [
    ...(needing ? [effect('reference-missing', {
      message: `${needing} it: ${object.kind === 'StorageClass'
        ? 'volumes that are made from now on are not provided'
        : 'their new pods do not start'}`,
      remedy: 'change them first, or keep it',
    })] : []),
    ...(doing ? [effect('optional-missing', {
      message: `${doing} it as optional: pods that are made from now on start without it`,
      remedy: "remove 'optional: true' where a pod must not run without it",
    })] : []),
  ];
}

/** `Sandbox 'research/dev' and 2 more still name`; undefined if there are none. */
function usersText(users: readonly Naming[]): string | undefined {
  const all = [...new Set(users.map(({ by }) => by))];
  if (all.length === 0) { return undefined; }
  const [{ object: first }] = all;
  const rest = all.length > 1 ? ` and ${all.length - 1} more` : '';
  return `${first.kind} '${nameWithin(first)}'${rest} still ${all.length > 1 ? 'name' : 'names'}`;
}
