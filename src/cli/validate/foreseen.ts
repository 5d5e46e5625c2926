import type { RereadableText } from './rereadable-text';
import { mayHoldGuard } from '../../judge/rules/namespaces/guards';

/** Longer than any name that is looked for. */
const OVERLAP = 64;

/** What is in the texts, for all that their letters say: it decides what need not be kept until all is read. */
export interface Foreseen {
  /** Objects that limit the pods of a namespace. */
  readonly guards: boolean;
  /** Network policies: without one, nothing is known of the network. */
  readonly networkPolicies: boolean;
}

/**
 * Looks for names in all texts, before one of them is parsed.
 *
 * @param areRereadable whether pipes can be read more than once; what cannot may hold anything
 */
export function foreseen(texts: readonly RereadableText[], areRereadable: boolean): Foreseen {
  let [guards, networkPolicies] = [false, false];
  for (const text of texts) {
    if (text.isPipe && !areRereadable) { return { guards: true, networkPolicies: true }; }
    for (const part of partsOf(text)) {
      guards ||= mayHoldGuard(part);
      networkPolicies ||= part.includes('NetworkPolicy');
      if (guards && networkPolicies) { return { guards, networkPolicies }; }
    }
  }
  return { guards, networkPolicies };
}

/** The pieces of a text, and where two of them meet. An error of reading is told when the text is judged. */
function* partsOf(text: RereadableText): Generator<string> {
  let end = '';
  try {
    for (const piece of text.pieces()) {
      if (end !== '') { yield end + piece.slice(0, OVERLAP); }
      yield piece;
      end = piece.slice(-OVERLAP);
    }
  } catch { /* what was read so far counts */ }
}
