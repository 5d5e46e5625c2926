import { PathSegment } from '../../kubernetes/json-path';

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

/** How many characters of a value a message shows. */
const SHOWN = 60;

/** A value for a message, on one line and shortened: strings in quotes, the rest as JSON. */
export function show(value: unknown): string {
  const quote = typeof value === 'string' ? '\'' : '';
  // Half a value suffices to see that the whole is too long, however deep or large it is.
  const points = [...(typeof value === 'string' ? value.slice(0, 4 * SHOWN) : begin(value, 4 * SHOWN))];
  const room = SHOWN - 2 * quote.length;
  const text = points.length > room ? `${points.slice(0, room - 3).join('')}...` : points.join('');
  return quote + text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, escaped) + quote;
}

function escaped(char: string): string {
  const json = JSON.stringify(char).slice(1, -1);
  return json === char ? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}` : json;
}

/** At least the beginning of a value's JSON. */
function begin(value: unknown, room: number): string {
  if (typeof value === 'string') { return JSON.stringify(value.slice(0, room)); }
  if (typeof value === 'bigint') { return String(value); }
  if (typeof value !== 'object' || value === null) { return JSON.stringify(value) ?? 'null'; }
  const isList = Array.isArray(value);
  const members: string[] = [];
  let left = room - 1;
  for (const name of Object.keys(value)) {
    if (left <= 0) { break; }
    const label = isList ? '' : `${JSON.stringify(name.slice(0, room))}:`;
    const member = label + begin((value as Record<string, unknown>)[name], left - label.length);
    members.push(member);
    left -= member.length + 1;
  }
  return isList ? `[${members.join(',')}]` : `{${members.join(',')}}`;
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
