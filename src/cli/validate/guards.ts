import type { RereadableText } from './rereadable-text';
import { mayHoldGuard } from '../../judge/rules/namespaces/guards';

/** Longer than any name that is looked for. */
const OVERLAP = 64;

/**
 * Whether some text may have an object that limits the pods of a namespace. Without one, objects need not be kept until
 * all is read.
 *
 * @param areRereadable whether pipes can be read more than once
 */
export function mayHaveGuards(texts: readonly RereadableText[], areRereadable: boolean): boolean {
  return texts.some((text) => (text.isPipe && !areRereadable) || mentionsGuard(text));
}

/** Also across the end of a piece. An error of reading is told when the text is judged. */
function mentionsGuard(text: RereadableText): boolean {
  let end = '';
  try {
    for (const piece of text.pieces()) {
      if (mayHoldGuard(end + piece.slice(0, OVERLAP)) || mayHoldGuard(piece)) { return true; }
      end = piece.slice(-OVERLAP);
    }
  } catch {
    return false;
  }
  return false;
}
