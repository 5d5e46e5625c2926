import type { FactsDocument } from './facts-document';
import { podLabels } from '../../admission/admission-scope';
import type { KubeObject } from '../../kubernetes/kube-object';
import { egressToClusterDns } from '../../kubernetes/well-known';
import { priorityQuotaObjects } from '../priority-quota';
import { guardObjects, quotaObject } from '../tenant-objects';
import type { TenantSettings } from '../tenant-settings';

/** An object that a tenant's namespace has, and an app of its team does not print. */
export interface StandingObject {
  readonly object: KubeObject;
  /** Whether the tenant holds its objects against it itself. */
  readonly isProven: boolean;
}

/**
 * The quotas, limits and network policies that a namespace has by its facts.
 *
 * @param hasUnnamedPools whether pods of pools have a label of their own in the release
 */
export function guardsOf(facts: FactsDocument, hasUnnamedPools: boolean): StandingObject[] {
  const { namespace, quota: { hard, byPriority, allowOtherPriorities } } = facts;
  const settings = settingsOf(facts);
  return [
    ...guardObjects(
      settings, (item) => podLabels(hasUnnamedPools).map(item), egressToClusterDns(facts.cluster.dns),
    ),
    ...(hard ? [quotaObject(settings, { hard })] : []),
  ].map(({ object }): StandingObject => ({ object, isProven: true })).concat(
    priorityQuotaObjects(byPriority, namespace, !allowOtherPriorities)
      .map(({ object }) => ({ object, isProven: false })),
  );
}

function settingsOf({ namespace, limits, admission }: FactsDocument): TenantSettings {
  const { defaults, maxima: maxLimits, maxVolumeSize } = limits;
  return {
    namespace,
    namespaceLabels: {},
    namespaceAnnotations: {},
    podSecurity: admission.podSecurity ?? 'privileged',
    defaults,
    maxLimits,
    deployedKinds: [],
    ...(maxVolumeSize !== undefined && { maxVolumeSize }),
  };
}
