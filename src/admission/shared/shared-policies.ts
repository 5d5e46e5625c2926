/** The objects of policies that tenants share. */
import { NETWORK, networkId, PARAMETER_SETTINGS, PARAMETERS, variablesIn } from './parameters';
import { ADMISSION_LABEL } from '../../api/labels';
import type { KubeObject } from '../../kubernetes/kube-object';
import {
  bindingObject, matchConstraints, PolicyAction, policyName, policyObject, PolicyValidation, specOf, validationsOf,
} from '../admission-policy-objects';
import type { AdmissionRule } from '../admission-rule';
import { literal } from '../cel-expression';
import { ADMISSION_KINDS, AdmissionKind, MATCHED_KINDS } from '../matched-kinds';
import type { NetworkBound } from '../network-bound';
import { ADMISSION_RULES } from '../rules/index';

/** The object of a tenant with its parameters: people of a tenant may read LimitRanges, and change none. */
export interface ParameterObject {
  readonly kind: string;
  readonly name: string;
}

/** The namespaces of tenants, by the value of their label. */
export type NamesByLabel = ReadonlyMap<string, readonly string[]>;

/** The policy of one kind. @param networks the bounds that tenants have */
export function sharedPolicySpec(
  kind: AdmissionKind,
  networks: readonly NetworkBound[],
  parameters: ParameterObject,
  table: readonly AdmissionRule[] = ADMISSION_RULES,
): object {
  const validations = [
    refusal(
      `has(params.metadata.annotations) && '${PARAMETERS}' in params.metadata.annotations`,
      `${parameters.kind} '${parameters.name}' of the namespace has no annotation '${PARAMETERS}', by which objects of `
        + 'the tenant are judged; the platform must apply it again',
    ),
    ...table.flatMap((rule) => (rule.isOfNetwork ? ofNetworks : ofAll)(kind, rule, networks)),
  ];
  return {
    paramKind: { apiVersion: 'v1', kind: parameters.kind },
    ...specOf(kind, validations, variablesIn(validations.flatMap(({ expression, messageExpression = '' }) => (
      [expression, messageExpression]
    )))),
  };
}

function ofAll(kind: AdmissionKind, rule: AdmissionRule, [network]: readonly NetworkBound[]): PolicyValidation[] {
  return validationsOf(kind, { ...PARAMETER_SETTINGS, network }, [rule]);
}

/** A tenant is judged by the bound that it names; one that the policy does not have refuses. */
function ofNetworks(kind: AdmissionKind, rule: AdmissionRule, networks: readonly NetworkBound[]): PolicyValidation[] {
  if (!rule.kinds.includes(kind)) { return []; }
  const ids = networks.map(networkId);
  return [
    refusal(
      `${NETWORK}.size() == 1 && ${NETWORK}[0] in ${literal(ids)}`,
      "the policy has no rules for the network of this tenant; the platform must apply the tenants' policies again",
    ),
    ...networks.flatMap((network, index) => validationsOf(kind, { ...PARAMETER_SETTINGS, network }, [rule]).map(
      (validation) => (
        { ...validation, expression: `!('${ids[index]}' in ${NETWORK}) || ${validation.expression}` }
      ),
    )),
  ];
}

function refusal(expression: string, message: string): PolicyValidation {
  return { expression, message, reason: 'Forbidden' };
}

/** The metadata of policies and bindings of a set of tenants. */
export function sharedPolicy(set: string, kind: AdmissionKind, spec: unknown): KubeObject {
  return policyObject({ name: policyName(set, kind) }, spec);
}

/** The binding of a kind's policy for the tenants of one label. */
export function sharedBinding(
  set: string, kind: AdmissionKind, label: string, actions: readonly PolicyAction[], { name }: ParameterObject,
): KubeObject {
  return bindingObject({ name: policyName(label, kind) }, {
    policyName: policyName(set, kind),
    paramRef: { name, parameterNotFoundAction: 'Deny' },
    validationActions: [...actions],
    matchResources: {
      matchPolicy: 'Equivalent',
      namespaceSelector: { matchLabels: { [ADMISSION_LABEL]: label } },
    },
  });
}

/** Refuses what goes into the namespace of a tenant that denies, while the namespace has not its label. */
export function unlabelledSpec(set: string, denied: readonly string[]): object {
  return {
    failurePolicy: 'Fail',
    matchConstraints: matchConstraints(ADMISSION_KINDS.map((kind) => MATCHED_KINDS[kind])),
    validations: [refusal(
      `!(request.namespace in ${literal(denied)})`,
      `the namespace is that of a tenant, and has not the label '${ADMISSION_LABEL}' by which the policies of '${set}' `
        + 'judge; the platform must set it',
    )],
  };
}

/** The binding of that policy, which holds in namespaces of none of the labels. */
export function unlabelledMatch(labels: readonly string[]): object {
  return {
    matchPolicy: 'Equivalent',
    namespaceSelector: { matchExpressions: [{ key: ADMISSION_LABEL, operator: 'NotIn', values: [...labels] }] },
  };
}

/** The label of a Namespace is what the platform says, or stays as it is, whoever writes. */
export function namespaceLabelSpec(set: string, names: NamesByLabel): object {
  const labelOf = (of: string) =>
    `has(${of}.metadata.labels) && '${ADMISSION_LABEL}' in ${of}.metadata.labels `
    + `? ${of}.metadata.labels['${ADMISSION_LABEL}'] : ''`;
  const wanted = [...names].map(([label, all]) => `object.metadata.name in ${literal(all)} ? '${label}' : `).join('');
  return {
    failurePolicy: 'Fail',
    matchConstraints: matchConstraints(
      [{ apiGroup: '', apiVersions: ['v1'], resources: ['namespaces'] }], 'Cluster',
    ),
    variables: [
      { name: 'label', expression: labelOf('object') },
      { name: 'before', expression: `oldObject == null ? '' : ${labelOf('oldObject')}` },
      { name: 'wanted', expression: `${wanted}''` },
    ],
    validations: [refusal(
      'oldObject != null && variables.label == variables.before || (variables.wanted == \'\' '
        // A new tenant's Namespace may be applied before this policy knows of it, as GitOps tools do.
        + `? oldObject == null || !(variables.label in ${literal([...names.keys()])}) `
        + ': variables.label == variables.wanted)',
      `the label '${ADMISSION_LABEL}' says which policies of '${set}' hold in a namespace: those of tenants must have `
        + "that of the platform's manifests, and no other may have one",
    )],
  };
}
