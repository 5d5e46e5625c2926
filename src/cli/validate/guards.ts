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
  return mayHold(texts, areRereadable, mayHoldGuard);
}

/** Whether some text may have a network policy. Without one, nothing is known of the network. */
export function mayHaveNetworkPolicies(texts: readonly RereadableText[], areRereadable: boolean): boolean {
  return mayHold(texts, areRereadable, (text) => text.includes('NetworkPolicy'));
}

function mayHold(
  texts: readonly RereadableText[],
  areRereadable: boolean,
  mentions: (text: string) => boolean,
): boolean {
  return texts.some((text) => (text.isPipe && !areRereadable) || isIn(text, mentions));
}

/** Also across the end of a piece. An error of reading is told when the text is judged. */
function isIn(text: RereadableText, mentions: (text: string) => boolean): boolean {
  let end = '';
  try {
    for (const piece of text.pieces()) {
      if (mentions(end + piece.slice(0, OVERLAP)) || mentions(piece)) { return true; }
      end = piece.slice(-OVERLAP);
    }
  } catch {
    return false;
  }
  return false;
}
