import { partsOf, RereadableText } from './rereadable-text';
import { ANYTHING, foresee, Foreseen, NamedKinds } from '../../judge/manifests/foreseen';

/**
 * Looks for the kinds in all texts, before one of them is parsed.
 *
 * @param areRereadable whether pipes can be read more than once; what cannot may hold anything
 */
export function foreseenIn(texts: readonly RereadableText[], areRereadable: boolean): Foreseen {
  if (!areRereadable && texts.some(({ isPipe }) => isPipe)) { return ANYTHING; }
  const kinds = new NamedKinds();
  for (const part of readable(texts)) { kinds.add(part); }
  return foresee(kinds, (word) => {
    for (const part of readable(texts)) {
      if (part.includes(word)) { return true; }
    }
    return false;
  });
}

/** The parts of the texts. An error of reading is told when a text is judged. */
function* readable(texts: readonly RereadableText[]): Generator<string> {
  for (const text of texts) {
    try {
      yield* partsOf(text);
    } catch { /* As above. */ }
  }
}
