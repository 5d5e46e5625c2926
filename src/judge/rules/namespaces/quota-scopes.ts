import { containersOf } from './container-amounts';
import { PodTemplate } from './guards';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { inList, inObject, Loose } from '../../../kubernetes/read-json';
import type { ContainerDefaults } from '../../capacity/pod-needs';

/** A scope of a ResourceQuota. */
interface Scope {
  readonly name: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** The scopes of a quota. It counts pods that all of them match; without scopes, every pod. */
export function scopesOf({ spec }: KubeObject): Scope[] {
  const { scopes } = inObject(spec);
  const named = (Array.isArray(scopes) ? scopes : []).map((name) => ({
    name: String(name),
    operator: 'Exists',
    values: [],
  }));
  const selected = inList(spec, 'scopeSelector', 'matchExpressions').map(({ scopeName, operator, values }) => ({
    name: String(scopeName),
    operator: String(operator),
    values: (Array.isArray(values) ? values : []).map(String),
  }));
  return [...named, ...selected];
}

/**
 * Whether a quota counts a pod; undefined where that is not known: a scope of another kind, or a pod without a
 * priority class, as a class may be the default of the cluster.
 *
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-scopes
 */
export function counts(scopes: readonly Scope[], pod: PodTemplate, defaults: ContainerDefaults): boolean | undefined {
  const answers = scopes.map((scope) => matches(scope, pod, defaults));
  if (answers.includes(false)) { return false; }
  return answers.includes(undefined) ? undefined : true;
}

function matches(
  { name, operator, values }: Scope,
  pod: PodTemplate,
  defaults: ContainerDefaults,
): boolean | undefined {
  switch (name) {
    case 'Terminating':
      return isTerminating(pod.spec);
    case 'NotTerminating':
      return !isTerminating(pod.spec);
    case 'BestEffort':
      return isBestEffort(pod, defaults);
    case 'NotBestEffort':
      return !isBestEffort(pod, defaults);
    case 'PriorityClass':
      return hasPriority(pod.spec.priorityClassName, operator, values);
    default:
      return undefined;
  }
}

function isTerminating({ activeDeadlineSeconds }: Loose): boolean {
  return typeof activeDeadlineSeconds === 'number' && activeDeadlineSeconds >= 0;
}

/** No container has an amount of CPU or memory. */
function isBestEffort(pod: PodTemplate, defaults: ContainerDefaults): boolean {
  const ofPod = [inObject(pod.spec, 'resources', 'requests'), inObject(pod.spec, 'resources', 'limits')];
  const all = [...ofPod, ...containersOf(pod, defaults).flatMap(({ requests, limits }) => [requests, limits])];
  return all.every(({ cpu, memory }) => cpu === undefined && memory === undefined);
}

function hasPriority(given: unknown, operator: string, values: readonly string[]): boolean | undefined {
  if (typeof given !== 'string' || given === '') { return undefined; }
  switch (operator) {
    case 'In': return values.includes(given);
    case 'NotIn': return !values.includes(given);
    case 'Exists': return true;
    case 'DoesNotExist': return false;
    default: return undefined;
  }
}
