import { form, formOrEmpty, isLabelValue } from './forms';
import { each, field, object } from './table';
import { fieldsOf, shaped } from './value-shape';
import { Check, has, oneOf, PodVisit, text } from './visit';
import { isQualifiedName } from '../../checks/forms';
import { Loose } from '../../kubernetes/read-json';
import { shown } from '../schema/violation';

const qualifiedName = formOrEmpty('qualifiedName');
const qualifiedNames = each(qualifiedName);
const labelValue = form('labelValue');
const labelValues = each((value, visit) => { labelValue(text(value), visit); });

/** Labels: keys with an optional domain, and values of at most 63 characters. */
export const labels: Check<Loose | undefined> = object((given: Loose, visit: PodVisit) => {
  for (const key of Object.keys(given)) {
    if (isQualifiedName(key) && isLabelValue(text(given[key]))) { continue; }
    visit.below([key], () => {
      qualifiedName(key, visit);
      labelValue(text(given[key]), visit);
    });
  }
});

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];
const NUMBER_OPERATORS = ['Gt', 'Lt'];

/** An expression of a selector: values where the operator compares with some, and none elsewhere. */
export function requirement(numbers: boolean, areValuesChecked: boolean): Check<Loose> {
  return shaped<Check<Loose>>((given, visit) => {
    const values = (given.values ?? []) as unknown[];
    const operator = text(given.operator);
    if (operator === 'In' || operator === 'NotIn') {
      if (values.length === 0) { visit.refuse(`is required with '${operator}'`, 'give a value', 'values'); }
    } else if (operator === 'Exists' || operator === 'DoesNotExist') {
      if (values.length > 0) { visit.refuse(`is set beside '${operator}'`, 'remove the values', 'values'); }
    } else if (numbers && (operator === 'Gt' || operator === 'Lt')) {
      if (values.length !== 1) { visit.refuse(`must be one with '${operator}'`, 'give one value', 'values'); }
    } else {
      visit.refuse(
        `${shown(operator)} is not an operator`,
        `use 'In', 'NotIn', 'Exists'${numbers ? ", 'DoesNotExist', 'Gt' or 'Lt'" : " or 'DoesNotExist'"}`,
        'operator',
      );
    }
    visit.enter('key', given.key, qualifiedName);
    if (areValuesChecked) { visit.enter('values', values, labelValues); }
  }, fieldsOf({ key: qualifiedName, operator: oneOf(...OPERATORS, ...numbers ? NUMBER_OPERATORS : []) }));
}

/** A selector of pods by labels. */
export const labelSelector: Check<Loose | undefined> = object(
  field('matchLabels', labels),
  field('matchExpressions', each(requirement(false, true))),
);

/** Keys whose values of the pod itself are selected by, which want a selector to add to. */
export const matchLabelKeys: Check<Loose> = (term, visit) => {
  const matched = (term.matchLabelKeys ?? []) as string[];
  const mismatched = (term.mismatchLabelKeys ?? []) as string[];
  for (const name of ['matchLabelKeys', 'mismatchLabelKeys']) {
    const keys = (term[name] ?? []) as string[];
    if (keys.length === 0) { continue; }
    if (!has(term, 'labelSelector')) {
      visit.refuse("is set without 'labelSelector'", "set 'labelSelector'", name);
    } else {
      visit.enter(name, keys, qualifiedNames);
    }
  }
  const selector = (term.labelSelector ?? {}) as Loose;
  const selected = new Set(Object.keys((selector.matchLabels ?? {}) as object));
  for (const { key } of (selector.matchExpressions ?? []) as Loose[]) {
    if (matched.includes(key as string) && selected.has(key as string)) {
      visit.refuse(
        `${shown(key)} is selected by 'labelSelector', too`,
        'remove one of them',
        'matchLabelKeys',
        matched.lastIndexOf(key as string),
      );
    }
    selected.add(text(key));
  }
  matched.forEach((key, index) => {
    if (mismatched.includes(key)) {
      visit.refuse(`${shown(key)} is in 'mismatchLabelKeys', too`, 'remove one of them', 'matchLabelKeys', index);
    }
  });
};
