/** Requirements on volumes: claims of sandboxes, claims that live as long as a pod, and memory. */
import { AdmissionRule, listed, podRule } from '../admission-rule';
import type { RuleSettings } from '../admission-settings';
import {
  absent,
  all,
  Condition,
  differs,
  each,
  entry,
  oneOf,
  optional,
  required,
  sizeAtMost,
  unless,
  unlessTrue,
  whenGiven,
} from '../conditions';
import { amount, countAtMost, storageAtMost, volumes } from '../pod-conditions';

/** A condition on each volume claim: of ephemeral volumes of pods, and of sandboxes, templates and claims. */
function claimRules(
  rule: Pick<AdmissionRule, 'code' | 'requirement' | 'remedy'>,
  condition: (settings: RuleSettings) => Condition | undefined,
): AdmissionRule[] {
  return listRules(
    rule,
    (settings) => {
      const ofClaim = condition(settings);
      return ofClaim && each('volume', optional('ephemeral.volumeClaimTemplate', ofClaim));
    },
    (settings) => {
      const ofClaim = condition(settings);
      return ofClaim && each('claim', ofClaim);
    },
  );
}

/** A condition on the volumes of pods, and one on the claims of sandboxes, templates and claims. */
function listRules(
  rule: Pick<AdmissionRule, 'code' | 'requirement' | 'remedy'>,
  ofVolumes: (settings: RuleSettings) => Condition | undefined,
  ofClaims: (settings: RuleSettings) => Condition | undefined,
): AdmissionRule[] {
  const at = (path: string, condition: Condition | undefined) => condition && optional(path, condition);
  return [
    podRule({ ...rule, condition: (settings) => at('volumes', ofVolumes(settings)) }),
    {
      ...rule,
      kinds: ['Sandbox', 'SandboxTemplate', 'SandboxClaim'],
      judges: 'spec',
      condition: (settings) => at('volumeClaimTemplates', ofClaims(settings)),
    },
  ];
}

/** The number and the sum of claims in a list. */
function bounds(count: Condition, item: string, path: string, { maxTotalVolumeSize }: RuleSettings): Condition {
  const sum = whenGiven(maxTotalVolumeSize, (most) => storageAtMost(item, path, most));
  return sum ? all(count, sum) : count;
}

export const VOLUME_RULES: readonly AdmissionRule[] = [
  ...claimRules(
    {
      code: 'ASB371',
      requirement: ({ maxVolumeSize }) =>
        `volume claims must ask for more than 0${maxVolumeSize === undefined ? '' : ` and at most ${maxVolumeSize}`}`,
      remedy: 'change the size of the volume',
    },
    ({ maxVolumeSize }) => optional('spec.resources.requests', entry('storage', amount(maxVolumeSize))),
  ),
  ...claimRules(
    {
      code: 'ASB377',
      requirement: () => 'volume claims may not choose a volume',
      remedy: 'remove it; a storage class provides a new volume',
    },
    () => all(absent('spec.volumeName'), absent('spec.selector')),
  ),
  podRule({
    code: 'ASB378',
    requirement: ({ maxLimits: { memory } }) =>
      `an emptyDir in memory must have a size above 0${memory === undefined ? '' : ` and at most ${memory}`}`,
    remedy: "set 'sizeLimit' of the emptyDir",
    condition: ({ maxLimits: { memory } }) =>
      volumes(
        optional('emptyDir', unless(optional('medium', differs('Memory')), required('sizeLimit', amount(memory)))),
      ),
  }),
  ...claimRules(
    {
      code: 'ASB379',
      requirement: ({ storageClasses = [] }) =>
        `volume claims may name only the storage classes ${listed(storageClasses)}`,
      remedy: "change 'storageClassName', or leave it out for the default class of the cluster",
    },
    ({ storageClasses }) => whenGiven(storageClasses, (names) => optional('spec.storageClassName', oneOf(names))),
  ),
  ...listRules(
    {
      code: 'ASB380',
      requirement: ({ maxVolumeClaims, maxTotalVolumeSize }) =>
        `an object may have at most ${maxVolumeClaims} volume ` +
        `claims${maxTotalVolumeSize === undefined ? '' : `, with ${maxTotalVolumeSize} of storage in sum`}`,
      remedy: "remove some, or raise 'maxVolumeClaims' or 'maxTotalVolumeSize' of the policy",
    },
    (settings) =>
      bounds(
        countAtMost('volume', 'ephemeral', settings.maxVolumeClaims),
        'volume',
        'ephemeral.volumeClaimTemplate.spec.resources.requests',
        settings,
      ),
    (settings) => bounds(sizeAtMost(settings.maxVolumeClaims), 'claim', 'spec.resources.requests', settings),
  ),
  ...claimRules(
    {
      code: 'ASB387',
      requirement: () => 'volume claims may not copy a volume or a snapshot',
      remedy: "remove 'dataSource' and 'dataSourceRef', or set 'allowVolumeDataSources' of the policy",
    },
    ({ allowVolumeDataSources }) => unlessTrue(
      allowVolumeDataSources, () => all(absent('spec.dataSource'), absent('spec.dataSourceRef')),
    ),
  ),
];
