/** Requirements on amounts: replicas of pools, and resources that nodes have besides CPU, memory and storage. */
import { AdmissionRule, isNone, listed, podRule } from '../admission-rule';
import type { RuleSettings } from '../admission-settings';
import { absent, all, anyOf, atMost, Condition, eachKey, oneOf, optional, unlessTrue, whenGiven } from '../conditions';
import { isParameter } from '../parameter';
import { containers } from '../pod-conditions';

/** Resources that every container may have; the quota and other rules limit them. */
const ORDINARY = ['cpu', 'memory', 'ephemeral-storage'];

function listedResources({ extendedResources }: RuleSettings): Condition {
  const known = eachKey('resource', isParameter(extendedResources)
    ? anyOf(oneOf(ORDINARY), oneOf(extendedResources))
    : oneOf([...ORDINARY, ...extendedResources]));
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
      whenGiven(maxPoolReplicas, (most) => optional('replicas', atMost(most))),
  },
  podRule({
    code: 'ASB381',
    requirement: ({ extendedResources }) => isNone(extendedResources)
      ? 'containers may not have extended resources, huge pages or devices'
      : `containers may have only ${listed(extendedResources)} of extended resources and huge pages`,
    remedy: "remove it, or list it in 'allowedExtendedResources'; devices by claims need 'allowResourceClaims'",
    condition: (settings) => all(
      containers(listedResources(settings), 'lastingContainers'),
      ...[unlessTrue(settings.allowResourceClaims, () => absent('resourceClaims'))].flatMap((each) => each ?? []),
    ),
  }),
  podRule({
    code: 'ASB386',
    requirement: ({ extendedResources }) => isNone(extendedResources)
      ? 'the resources of the whole pod may not have huge pages'
      : `the resources of the whole pod may have only ${listed(extendedResources)} of huge pages`,
    remedy: "remove it, or list it in 'allowedExtendedResources'",
    condition: listedResources,
  }),
];
