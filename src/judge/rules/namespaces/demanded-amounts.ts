import { containersOf, hasPodResources } from './container-amounts';
import { containerDefaults, NamespaceGuards, podTemplateOf } from './guards';
import { counts, scopesOf } from './quota-scopes';
import { Trouble } from '../../../findings/trouble';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { inObject } from '../../../kubernetes/read-json';
import { NOTHING } from '../rule';

/** The amounts that each container must have once a quota bounds them, by the names of resources in a quota. */
const DEMANDED: Readonly<Record<string, readonly ['requests' | 'limits', 'cpu' | 'memory']>> = {
  'cpu': ['requests', 'cpu'],
  'memory': ['requests', 'memory'],
  'requests.cpu': ['requests', 'cpu'],
  'requests.memory': ['requests', 'memory'],
  'limits.cpu': ['limits', 'cpu'],
  'limits.memory': ['limits', 'memory'],
};

/**
 * Containers without an amount that a quota of the namespace bounds, so that it refuses the pod, however much is left.
 *
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/#compute-resource-quota
 */
export function demandedAmounts(object: KubeObject, { limitRanges, quotas }: NamespaceGuards): Trouble[] {
  const pod = quotas.length === 0 ? undefined : podTemplateOf(object);
  if (!pod || hasPodResources(pod)) { return NOTHING; }
  const defaults = containerDefaults(limitRanges);
  const containers = containersOf(pod, defaults);
  return quotas.flatMap((quota) => {
    const bounded = Object.keys(inObject(quota.spec, 'hard')).filter((resource) => Object.hasOwn(DEMANDED, resource));
    if (bounded.length === 0 || counts(scopesOf(quota), pod, defaults) !== true) { return NOTHING; }
    return containers.flatMap(({ who, path, ...amounts }) => {
      const missing = bounded.filter((resource) => {
        const [side, of] = DEMANDED[resource];
        return amounts[side][of] === undefined;
      });
      return missing.length === 0
        ? []
        : [
          {
            message:
                `${who} has no ${missing.join(', ')}, which ResourceQuota ` +
                `'${String(inObject(quota.metadata).name)}' bounds, so that it refuses the pod`,
            remedy: "give the container 'resources', or the namespace a LimitRange with defaults",
            path: [...path, 'resources'],
          },
        ];
    });
  });
}
