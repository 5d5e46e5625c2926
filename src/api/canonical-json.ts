import { JsonValue } from './structural-schema';

/** JSON text with every object's keys sorted: equal data gives equal text. Undefined members do not count. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: JsonValue) => (member && typeof member === 'object' && !Array.isArray(member)
    ? Object.fromEntries(Object.keys(member).sort().map((key) => [key, member[key]]))
    : member));
}
