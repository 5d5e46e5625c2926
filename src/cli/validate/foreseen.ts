import { partsOf, RereadableText } from './rereadable-text';
import { ANYTHING, Foreseen, lookFor } from '../../judge/manifests/foreseen';

/**
 * Looks for words in all texts, before one of them is parsed.
 *
 * @param areRereadable whether pipes can be read more than once; what cannot may hold anything
 */
export function foreseenIn(texts: readonly RereadableText[], areRereadable: boolean): Foreseen {
  const found = { guards: false, selectors: false, referred: false, controllers: false };
  for (const text of texts) {
    if (text.isPipe && !areRereadable) { return ANYTHING; }
    try {
      for (const part of partsOf(text)) { lookFor(part, found); }
    } catch { /* An error of reading is told when the text is judged. */ }
  }
  return found;
}
