import { ambiguous, AMBIGUOUS_CHARACTER } from './ambiguous-characters';
import { DuplicateKey } from './duplicate-key';
import { DocumentError, RefusedValue } from './error';
import { readFast } from './fast/index';
import { Memory } from './fast/memory';
import { JsonReader } from './json';
import { MAX_ALIASED, MAX_DOCUMENTS } from './limits';
import { Place } from './positions';
import { Chunk, isSeparator } from './split';
import type { YamlDocument } from './yaml/index';

/** A value of a chunk. */
export interface Document {
  readonly value: unknown;
  /** Offset of its text in the chunk. */
  readonly from: number;
  readonly hasDuplicates: boolean;
  /** Offset of content that kubectl ignores. */
  readonly ignored?: number;
  /** Reads it again, with positions. */
  readonly located: () => Positioned;
}

/** Positions in a document, by offsets in its own text. */
export interface Positioned {
  readonly place?: Place;
  readonly duplicates: readonly DuplicateKey[];
}

/** @throws DocumentError */
export function documentsOf({ text, isFirst = true, isLast = true }: Chunk, memory: Memory): Document[] {
  if (!isFirst || !/^\s*\{/.test(text)) { return [yaml(text, 0, memory)]; }
  const documents: Document[] = [];
  const reader = new JsonReader(text);
  let end = 0;
  try {
    while (!reader.isAtEnd()) {
      const { value, hasDuplicates, end: next } = reader.read();
      const begin = end;
      if (documents.length === MAX_DOCUMENTS) {
        const limit = MAX_DOCUMENTS.toLocaleString('en');
        throw new RefusedValue(`a file has more than ${limit} values of JSON; split the file`, begin);
      }
      documents.push({ value, from: 0, hasDuplicates, located: () => new JsonReader(text, true, begin).read() });
      end = next;
    }
    if (documents.length > 1 && !isLast) {
      throw new DocumentError(
        "kubectl refuses '---' after more than one value of JSON; separate all of them by such lines",
        end,
      );
    }
    return documents;
  } catch (error) {
    const from = yamlFrom(text, end);
    const isTooShort = isLast && Buffer.byteLength(text.slice(from.shortest)) < 4;
    if (!(error instanceof DocumentError) || error instanceof RefusedValue || documents.length > 1 || isTooShort) {
      throw error;
    }
    // After at most one value kubectl tries YAML, such as `{kind: Sandbox}`, on what was not read.
    return [...documents, yamlInBraces(text, from.at, memory, error)];
  }
}

/**
 * Where kubectl begins to read YAML after JSON: at the next line, or at content before that. Of less than four bytes it
 * reads nothing, whatever they are.
 */
function yamlFrom(text: string, end: number): { readonly at: number; readonly shortest: number } {
  const [blanks, lineBreak] = /^([^\S\n\ufeff]*)(\n?)/.exec(text.slice(end))!.slice(1);
  const shortest = end + blanks.length;
  return { at: shortest + lineBreak.length, shortest };
}

/** For a text that is neither, the error of JSON is plainer. */
function yamlInBraces(text: string, from: number, memory: Memory, jsonError: DocumentError): Document {
  try {
    return yaml(text, from, memory);
  } catch (error) {
    const isJson = error instanceof DocumentError && error.code === undefined && /^\s*\{\s*"/.test(text.slice(from));
    throw isJson ? jsonError : error;
  }
}

function yaml(text: string, from: number, memory: Memory): Document {
  const own = from === 0 ? text : text.slice(from);
  const atSeparator = own.startsWith('---') ? separatorError(own) : undefined;
  if (atSeparator) { throw shifted(atSeparator, from); }
  const located = () => readYaml(own, { places: true });
  const fast = readFast(own, memory);
  if (fast) { return { value: fast, from, hasDuplicates: false, located }; }
  try {
    const { value, hasDuplicates, aliased, ignored } = readYaml(own);
    memory.aliased += aliased;
    if (memory.aliased > MAX_ALIASED) {
      throw new DocumentError(
        `aliases stand for more than ${MAX_ALIASED.toLocaleString('en')} values, counting all files before`,
        0,
      );
    }
    return { value, from, hasDuplicates, located, ...(ignored !== undefined && { ignored }) };
  } catch (error) {
    throw error instanceof DocumentError ? shifted(error, from) : error;
  }
}

let yamlParser: typeof import('./yaml/index') | undefined;

/** Reads a document by the parser of all of YAML, which is loaded for the first one that needs it. */
function readYaml(text: string, options?: { readonly places: boolean }): YamlDocument {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  yamlParser ??= require('./yaml/index') as typeof import('./yaml/index');
  return yamlParser.readYaml(text, options);
}

/** The error of content on the line that begins a document. */
function separatorError(text: string): DocumentError | undefined {
  const end = text.indexOf('\n');
  const rest = text.slice(3, end < 0 ? text.length : end).replace(/\r$/, '');
  if (isSeparator(rest)) { return undefined; }
  const odd = rest.search(AMBIGUOUS_CHARACTER);
  return odd >= 0
    ? ambiguous(text, 3 + odd)
    : new DocumentError("content on the line of '---', which kubectl refuses; begin the document on the next line", 3);
}

function shifted(error: DocumentError, by: number): DocumentError {
  return typeof error.where === 'number' && by > 0 ? error.at(error.where + by) : error;
}
