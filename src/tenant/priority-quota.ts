import type { PriorityQuota } from './priority-quota-props';
import { amountOfCpu, amountOfSize } from '../checks/amounts';
import { checkCount, shown } from '../checks/forms';
import type { InstallObject } from '../kubernetes/kube-object';

/** A quota of one class. */
export interface ClassQuota {
  readonly className: string;
  readonly hard: Readonly<Record<string, string>>;
}

/** @throws when a quota is malformed, has no amount, or two are for one class */
export function classQuotas(given: readonly PriorityQuota[]): ClassQuota[] {
  if (!Array.isArray(given) || given.length === 0) {
    throw new Error(`'byPriority' is ${shown(given)}; give a list of one quota or more, or leave it out`);
  }
  const quotas = given.map((quota, index) => classQuota(`byPriority[${index}]`, quota));
  const names = quotas.map(({ className }) => className);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new Error(`'byPriority' has two quotas of priority class '${twice}'; give one, with the amounts of both`);
  }
  return quotas;
}

function classQuota(what: string, quota: PriorityQuota): ClassQuota {
  const { priorityClass, pods, cpu, memory, requestedCpu, requestedMemory } = quota ?? {};
  if (typeof priorityClass?.priorityClassName !== 'string') {
    throw new Error(`'${what}.priorityClass' is ${shown(priorityClass)}; give a SandboxPriorityClass`);
  }
  if (pods !== undefined) { checkCount(`'${what}.pods'`, pods, 0); }
  const hard = {
    ...(cpu && { 'limits.cpu': amountOfCpu(`'${what}.cpu'`, cpu).text }),
    ...(memory && { 'limits.memory': amountOfSize(`'${what}.memory'`, memory).text }),
    ...(pods !== undefined && { pods: String(pods) }),
    ...(requestedCpu && { 'requests.cpu': amountOfCpu(`'${what}.requestedCpu'`, requestedCpu).text }),
    ...(requestedMemory && { 'requests.memory': amountOfSize(`'${what}.requestedMemory'`, requestedMemory).text }),
  };
  if (Object.keys(hard).length === 0) {
    throw new Error(`'${what}' has no amount; give at least one, such as 'pods'`);
  }
  return { className: priorityClass.priorityClassName, hard };
}

/**
 * The quotas of the classes, and one that lets in no pod of another.
 *
 * @param isClosed whether pods of other classes are refused
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/#resource-quota-per-priorityclass
 */
export function priorityQuotaObjects(
  quotas: readonly ClassQuota[], namespace: string, isClosed: boolean,
): InstallObject[] {
  const quota = (
    id: string, name: string, hard: object, operator: string, values: readonly string[],
  ): InstallObject => ({
    id,
    object: {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name, namespace },
      spec: {
        hard,
        scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator, values: [...values] }] },
      },
    },
  });
  const names = quotas.map(({ className }) => className);
  return [
    ...quotas.map(({ className, hard }) => (
      quota(`Quota-${className}`, `priority-${className}`, hard, 'In', [className])
    )),
    ...(isClosed && quotas.length > 0
      ? [quota('NoOtherPriority', 'no-other-priority', { pods: '0' }, 'NotIn', names)]
      : []),
  ];
}
