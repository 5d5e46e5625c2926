import type { MigrationInput } from './migration';
import { Chunk, DocumentError, errorPosition, Memory, Position, split } from '../documents';
import { jsonNodes } from './text/json-nodes';
import type { TextDocument } from './text/text-node';
import { yamlNodes } from './text/yaml-nodes';
import { documentsOf } from '../documents/document';

/** A part of a file: a document of YAML, or values of JSON. */
export interface FileChunk {
  readonly chunk: Chunk;
  /** Offset of its text in that of the file. */
  readonly offset: number;
  /** The values of its documents. */
  readonly values: readonly unknown[];
}

/** A file that names Agent Sandbox, and what is in it. */
export interface ReadFile extends MigrationInput {
  readonly chunks: readonly FileChunk[];
  /** Why it cannot be read, if it cannot. */
  readonly error?: Position & { readonly message: string };
}

const OURS = /agents\.x-k8s\.io|agent-sandbox|--?[a-z-]*webhook-/;

/** A kustomization with patches of our kinds, which need not name a group. */
const PATCHES = /\bkind: *["']?Sandbox/;

/**
 * Reads a file; undefined if it does not name Agent Sandbox, so that nothing in it can be of interest.
 *
 * @param isPatch whether it is a patch of objects of ours, which names nothing
 */
export function readFile(input: MigrationInput, memory: Memory, isPatch = false): ReadFile | undefined {
  const { name, text } = input;
  const mayPatch = /(^|\/)kustomization(\.ya?ml)?$/i.test(name) && PATCHES.test(text);
  if (!isPatch && !mayPatch && !OURS.test(text)) { return undefined; }
  const chunks: FileChunk[] = [];
  let chunk: Chunk = { text: '', line: 1 };
  let [line, offset] = [1, 0];
  try {
    for (chunk of split([text])) {
      for (; line < chunk.line; line++) { offset = text.indexOf('\n', offset) + 1; }
      chunks.push({ chunk, offset, values: valuesOf(chunk, memory) });
    }
  } catch (error) {
    if (!(error instanceof DocumentError)) { throw error; }
    return { ...input, chunks: [], error: { ...errorPosition(chunk, error), message: error.message } };
  }
  return { ...input, chunks };
}

/** The values of the documents of a chunk. */
export function valuesOf(chunk: Chunk, memory = new Memory()): unknown[] {
  return documentsOf(chunk, memory).map(({ value }) => value);
}

/** Where the values of a chunk are; undefined if it is neither YAML nor JSON alone. */
export function nodesOf({ text, isFirst = true }: Chunk, count: number): TextDocument[] | undefined {
  if (isFirst && /^\ufeff?\s*\{/.test(text)) {
    const values = jsonNodes(text);
    if (values) { return values.length === count ? values : undefined; }
  }
  if (count !== 1) { return undefined; }
  const document = yamlNodes(text);
  return [isJsonList(text) ? { ...document, isJson: true } : document];
}

/** Whether a text is a list in JSON, such as a patch: kubectl and kustomize read it as YAML, and others do not. */
function isJsonList(text: string): boolean {
  if (!/^\ufeff?\s*\[/.test(text)) { return false; }
  try {
    JSON.parse(text.replace(/^\ufeff/, ''));
    return true;
  } catch {
    return false;
  }
}
