import { formOrEmpty, form, isLabelValue } from './forms';
import { labelSelector, matchLabelKeys, requirement } from './selectors';
import { all, each, field, object, wanted } from './table';
import { fieldsOf, itemsOf, shaped, shapesOf } from './value-shape';
import { between, Check, has, oneOf, oneOfOrEmpty, orEmpty, orZero, required, text } from './visit';
import { Loose } from '../../kubernetes/read-json';
import { shown } from '../schema/violation';

const effect = oneOfOrEmpty('NoSchedule', 'PreferNoSchedule', 'NoExecute');
const tolerationOperator = oneOfOrEmpty('Equal', 'Exists');
const qualifiedName = form('qualifiedName');
const qualifiedNameOrEmpty = formOrEmpty('qualifiedName');
const subdomains = each(formOrEmpty('dnsSubdomain'));
const label = formOrEmpty('dnsLabel');
const namespaces = each(shaped((name, visit) => { label(text(name), visit); }, ...shapesOf(label)));
const positive = between(1, Infinity);

const TOLERATION = fieldsOf({ key: qualifiedName, value: form('labelValue'), effect, operator: tolerationOperator });

const toleration = shaped<Check<Loose>>((given, visit) => {
  const operator = text(given.operator);
  visit.enter('key', given.key, qualifiedName);
  if (text(given.key) === '' && operator !== 'Exists') {
    visit.refuse(`${shown(operator || 'Equal')} needs a key`, "set 'key', or use 'Exists'", 'operator');
  }
  if (has(given, 'tolerationSeconds') && given.effect !== 'NoExecute') {
    visit.refuse(
      "'tolerationSeconds' needs the effect 'NoExecute'",
      "use 'NoExecute', or remove 'tolerationSeconds'",
      'effect',
    );
  }
  if (operator === 'Equal' || operator === '') {
    if (!isLabelValue(text(given.value))) {
      visit.refuse(
        `${shown(given.value)} is not the value of a taint`,
        'use at most 63 letters, digits and dashes',
        'value',
      );
    }
  } else if (operator === 'Exists') {
    if (text(given.value) !== '') { visit.refuse("is set beside 'Exists'", 'remove the value', 'value'); }
  } else {
    visit.enter('operator', operator, tolerationOperator);
  }
  visit.enter('effect', given.effect, effect);
}, TOLERATION);

/** Taints that the pod tolerates. */
export const tolerations: Check = each(toleration);

const nodeField: Check<Loose> = (given, visit) => {
  const values = (given.values ?? []) as string[];
  const operator = text(given.operator);
  if (operator !== 'In' && operator !== 'NotIn') {
    visit.refuse(`${shown(operator)} is not an operator of fields`, "use 'In' or 'NotIn'", 'operator');
  } else if (values.length !== 1) {
    visit.refuse('must be one', 'give one value', 'values');
  }
  if (given.key !== 'metadata.name') {
    visit.refuse(`${shown(given.key ?? '')} is not a field to select by`, "use 'metadata.name'", 'key');
  } else {
    visit.enter('values', values, subdomains);
  }
};

/** Values are not judged where a node is only preferred. */
function nodeTerm(areValuesChecked: boolean): Check<Loose | undefined> {
  return all(
    field('matchExpressions', each(requirement(true, areValuesChecked))),
    field('matchFields', each(nodeField)),
  );
}

const weight = wanted('weight', orZero(between(1, 100)));
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

const topologyKey = all(required('name a label of nodes'), qualifiedName);

const POD_TERM = fieldsOf({ labelSelector, namespaceSelector: labelSelector, namespaces, topologyKey });

const podTerm = shaped<Check<Loose | undefined>>((given, visit) => {
  const term = given ?? {};
  visit.enter('labelSelector', term.labelSelector, labelSelector);
  visit.enter('namespaceSelector', term.namespaceSelector, labelSelector);
  visit.enter('namespaces', term.namespaces, namespaces);
  matchLabelKeys(term, visit);
  visit.enter('topologyKey', term.topologyKey, topologyKey);
}, POD_TERM);

const podAffinity = object(
  field(REQUIRED, each(podTerm)),
  field(PREFERRED, each(all(weight, wanted('podAffinityTerm', podTerm)))),
);

/** Nodes and neighbours that the pod wants. */
export const affinity: Check<Loose | undefined> = object(
  field('nodeAffinity', object(
    field(REQUIRED, object(wanted('nodeSelectorTerms', required('give a term'), each(nodeTerm(true))))),
    field(PREFERRED, each(all(weight, wanted('preference', nodeTerm(false))))),
  )),
  field('podAffinity', podAffinity),
  field('podAntiAffinity', podAffinity),
);

const nodePolicy = oneOf('Honor', 'Ignore');

const spread: Check<Loose> = all(
  wanted('maxSkew', orZero(positive)),
  wanted('topologyKey', required('name a label of nodes')),
  wanted('whenUnsatisfiable', orEmpty(oneOf('DoNotSchedule', 'ScheduleAnyway'))),
);

const SPREAD = fieldsOf({
  minDomains: positive, nodeAffinityPolicy: nodePolicy, nodeTaintsPolicy: nodePolicy, labelSelector,
});

/** How the pods are spread over nodes. */
export const topologySpread = shaped<Check<readonly Loose[] | undefined>>((constraints, visit) => {
  const constraint = (index: number): Check<Loose> => (given) => {
    spread(given, visit);
    const isSame = (other: Loose) =>
      other.topologyKey === given.topologyKey && other.whenUnsatisfiable === given.whenUnsatisfiable;
    if (constraints!.slice(index + 1).some(isSame)) {
      visit.refuse(
        `spreads over ${shown(given.topologyKey)} twice`,
        "remove one of those with equal 'whenUnsatisfiable'",
      );
    }
    if (has(given, 'minDomains')) {
      visit.enter('minDomains', given.minDomains, positive);
      if (given.whenUnsatisfiable !== 'DoNotSchedule') {
        visit.refuse("needs 'DoNotSchedule'", "set 'whenUnsatisfiable' to it", 'minDomains');
      }
    }
    visit.enter('nodeAffinityPolicy', given.nodeAffinityPolicy, nodePolicy);
    visit.enter('nodeTaintsPolicy', given.nodeTaintsPolicy, nodePolicy);
    matchLabelKeys({ ...given, mismatchLabelKeys: undefined }, visit);
    visit.enter('labelSelector', given.labelSelector, labelSelector);
  };
  constraints?.forEach((given, index) => visit.enter(index, given ?? {}, constraint(index)));
}, itemsOf(spread), { items: [SPREAD] });

/** A name that the scheduler waits for, each once. */
export const schedulingGates = shaped<Check<readonly Loose[] | undefined>>((gates, visit) => {
  const names = new Set<string>();
  visit.items(gates, (gate: Loose) => {
    const name = text(gate.name);
    visit.enter('name', name, qualifiedNameOrEmpty);
    if (names.has(name)) { visit.refuse(`two gates are named ${shown(name)}`, 'remove one of them', 'name'); }
    names.add(name);
  });
}, { items: [fieldsOf({ name: qualifiedNameOrEmpty })] });

/** Conditions that make the pod ready. */
export const readinessGates: Check = each(wanted('conditionType', formOrEmpty('qualifiedName')));
