import { Chunk, DocumentError, errorPosition, Position, split } from '../../documents';
import type { ManifestJudge } from '../../judge/manifests';
import { GivenObjects } from '../../judge/manifests/context-objects';
import { Context, UsageError } from '../command';
import { InputError, InputText, inputTexts } from '../input';

/** Receives why a text, or a document in it, cannot be read. */
export type Refuse = (file: string, position: Position, message: string) => void;

export const START: Position = { line: 1, column: 1 };

/**
 * The objects of the files of an option, which are context and not judged themselves.
 *
 * @param namespace that of objects that name none
 * @throws UsageError when the standard input is among them
 */
export function readGiven(
  option: string,
  names: readonly string[],
  namespace: string | undefined,
  context: Context,
  refuse: Refuse,
): GivenObjects {
  if (names.includes('-')) { throw new UsageError(`--${option} takes files, not the standard input`); }
  const objects = new GivenObjects(namespace);
  for (const text of textsOf(names, context, refuse)) { readText(text, objects, refuse); }
  return objects;
}

/** The texts that arguments name. */
export function textsOf(names: readonly string[], { stdin }: Context, refuse: Refuse): Iterable<InputText> {
  return inputTexts(names, stdin, ({ file, message }) => { refuse(file, START, message); });
}

/**
 * Reads all documents of a text; one that is broken does not hide the findings of the next.
 *
 * @param manifests whose `read` returns the number of documents that it has read
 */
export function readText(
  text: Pick<InputText, 'name' | 'isNamed' | 'isPipe' | 'pieces'>,
  manifests: Pick<ManifestJudge | GivenObjects, 'read'>,
  refuse: Refuse,
): void {
  const file = { name: text.name, isStrict: text.isNamed };
  let chunk: Chunk = { text: '', line: 1 };
  let documents = 0;
  try {
    for (chunk of split(text.pieces())) {
      try {
        documents += manifests.read(file, chunk);
      } catch (error) {
        if (!(error instanceof DocumentError)) { throw error; }
        documents += 1;
        refuse(text.name, errorPosition(chunk, error), error.message);
      }
    }
  } catch (error) {
    if (error instanceof DocumentError) {
      refuse(text.name, errorPosition(chunk, error), error.message);
    } else if (error instanceof InputError) {
      refuse(text.name, START, error.message);
    } else {
      throw error;
    }
    return;
  }
  if (documents === 0 && text.isPipe) { refuse(text.name, START, EMPTY); }
}

const EMPTY = 'holds no object; check the command before it: one that fails may print nothing';
