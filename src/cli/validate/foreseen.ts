import { partsOf, RereadableText } from './rereadable-text';
import { mayHoldGuard } from '../../judge/rules/namespaces/guards';

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
    try {
      for (const part of partsOf(text)) {
        guards ||= mayHoldGuard(part);
        networkPolicies ||= part.includes('NetworkPolicy');
        if (guards && networkPolicies) { return { guards, networkPolicies }; }
      }
    } catch { /* An error of reading is told when the text is judged. */ }
  }
  return { guards, networkPolicies };
}
