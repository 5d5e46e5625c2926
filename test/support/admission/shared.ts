/** The admission policies that tenants share, and the parameters of one of them. */
import { OBJECT_SETTINGS } from './objects';
import { BASES } from './pods';
import { AdmissionPolicyObjects } from '../../../src/admission/admission-policy-objects';
import { AdmissionRule } from '../../../src/admission/admission-rule';
import { AdmissionSettings } from '../../../src/admission/admission-settings';
import { ADMISSION_KINDS } from '../../../src/admission/matched-kinds';
import { NetworkBound } from '../../../src/admission/network-bound';
import { ADMISSION_RULES } from '../../../src/admission/rules/index';
import { networkId, parameterLines, PARAMETERS } from '../../../src/admission/shared/parameters';
import { sharedPolicy, sharedPolicySpec } from '../../../src/admission/shared/shared-policies';
import { KubeObject } from '../../../src/kubernetes/kube-object';

export const LIMIT_RANGE = { kind: 'LimitRange', name: 'sandbox-limits' };

/** The bounds of all tenants of the tables: one policy knows them all. */
export const NETWORKS: readonly NetworkBound[] = [...new Map(
  [...Object.values(BASES).map(({ settings }) => settings), ...Object.values(OBJECT_SETTINGS)]
    .map(({ network }): [string, NetworkBound] => [networkId(network), network]),
).values()];

/** The policies, the same for each tenant. */
export function sharedPolicies(
  table: readonly AdmissionRule[] = ADMISSION_RULES,
): Array<Pick<AdmissionPolicyObjects, 'kind' | 'policy'>> {
  return ADMISSION_KINDS.map((kind) => (
    { kind, policy: sharedPolicy('tenants', kind, sharedPolicySpec(kind, NETWORKS, LIMIT_RANGE, table)) }
  ));
}

/** The object with the parameters of a tenant. */
export function parametersOf(settings: AdmissionSettings, namespace = 'research'): KubeObject {
  return {
    apiVersion: 'v1',
    kind: LIMIT_RANGE.kind,
    metadata: { name: LIMIT_RANGE.name, namespace, annotations: { [PARAMETERS]: parameterLines(settings) } },
  };
}
