import { both, every, Tri } from './match';
import { unreadSelector } from './unread';
import { inList, inObject } from '../../kubernetes/read-json';
import { NAMESPACE_NAME } from '../../kubernetes/well-known';

/** Labels, as far as they are known. */
export interface KnownLabels {
  readonly known: Readonly<Record<string, string>>;
  /** Whether a label exists of which the value is not known. */
  readonly hides: (key: string) => Tri;
  /** Whether such a label surely has another value. */
  readonly excludes?: (key: string, value: unknown) => boolean;
}

/** Labels that are all known. */
export function allOf(known: Readonly<Record<string, string>>): KnownLabels {
  return { known, hides: () => 'no' };
}

/**
 * Labels of a namespace.
 *
 * @param name of it; empty where objects leave it to `kubectl apply`
 * @param labels of its object, if that is known
 */
export function namespaceLabels(name: string, labels?: Readonly<Record<string, string>>): KnownLabels {
  return {
    known: { ...labels, ...(name !== '' && { [NAMESPACE_NAME]: name }) },
    hides: () => (labels === undefined ? 'maybe' : 'no'),
  };
}

/** Whether a label selector selects what has the labels. An empty one, or none, selects everything. */
export function selects(selector: unknown, labels: KnownLabels): Tri {
  const pairs = Object.entries(inObject(selector, 'matchLabels'));
  const exact = every(pairs, ([key, value]) => has(labels, key, [value]));
  if (exact === 'no') { return 'no'; }
  if (unreadSelector(selector) !== undefined) { return 'maybe'; }
  return both(exact, every(inList(selector, 'matchExpressions'), (each) => matchesExpression(each, labels)));
}

/** Whether labels match an expression; one that is not understood makes the selector one that is not. */
function matchesExpression({ key, operator, values }: { readonly [key: string]: unknown }, labels: KnownLabels): Tri {
  const given = Array.isArray(values) ? values : [];
  switch (operator) {
    case 'In': return has(labels, String(key), given);
    case 'NotIn': return not(has(labels, String(key), given));
    case 'Exists': return has(labels, String(key));
    case 'DoesNotExist': return not(has(labels, String(key)));
    default: return 'maybe';
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
