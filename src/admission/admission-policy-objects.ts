import { AdmissionRule } from './admission-rule';
import { AdmissionScope, podLabels } from './admission-scope';
import type { AdmissionSettings, RuleSettings } from './admission-settings';
import { literal } from './cel-expression';
import { Condition, optional } from './conditions';
import { ADMISSION_KINDS, AdmissionKind, MATCHED_KINDS, MatchedKind } from './matched-kinds';
import { messageFields } from './parameter';
import { CONTAINER_VARIABLES } from './pod-conditions';
import { ADMISSION_RULES } from './rules/index';
import type { KubeObject } from '../kubernetes/kube-object';
import { NAMESPACE_NAME } from '../kubernetes/well-known';

/** Action of the API server on an object that breaks an admission policy. */
export type PolicyAction = 'Deny' | 'Warn' | 'Audit';

/** Everything that the objects of an admission policy are made from. */
export interface AdmissionPolicySettings extends AdmissionScope {
  /** Prefix of the names of its objects. */
  readonly name: string;
  readonly settings: AdmissionSettings;
  readonly validationActions: readonly PolicyAction[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** An admission policy for one kind, and its binding. */
export interface AdmissionPolicyObjects {
  readonly kind: AdmissionKind;
  readonly policy: KubeObject;
  readonly binding: KubeObject;
  /** Another one for the pods of pools, where these have a label of their own. */
  readonly bindingOfPools?: KubeObject;
}

const API_VERSION = 'admissionregistration.k8s.io/v1';

/**
 * Objects that exist are not refused later: a controller may label, adopt or finish an object while its spec is
 * unchanged.
 */
const MATCH_CONDITIONS = [{ name: 'new-or-changed', expression: 'oldObject == null || object.spec != oldObject.spec' }];

/** Finalizers are judged too, and they are added without a change of the spec. Removing one is always possible. */
const WITH_FINALIZERS = [{
  name: 'new-or-changed',
  expression: `${MATCH_CONDITIONS[0].expression} || has(object.metadata.finalizers) && `
    + '!(has(oldObject.metadata.finalizers) && '
    + 'object.metadata.finalizers.all(finalizer, finalizer in oldObject.metadata.finalizers))',
}];

/**
 * One admission policy and one binding for each kind that the settings restrict. There is one for each kind because the
 * API server type-checks expressions against the fields of one kind.
 */
export function admissionPolicyObjects(
  options: AdmissionPolicySettings,
  table: readonly AdmissionRule[] = ADMISSION_RULES,
): AdmissionPolicyObjects[] {
  return ADMISSION_KINDS.flatMap((kind) => {
    const validations = validationsOf(kind, options.settings, table);
    if (validations.length === 0) {
      return [];
    }
    const { labels, annotations } = options;
    const metadata = {
      name: policyName(options.name, kind),
      ...(labels && { labels }),
      ...(annotations && { annotations }),
    };
    const policy = policyObject(metadata, specOf(kind, validations));
    const [binding, bindingOfPools] = podSelectors(kind, options).map((objectSelector, index) => bindingObject(
      index === 0 ? metadata : { ...metadata, name: `${metadata.name}-of-pools` },
      {
        policyName: metadata.name,
        validationActions: options.validationActions,
        matchResources: { ...matchResources(options), ...(objectSelector && { objectSelector }) },
      },
    ));
    return [{ kind, policy, binding, bindingOfPools }];
  });
}

/** Name of the policy of a kind. */
export function policyName(prefix: string, kind: AdmissionKind): string {
  return `${prefix}-${MATCHED_KINDS[kind].resources[0].replace('/', '-')}`;
}

export function policyObject(metadata: KubeObject['metadata'], spec: unknown): KubeObject {
  return { apiVersion: API_VERSION, kind: 'ValidatingAdmissionPolicy', metadata, spec } as KubeObject;
}

export function bindingObject(metadata: KubeObject['metadata'], spec: unknown): KubeObject {
  return { apiVersion: API_VERSION, kind: 'ValidatingAdmissionPolicyBinding', metadata, spec } as KubeObject;
}

/** How the API server matches the kinds; `scope` is `Namespaced` or `Cluster`. */
export function matchConstraints(kinds: readonly MatchedKind[], scope = 'Namespaced'): object {
  return {
    matchPolicy: 'Equivalent',
    resourceRules: kinds.map(({ apiGroup, apiVersions, resources }) => (
      { apiGroups: [apiGroup], apiVersions, operations: ['CREATE', 'UPDATE'], resources, scope }
    )),
  };
}

/** What refuses an object where the expression does not hold. */
export interface PolicyValidation {
  readonly expression: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly reason: string;
}

/** The spec of the policy of a kind. @param more variables besides those of pods */
export function specOf(kind: AdmissionKind, validations: readonly PolicyValidation[], more: readonly object[] = []) {
  const { pod } = MATCHED_KINDS[kind];
  const variables = [
    ...(pod ? [{ name: 'spec', expression: ['object', ...pod].join('.') }, ...CONTAINER_VARIABLES] : []), ...more,
  ];
  return {
    failurePolicy: 'Fail',
    matchConstraints: matchConstraints([MATCHED_KINDS[kind]]),
    matchConditions: kind === 'Pod' ? MATCH_CONDITIONS : WITH_FINALIZERS,
    ...(variables.length > 0 && { variables }),
    validations,
  };
}

/** What the rules of a table ask of a kind. */
export function validationsOf(
  kind: AdmissionKind, settings: RuleSettings, table: readonly AdmissionRule[],
): PolicyValidation[] {
  return table.filter(({ kinds }) => kinds.includes(kind)).flatMap((rule) => {
    const condition = rule.condition(settings, kind);
    if (!condition) { return []; }
    const text = `${rule.code}: ${rule.requirement(settings, kind)}; ${rule.remedyInFile ?? rule.remedy}`;
    return [{ expression: expressionOf(rule, kind, condition), ...messageFields(text, literal), reason: 'Forbidden' }];
  });
}

function expressionOf({ judges }: AdmissionRule, kind: AdmissionKind, condition: Condition): string {
  switch (judges) {
    case 'pod': return condition.cel('variables.spec').text;
    case 'podMetadata': return optional(MATCHED_KINDS[kind].podMetadata!.join('.'), condition).cel('object').text;
    case 'spec': return condition.cel('object.spec').text;
    case 'object': return condition.cel('object').text;
  }
}

function matchResources({ namespaces, excludedNamespaces }: AdmissionScope) {
  const [operator, values] = namespaces ? ['In', namespaces] : ['NotIn', excludedNamespaces];
  return {
    matchPolicy: 'Equivalent',
    namespaceSelector: { matchExpressions: [{ key: NAMESPACE_NAME, operator, values }] },
  };
}

/**
 * The selectors of objects, one for each binding: a selector has no "or". In all namespaces only pods of sandboxes are
 * matched. Other pods are outside the purpose of this policy.
 */
function podSelectors(kind: AdmissionKind, { namespaces, hasUnnamedPools }: AdmissionScope) {
  return kind !== 'Pod' || namespaces
    ? [undefined]
    : podLabels(hasUnnamedPools).map((key) => ({ matchExpressions: [{ key, operator: 'Exists' }] }));
}
