/** Requirements on the identity of pods and on the nodes that they choose. */
import { AdmissionRule, isNone, listed, podRule } from '../admission-rule';
import type { AllowedToleration, RuleSettings } from '../admission-settings';
import { and, literal } from '../cel-expression';
import {
  absent, all, anyOf, Condition, each, entriesAmong, equals, oneOf, optional, required, unless, unlessTrue,
  value as holding, whenGiven,
} from '../conditions';
import { Given, isParameter, known, Parameter } from '../parameter';
import { whenCreated } from '../requests';

/** The account of pods that name none. */
const DEFAULT_ACCOUNT = 'default';

/** Labels that every node has, and that choose no owner. */
const FREE_LABELS = ['kubernetes.io/os', 'kubernetes.io/arch'];

function toleration({ key, operator, value, effect }: AllowedToleration): Condition {
  return all(
    ...(key === undefined ? [] : [required('key', equals(key))]),
    ...(value === undefined || operator === 'Exists'
      ? []
      : [required('value', equals(value)), optional('operator', equals('Equal'))]),
    ...(effect === undefined ? [] : [required('effect', equals(effect))]),
  );
}

/** The same by a parameter, whose items have a key, a value and an effect, each `*` where any is allowed. */
function tolerationOf({ cel }: Parameter): Condition {
  const is = (member: string, index: number, ...more: string[]) => {
    const same = and(`has(toleration.${member})`, `toleration.${member} == allowed[${index}]`, ...more);
    return `(allowed[${index}] == '*' || ${same.text})`;
  };
  const isEqual = "(!has(toleration.operator) || toleration.operator == 'Equal')";
  return holding(
    () => { throw new Error(`'${cel}' is known to the API server only`); },
    () => `${cel}.exists(allowed, ${[is('key', 0), is('value', 1, isEqual), is('effect', 2)].join(' && ')})`,
  );
}

/** The terms name no other namespaces. */
function ofOwnNamespace(affinity: 'podAffinity' | 'podAntiAffinity'): Condition[] {
  return ['required', 'preferred'].map((when) => {
    const terms = `${affinity}.${when}DuringSchedulingIgnoredDuringExecution`;
    const prefix = when === 'preferred' ? 'podAffinityTerm.' : '';
    return optional(terms, each('term', all(absent(`${prefix}namespaces`), absent(`${prefix}namespaceSelector`))));
  });
}

/** Neither other namespaces' pods nor labels of nodes attract the pod. */
const NO_AFFINITY = all(
  absent('nodeAffinity'),
  ...ofOwnNamespace('podAffinity'),
);

/** The pod keeps no pods of other namespaces away. */
const NO_REPULSION = optional('affinity', all(...ofOwnNamespace('podAntiAffinity')));

/** The pod names one of the accounts; where the default account is one, it may name none. */
function named(accounts: Given<readonly string[]>): Condition {
  const isOne = oneOf(accounts);
  if (isParameter(accounts)) {
    const hasDefault = holding(() => known<boolean>(accounts), () => `${literal(DEFAULT_ACCOUNT)} in ${accounts.cel}`);
    return all(optional('serviceAccountName', isOne), unless(hasDefault, required('serviceAccountName')));
  }
  return accounts.includes(DEFAULT_ACCOUNT)
    ? optional('serviceAccountName', isOne)
    : required('serviceAccountName', isOne);
}

function oneOfTolerations(tolerations: Given<readonly AllowedToleration[]>): Condition {
  return isParameter(tolerations) ? tolerationOf(tolerations) : anyOf(...tolerations.map(toleration));
}

function placement({ tolerations, nodeLabels }: RuleSettings): Condition {
  return all(
    absent('nodeName'),
    optional('nodeSelector', entriesAmong(nodeLabels, FREE_LABELS)),
    optional('tolerations', each('toleration', oneOfTolerations(tolerations))),
    optional('affinity', NO_AFFINITY),
  );
}

export const PLACEMENT_RULES: readonly AdmissionRule[] = [
  podRule({
    code: 'ASB375',
    requirement: ({ serviceAccounts = [] }) =>
      `pods must run as one of the service accounts ${listed(serviceAccounts)}`,
    remedy: "set 'serviceAccountName' to one of them",
    condition: ({ serviceAccounts }) => whenGiven(serviceAccounts, (accounts) => all(
      named(accounts),
      optional('serviceAccount', oneOf(accounts)),
    )),
  }),
  podRule({
    code: 'ASB376',
    requirement: () => 'pods may choose only nodes of the allowed runtimes, by their node selectors and tolerations',
    remedy: "remove it, or list it in 'allowedNodeLabels' or 'allowedTolerations' of the policy",
    // A RuntimeClass adds its node selector and tolerations to pods, but nothing adds tolerations of every taint.
    condition: (settings, kind) => unlessTrue(settings.allowNodeChoice, () => (
      kind === 'Pod'
        ? whenCreated(all(absent('nodeName'), optional('tolerations', each('toleration', required('key')))))
        : placement(settings)
    )),
  }),
  podRule({
    code: 'ASB388',
    // Kubernetes gives pods without a class the default class of the cluster.
    kinds: ['Sandbox', 'SandboxTemplate'],
    requirement: ({ priorityClasses }) => isNone(priorityClasses)
      ? 'pods may name no PriorityClass'
      : `pods may name only the PriorityClasses ${listed(priorityClasses)}`,
    remedy: "remove 'priorityClassName', or list it in 'allowedPriorityClasses' of the policy",
    condition: ({ priorityClasses }) => optional('priorityClassName', oneOf(priorityClasses)),
  }),
  podRule({
    code: 'ASB389',
    requirement: ({ schedulers }) => `pods may name only the schedulers ${listed(schedulers)}`,
    remedy: "remove 'schedulerName', or list it in 'allowedSchedulers' of the policy",
    condition: ({ schedulers }) => optional('schedulerName', oneOf(schedulers)),
  }),
  podRule({
    code: 'ASB390',
    requirement: () => 'pods may not keep the pods of other namespaces away',
    remedy: "remove 'namespaces' and 'namespaceSelector' of 'podAntiAffinity'",
    condition: ({ allowNodeChoice }, kind) => unlessTrue(
      allowNodeChoice, () => (kind === 'Pod' ? whenCreated(NO_REPULSION) : NO_REPULSION),
    ),
  }),
];
