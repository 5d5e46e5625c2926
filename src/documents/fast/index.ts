import { FastReader } from './blocks';
import { Declined } from './declined';
import type { Memory } from './memory';

/**
 * Reads a document in the style that kubectl, helm, kustomize and cdk8s print: blocks of mappings and sequences. Other
 * styles, and errors, are left to the parser of all of YAML.
 *
 * @returns the value that that parser would read, or nothing for a document that is left to it
 */
export function readFast(text: string, memory: Memory): object | undefined {
  try {
    return new FastReader(text, memory).read();
  } catch (error) {
    if (error instanceof Declined) { return undefined; }
    throw error;
  }
}
