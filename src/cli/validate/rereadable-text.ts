import type { InputText } from '../input';

/** A text that can be read several times. */
export interface RereadableText extends InputText {}

/** Longer than any name that is looked for. */
const OVERLAP = 64;

/** The number of UTF-16 units of all files together that are kept, so that a file is read and decoded once. */
const MOST_KEPT = 32 * 1024 * 1024;

/** The pieces of a text, and where two of them meet: a name that is in the text is in one of these parts. */
export function* partsOf(text: RereadableText): Generator<string> {
  let end = '';
  for (const piece of text.pieces()) {
    if (end !== '') { yield end + piece.slice(0, OVERLAP); }
    yield piece;
    end = (piece.length < OVERLAP ? end + piece : piece).slice(-OVERLAP);
  }
}

/**
 * Texts for several readings: of a pipe all is kept, as it can be read once, and of files as much as there is room for.
 *
 * @param keepsPipes whether pipes are read several times
 */
export function rereadable(texts: readonly InputText[], keepsPipes: boolean): RereadableText[] {
  const room = { left: MOST_KEPT };
  return texts.map((text) => {
    if (!text.isPipe) { return { ...text, pieces: keepingFile(text, room) }; }
    return keepsPipes ? { ...text, pieces: keepingPipe(text.pieces) } : text;
  });
}

/** Keeps the pieces of a file that is read to its end, if there is room for all of them: at most one unit a byte. */
function keepingFile({ pieces, size = 0 }: InputText, room: { left: number }): () => Iterable<string> {
  let kept: readonly string[] | undefined;
  return function* () {
    if (kept) {
      yield* kept;
      return;
    }
    if (size > room.left) {
      yield* pieces();
      return;
    }
    const read: string[] = [];
    let length = 0;
    for (const piece of pieces()) {
      length += piece.length;
      // The file may have grown.
      if (length <= room.left) { read.push(piece); } else { read.length = 0; }
      yield piece;
    }
    if (length <= room.left) {
      room.left -= length;
      kept = read;
    }
  };
}

function keepingPipe(pieces: () => Iterable<string>): () => Iterable<string> {
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
