/** A step into a value: a field's name or an item's index. */
export type PathSegment = string | number;

/** Which rule a value breaks; those of schemas bear the name of the keyword. */
export type ViolationKind =
  | 'unknownField'
  | 'required'
  | 'type'
  | 'anyOf'
  | 'enum'
  | 'pattern'
  | 'format'
  | 'minimum'
  | 'maximum'
  | 'minLength'
  | 'maxLength'
  | 'duplicate'
  /** A name, label key, label value, annotation key or finalizer that metadata does not take. */
  | 'metadata';

/** One thing for which the API server refuses an object. */
export interface Violation {
  /** Where it is, from the root of what was walked. What is missing is named where it belongs. */
  readonly path: readonly PathSegment[];
  readonly kind: ViolationKind;
  /** What is wrong, the value and what is allowed, without the path. */
  readonly message: string;
}

/** A path as Kubernetes writes it: `spec.podTemplate.spec.containers[0].name`, `metadata.labels[example.com/team]`. */
export function formatPath(path: readonly PathSegment[]): string {
  let text = '';
  for (const segment of path) {
    if (typeof segment === 'number') {
      text += `[${segment}]`;
    } else if (/^[\w-]+$/.test(segment)) {
      text += text ? `.${segment}` : segment;
    } else {
      text += `[${segment}]`;
    }
  }
  return text;
}

/** How much of a value a message shows. */
const SHOWN = 60;

/** A value for a message: strings in quotes, the rest as JSON, shortened. */
export function show(value: unknown): string {
  const text = typeof value === 'string' ? `'${value}'` : typeof value === 'bigint' ? String(value) : JSON.stringify(value) ?? String(value);
  const points = [...text.slice(0, 2 * SHOWN)];
  if (points.length <= SHOWN) { return text; }
  return `${points.slice(0, SHOWN - 4).join('')}...${typeof value === 'string' ? '\'' : ''}`;
}

/** What a value is, for a message: `the string '80'`, `null`. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) { return 'null'; }
  if (Array.isArray(value)) { return value.length === 0 ? 'an empty list' : `the list ${show(value)}`; }
  switch (typeof value) {
    case 'object': return Object.keys(value).length === 0 ? 'an empty object' : `the object ${show(value)}`;
    case 'string': return `the string ${show(value)}`;
    case 'number': case 'bigint': return `the number ${show(value)}`;
    default: return show(value);
  }
}

/** `'a', 'b' or 'c'`. */
export function alternatives(values: readonly unknown[]): string {
  const shown = values.map(show);
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown[shown.length - 1]}`;
}
