/** Requirements on amounts: replicas of pools, and resources that nodes have besides CPU, memory and storage. */
import { AdmissionRule, listed, podRule } from './admission-rule';
import { absent, all, atMost, eachKey, oneOf, optional } from './conditions';
import { containers } from './pod-conditions';

/** Resources that every container may have; the quota and other rules limit them. */
const ORDINARY = ['cpu', 'memory', 'ephemeral-storage'];

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
    condition: ({ extendedResources, allowResourceClaims }) => {
      const known = eachKey('resource', oneOf([...ORDINARY, ...extendedResources]));
      return all(
        containers(
          all(optional('resources.limits', known), optional('resources.requests', known)),
          'lastingContainers',
        ),
        ...(allowResourceClaims ? [] : [absent('resourceClaims')]),
      );
    },
  }),
];
