import { inList, inObject } from '../../kubernetes/read-json';

/** Whether labels are selected; undefined when it depends on labels that are not known. */
export type Selected = boolean | undefined;

/**
 * Whether a label selector selects an object by its labels.
 *
 * @param known the keys whose labels are known; without it all are
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export function selects(
  selector: unknown,
  labels: Readonly<Record<string, unknown>>,
  known?: readonly string[],
): Selected {
  const isKnown = (key: string) => known === undefined || known.includes(key);
  const answers: Selected[] = Object.entries(inObject(selector, 'matchLabels')).map(([key, value]) =>
    isKnown(key) ? labels[key] === value : undefined,
  );
  for (const { key, operator, values } of inList(selector, 'matchExpressions')) {
    const name = String(key);
    answers.push(
      isKnown(name)
        ? requirementHolds(Object.hasOwn(labels, name) ? labels[name] : undefined, operator, values)
        : undefined,
    );
  }
  if (answers.includes(false)) {
    return false;
  }
  return answers.includes(undefined) ? undefined : true;
}

function requirementHolds(label: unknown, operator: unknown, values: unknown): boolean {
  const list: readonly unknown[] = Array.isArray(values) ? values : [];
  switch (operator) {
    case 'In': return label !== undefined && list.includes(label);
    case 'NotIn': return label === undefined || !list.includes(label);
    case 'Exists': return label !== undefined;
    case 'DoesNotExist': return label === undefined;
    default: return false;
  }
}
