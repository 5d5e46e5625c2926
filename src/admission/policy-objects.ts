import { CONTAINER_VARIABLES } from './pod-conditions';
import { POLICY_RULES, PolicyRule } from './rules';
import type { PolicyScope } from './scope';
import { PolicySettings } from './settings';
import { POLICY_KINDS, PolicyKind, SUBJECTS } from './subjects';
import { SANDBOX_LABEL } from '../api/labels';
import type { KubeObject } from '../kubernetes/kube-object';
import { NAMESPACE_NAME } from '../kubernetes/well-known';

/** What the API server does with an object that breaks a policy. */
export type ValidationAction = 'Deny' | 'Warn' | 'Audit';

/** A policy before it is written out. */
export interface PolicyOptions extends PolicyScope {
  /** What the names of its objects begin with. */
  readonly name: string;
  readonly settings: PolicySettings;
  readonly validationActions: readonly ValidationAction[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A policy of one kind, and its binding. */
export interface PolicyObjects {
  readonly kind: PolicyKind;
  readonly policy: KubeObject;
  readonly binding: KubeObject;
}

const API_VERSION = 'admissionregistration.k8s.io/v1';

/**
 * What is in place is not refused afterwards: a controller may still label, adopt or finish an object whose spec stays as
 * it is.
 */
const MATCH_CONDITIONS = [{ name: 'new-or-changed', expression: 'oldObject == null || object.spec != oldObject.spec' }];

/**
 * Policies and bindings of one kind each, as the API server checks expressions by the fields of a kind: those of which
 * the settings ask anything.
 */
export function policyObjects(options: PolicyOptions, table: readonly PolicyRule[] = POLICY_RULES): PolicyObjects[] {
  return POLICY_KINDS.flatMap((kind) => {
    const validations = validationsOf(kind, options.settings, table);
    if (validations.length === 0) { return []; }
    const { apiGroup, apiVersions, resources, pod } = SUBJECTS[kind];
    const { labels, annotations } = options;
    const metadata = { name: `${options.name}-${resources[0]}`, ...(labels && { labels }), ...(annotations && { annotations }) };
    const policy = {
      apiVersion: API_VERSION,
      kind: 'ValidatingAdmissionPolicy',
      metadata,
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          matchPolicy: 'Equivalent',
          resourceRules: [{ apiGroups: [apiGroup], apiVersions, operations: ['CREATE', 'UPDATE'], resources, scope: 'Namespaced' }],
        },
        matchConditions: MATCH_CONDITIONS,
        ...(pod && { variables: [{ name: 'spec', expression: ['object', ...pod].join('.') }, ...CONTAINER_VARIABLES] }),
        validations,
      },
    };
    const binding = {
      apiVersion: API_VERSION,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata,
      spec: { policyName: metadata.name, validationActions: options.validationActions, matchResources: matchResources(kind, options) },
    };
    return [{ kind, policy, binding }];
  });
}

function validationsOf(kind: PolicyKind, settings: PolicySettings, table: readonly PolicyRule[]) {
  return table.filter(({ kinds }) => kinds.includes(kind)).flatMap((rule) => {
    const expression = rule.condition(settings)?.cel(rule.of === 'pod' ? 'variables.spec' : 'object.spec').text;
    return expression === undefined ? [] : [{ expression, message: `${rule.code}: ${rule.says(settings)}; ${rule.remedy}`, reason: 'Forbidden' }];
  });
}

/** In all namespaces, only pods of sandboxes are matched: the others are none of this policy's business. */
function matchResources(kind: PolicyKind, { namespaces, excludedNamespaces }: PolicyScope) {
  const [operator, values] = namespaces ? ['In', namespaces] : ['NotIn', excludedNamespaces];
  return {
    matchPolicy: 'Equivalent',
    namespaceSelector: { matchExpressions: [{ key: NAMESPACE_NAME, operator, values }] },
    ...(kind === 'Pod' && !namespaces && { objectSelector: { matchExpressions: [{ key: SANDBOX_LABEL, operator: 'Exists' }] } }),
  };
}
