import type { EffectContext, EffectsOf } from './context';
import { ofLabel, ofParameters, ofTenants } from './shared-guardrails';
import { shown } from '../../checks/forms';
import type { KubeObject } from '../../kubernetes/kube-object';
import { compareQuantities, parseQuantity } from '../../kubernetes/quantity';
import { inObject } from '../../kubernetes/read-json';
import { isSame } from '../compare/same-value';
import { Effect, effect } from '../effect';

/** What admission, quotas and Pod Security allow on one side and not on the other. */
export const guardrailEffects: EffectsOf = ({ verb, before, after }, context) => {
  if (verb !== 'changed') { return []; }
  const [old, now] = [before!.object, after!.object];
  switch (now.kind) {
    case 'Namespace': return [...ofPodSecurity(old, now), ...ofLabel(old, now, context)];
    case 'LimitRange': return ofParameters(old, now, context);
    case 'ResourceQuota': return ofQuota(old, now);
    case 'ValidatingAdmissionPolicyBinding': return [...ofActions(old, now), ...ofParamRef(old, now)];
    case 'ValidatingAdmissionPolicy': return ofPolicy(old, now, context);
    default: return [];
  }
};

const LEVELS = ['privileged', 'baseline', 'restricted'];
const ENFORCE = 'pod-security.kubernetes.io/enforce';

function ofPodSecurity(before: KubeObject, after: KubeObject): Effect[] {
  const [old, now] = [before, after].map(({ metadata }) => {
    const level = inObject(metadata, 'labels')[ENFORCE];
    return Math.max(0, LEVELS.indexOf(String(level)));
  });
  if (old === now) { return []; }
  return [effect(now < old ? 'pod-security-lowered' : 'guardrail-raised', {
    message: `pods must be '${LEVELS[now]}' by Pod Security, and '${LEVELS[old]}' before`,
    path: ['metadata', 'labels', ENFORCE],
  })];
}

function ofQuota(before: KubeObject, after: KubeObject): Effect[] {
  const [old, now] = [before, after].map(({ spec }) => inObject(spec, 'hard'));
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((name) => {
    if (isSame(old[name], now[name], ['hard', name])) { return []; }
    const [was, is] = [parseQuantity(old[name]), parseQuantity(now[name])];
    const isLess = is !== undefined && (was === undefined || compareQuantities(is, was) < 0);
    return [effect(isLess ? 'guardrail-raised' : 'guardrail-lowered', {
      message: `'${name}' is limited to ${limit(now[name])}, and to ${limit(old[name])} before`,
      path: ['spec', 'hard', name],
    })];
  });
}

function limit(value: unknown): string {
  return value === undefined ? 'nothing' : shown(value);
}

function ofActions(before: KubeObject, after: KubeObject): Effect[] {
  const [denied, denies] = [before, after].map(({ spec }) => {
    const { validationActions } = inObject(spec);
    return Array.isArray(validationActions) && validationActions.includes('Deny');
  });
  if (denied === denies) { return []; }
  return [effect(denies ? 'guardrail-raised' : 'guardrail-lowered', {
    message: denies ? 'its policy denies now, and only told before' : 'its policy denies no more, and only tells',
    path: ['spec', 'validationActions'],
  })];
}

function ofParamRef(before: KubeObject, after: KubeObject): Effect[] {
  const [old, now] = [before, after].map(({ spec }) => inObject(spec).paramRef);
  if (isSame(old, now, ['paramRef'])) { return []; }
  const ignores = inObject(now).parameterNotFoundAction === 'Allow';
  return [effect('guardrail-lowered', {
    message: ignores ? 'requests pass where there are no parameters' : 'it judges by other parameters: read which',
    path: ['spec', 'paramRef'],
  })];
}

/** Whether other conditions let more or less pass cannot be told. */
function ofPolicy(before: KubeObject, after: KubeObject, context: EffectContext): Effect[] {
  const [old, now] = [before, after].map(({ spec }) => inObject(spec));
  const ignores = now.failurePolicy === 'Ignore' && old.failurePolicy !== 'Ignore';
  const isOther = ['matchConstraints', 'matchConditions', 'validations', 'variables', 'paramKind']
    .some((name) => !isSame(old[name], now[name], [name]));
  return [
    ...(ignores ? [effect('guardrail-lowered', {
      message: 'requests pass when a condition cannot be evaluated', path: ['spec', 'failurePolicy'],
    })] : []),
    ...(isOther ? ofTenants(old, now, context) ?? [effect('guardrail-lowered', {
      message: 'its conditions are others: read what they admit now', path: ['spec'],
    })] : []),
  ];
}
