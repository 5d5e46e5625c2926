import { alternatives } from './violation';

/** Most fields that a message lists. */
const NAMED = 12;

/** The end of a message about an unknown field: the known ones, if they are few. */
export function knownFields(known: readonly string[]): string {
  if (known.length === 0) { return ': no field is kept here'; }
  return known.length <= NAMED ? `; known: ${alternatives(known)}` : '';
}
