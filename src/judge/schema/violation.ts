import { formatPath, PathSegment } from '../../kubernetes/json-path';

/** The rule that a value breaks. For rules of schemas it is the name of the keyword. */
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
  | 'minItems'
  | 'maxItems'
  | 'minProperties'
  | 'maxProperties'
  | 'duplicate'
  /** A name, label key, label value, annotation key or finalizer that metadata does not take. */
  | 'metadata';

/** A reason for which the API server refuses an object. */
export interface Violation {
  /** The path from the root of the walked value. A missing field has the path that it would have. */
  readonly path: readonly PathSegment[];
  readonly kind: ViolationKind;
  /** The problem, the value and the allowed values, without the path. */
  readonly message: string;
  /** Of an unknown field: the one beside it that may be meant. Of a value that is none of several: the likely one. */
  readonly meant?: string;
}

/** Number of characters of a value that a message shows. */
const SHOWN = 60;

/** The text of a value for a message, on one line and shortened: strings in quotes, other values as JSON. */
export function shown(value: unknown): string {
  const quote = typeof value === 'string' ? '\'' : '';
  // Only the beginning is made into text, because the value may be deep or large.
  const points = [...(typeof value === 'string' ? value.slice(0, 4 * SHOWN) : beginningOf(value, 4 * SHOWN))];
  const room = SHOWN - 2 * quote.length;
  const text = points.length > room ? `${points.slice(0, room - 3).join('')}...` : points.join('');
  return quote + text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, escaped) + quote;
}

function escaped(char: string): string {
  const json = JSON.stringify(char).slice(1, -1);
  return json === char ? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}` : json;
}

/** The beginning of a value's JSON, at least as long as the room for it. */
function beginningOf(value: unknown, room: number): string {
  if (typeof value === 'string') { return JSON.stringify(value.slice(0, room)); }
  if (typeof value === 'bigint') { return String(value); }
  if (typeof value !== 'object' || value === null) { return JSON.stringify(value) ?? 'null'; }
  const isList = Array.isArray(value);
  const members: string[] = [];
  let left = room - 1;
  for (const name of Object.keys(value)) {
    if (left <= 0) { break; }
    const label = isList ? '' : `${JSON.stringify(name.slice(0, room))}:`;
    const member = label + beginningOf((value as Record<string, unknown>)[name], left - label.length);
    members.push(member);
    left -= member.length + 1;
  }
  return isList ? `[${members.join(',')}]` : `{${members.join(',')}}`;
}

/** The type and text of a value for a message: `the string '80'`, `null`. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) { return 'null'; }
  if (Array.isArray(value)) { return value.length === 0 ? 'an empty list' : `the list ${shown(value)}`; }
  switch (typeof value) {
    case 'object': return Object.keys(value).length === 0 ? 'an empty object' : `the object ${shown(value)}`;
    case 'string': return `the string ${shown(value)}`;
    case 'number': case 'bigint': return `the number ${shown(value)}`;
    default: return shown(value);
  }
}

/** `'a', 'b' or 'c'`. */
export function alternatives(values: readonly unknown[]): string {
  const texts = values.map(shown);
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} or ${texts[texts.length - 1]}`;
}

/** The message of a violation behind its path. */
export function withPath({ path, message }: Violation): string {
  return path.length === 0 ? message : `${formatPath(path)}: ${message}`;
}

/** The message of a field that does not exist, behind its path. */
export function absenceOf(path: readonly PathSegment[]): string {
  return `${formatPath(path)}: there is no field ${shown(path[path.length - 1])}`;
}
