import { both, every, Tri } from './match';
import { inList, inObject } from '../../kubernetes/read-json';
import { NAMESPACE_NAME } from '../../kubernetes/well-known';

/** Labels, as far as they are known. */
export interface KnownLabels {
  readonly known: Readonly<Record<string, string>>;
  /** Whether there is a label of which the value is not known. */
  readonly hides: (key: string) => Tri;
  /** Whether it is known of such a label that its value is another one. */
  readonly excludes?: (key: string, value: unknown) => boolean;
}

/** Labels of which all are known. */
export function allOf(known: Readonly<Record<string, string>>): KnownLabels {
  return { known, hides: () => 'no' };
}

/**
 * Labels of a namespace.
 *
 * @param name of it; empty when objects leave it to whoever applies them
 * @param labels of its object, if that is known
 */
export function namespaceLabels(name: string, labels?: Readonly<Record<string, string>>): KnownLabels {
  return {
    known: { ...labels, ...(name !== '' && { [NAMESPACE_NAME]: name }) },
    hides: () => (labels === undefined ? 'maybe' : 'no'),
  };
}

/** Whether a label selector of any form selects what has the labels. An empty one selects everything. */
export function selects(selector: unknown, labels: KnownLabels): Tri {
  const pairs = Object.entries(inObject(selector, 'matchLabels'));
  const exact = every(pairs, ([key, value]) => has(labels, key, [value]));
  return exact === 'no'
    ? 'no'
    : both(
      exact,
      every(inList(selector, 'matchExpressions'), (each) => matchesExpression(each, labels)),
    );
}

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements */
function matchesExpression({ key, operator, values }: { readonly [key: string]: unknown }, labels: KnownLabels): Tri {
  const given = Array.isArray(values) ? values : [];
  switch (operator) {
    case 'In': return has(labels, String(key), given);
    case 'NotIn': return not(has(labels, String(key), given));
    case 'Exists': return has(labels, String(key));
    case 'DoesNotExist': return not(has(labels, String(key)));
    default: return 'no'; // Kubernetes refuses any other.
  }
}

function has({ known, hides, excludes }: KnownLabels, key: string, values?: readonly unknown[]): Tri {
  if (Object.hasOwn(known, key)) { return !values || values.includes(known[key]) ? 'yes' : 'no'; }
  const is = hides(key);
  if (!values || is === 'no') { return is; }
  return values.every((value) => excludes?.(key, value)) ? 'no' : 'maybe';
}

function not(is: Tri): Tri {
  return is === 'maybe' ? is : is === 'yes' ? 'no' : 'yes';
}
