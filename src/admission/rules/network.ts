/** Requirements on the network policies that the controller makes for templates. */
import { AdmissionRule } from '../admission-rule';
import type { RuleSettings } from '../admission-settings';
import { or } from '../cel-expression';
import { all, anyOf, Condition, equals, exempted, optional, required } from '../conditions';
import { withinBound } from '../network-bound';

/** Whoever may create network policies in the namespace gains nothing by a template that makes one. */
const MAY_CREATE_POLICIES = "authorizer.group('networking.k8s.io').resource('networkpolicies')"
  + ".namespace(request.namespace).check('create').allowed()";

const FIELDS = ['networkPolicy', 'networkPolicyManagement'];

/** The fields are as they were: other fields of a template may change. */
const IS_UNCHANGED = ['oldObject != null', ...FIELDS.flatMap((field) => [
  `has(object.spec.${field}) == has(oldObject.spec.${field})`,
  `(!has(object.spec.${field}) || object.spec.${field} == oldObject.spec.${field})`,
])].join(' && ');

function within({ network: { egress, ingress, isDefaultWithin, mayBeUnmanaged } }: RuleSettings): Condition {
  const bounded = [
    optional('networkPolicy.egress', withinBound(egress, 'to')),
    optional('networkPolicy.ingress', withinBound(ingress, 'from')),
    // Without rules of its own a template gets the default policy of the controller.
    ...(isDefaultWithin ? [] : [required('networkPolicy')]),
  ];
  const isUnmanaged = required('networkPolicyManagement', equals('Unmanaged'));
  return mayBeUnmanaged
    ? anyOfFirst(all(...bounded), isUnmanaged)
    : all(...bounded, optional('networkPolicyManagement', equals('Managed')));
}

/** One of two conditions holds; what breaks the first is reported. */
function anyOfFirst(first: Condition, other: Condition): Condition {
  const either = anyOf(first, other);
  return {
    violations: (given) => (either.violations(given).length === 0 ? [] : first.violations(given)),
    cel: either.cel,
  };
}

export const NETWORK_RULES: readonly AdmissionRule[] = [
  {
    code: 'ASB383',
    kinds: ['SandboxTemplate'],
    judges: 'spec',
    dependsOnAccount: true,
    isOfNetwork: true,
    requirement: ({ network: { isGiven } }) =>
      'only accounts that may create NetworkPolicies may open the network of a template beyond ' +
      (isGiven ? "'maxEgress' and 'maxIngress'" : 'the public internet, the DNS of the cluster and the router'),
    remedy: "narrow 'networkPolicy', or let such an account apply it",
    condition: (settings) => {
      const condition = exempted(within(settings), or(`(${IS_UNCHANGED})`, MAY_CREATE_POLICIES));
      // The bound that nobody gave is for people in the cluster: whoever wrote the app decides for its templates.
      const { isGiven, isOfOthers } = settings.network;
      return isGiven || isOfOthers ? condition : { ...condition, violations: () => [] };
    },
  },
];
