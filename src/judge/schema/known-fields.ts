import { alternatives } from './violation';
import { nearest } from '../../checks/nearest';

/** Most fields that a message lists; of a longer list it names only the one that may be meant. */
const NAMED = 12;

/** The end of a message about an unknown field: the field that may be meant, or the known ones. */
export function knownFields(name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  if (meant !== undefined) { return `; did you mean '${meant}'?`; }
  if (known.length === 0) { return ': no field is kept here'; }
  return known.length <= NAMED ? `; known: ${alternatives(known)}` : '';
}
