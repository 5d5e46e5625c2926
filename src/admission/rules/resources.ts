/** Requirements on amounts: replicas of pools, and resources that nodes have besides CPU, memory and storage. */
import { AdmissionRule, listed, podRule } from '../admission-rule';
import { AdmissionSettings } from '../admission-settings';
import { absent, all, atMost, Condition, eachKey, oneOf, optional } from '../conditions';
import { containers } from '../pod-conditions';

/** Resources that every container may have; the quota and other rules limit them. */
const ORDINARY = ['cpu', 'memory', 'ephemeral-storage'];

function listedResources({ extendedResources }: AdmissionSettings): Condition {
  const known = eachKey('resource', oneOf([...ORDINARY, ...extendedResources]));
  return all(optional('resources.limits', known), optional('resources.requests', known));
}

export const RESOURCE_RULES: readonly AdmissionRule[] = [
  {
    code: 'ASB369',
    kinds: ['SandboxWarmPool'],
    judges: 'spec',
    requirement: ({ maxPoolReplicas }) => `at most ${maxPoolReplicas} sandboxes may wait in a pool`,
    remedy: 'lower replicas, and the maximum of its autoscaler',
    condition: ({ maxPoolReplicas }) =>
      maxPoolReplicas === undefined ? undefined : optional('replicas', atMost(maxPoolReplicas)),
  },
  podRule({
    code: 'ASB381',
    requirement: ({ extendedResources }) => extendedResources.length === 0
      ? 'containers may not have extended resources, huge pages or devices'
      : `containers may have only ${listed(extendedResources)} of extended resources and huge pages`,
    remedy: "remove it, or list it in 'allowedExtendedResources'; devices by claims need 'allowResourceClaims'",
    condition: (settings) => all(
      containers(listedResources(settings), 'lastingContainers'),
      ...(settings.allowResourceClaims ? [] : [absent('resourceClaims')]),
    ),
  }),
  podRule({
    code: 'ASB386',
    requirement: ({ extendedResources }) => extendedResources.length === 0
      ? 'the resources of the whole pod may not have huge pages'
      : `the resources of the whole pod may have only ${listed(extendedResources)} of huge pages`,
    remedy: "remove it, or list it in 'allowedExtendedResources'",
    condition: listedResources,
  }),
];
