import type { InputText } from '../input';

/** A text that can be read several times. */
export interface RereadableText extends InputText {}

/** Longer than any name that is looked for. */
const OVERLAP = 64;

/** The pieces of a text, and where two of them meet: a name that is in the text is in one of these parts. */
export function* partsOf(text: RereadableText): Generator<string> {
  let end = '';
  for (const piece of text.pieces()) {
    if (end !== '') { yield end + piece.slice(0, OVERLAP); }
    yield piece;
    end = piece.slice(-OVERLAP);
  }
}

/** The text itself, or one that keeps what is read: a pipe can be read once. */
export function rereadable(text: InputText): RereadableText {
  return text.isPipe ? { ...text, pieces: keeping(text.pieces) } : text;
}

function keeping(pieces: () => Iterable<string>): () => Iterable<string> {
  const kept: string[] = [];
  let rest: Iterator<string> | undefined;
  let failure: { readonly error: unknown } | undefined;
  return function* () {
    for (let index = 0; ; index++) {
      if (index === kept.length) {
        if (failure) { throw failure.error; }
        try {
          rest ??= pieces()[Symbol.iterator]();
          const { done, value } = rest.next();
          if (done) { return; }
          kept.push(value);
        } catch (error) {
          failure = { error };
          throw error;
        }
      }
      yield kept[index];
    }
  };
}
