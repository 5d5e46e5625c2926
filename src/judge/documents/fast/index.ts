import { FastReader } from './blocks';
import { Declined } from './declined';
import type { Memory } from './memory';

/** Characters that are rare, or that not all tools take for the same. Tabs are looked at where they stand. */
const UNUSUAL = /[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ufefe\uff00-\ufffd]/;

/**
 * Reads a document in the style that kubectl, helm, kustomize and cdk8s print: blocks of mappings and sequences. Other
 * styles, and errors, are left to the parser of all of YAML.
 *
 * @returns the value that that parser would read, or nothing for a document that is left to it
 */
export function readFast(text: string, memory: Memory): object | undefined {
  if (UNUSUAL.test(text)) { return undefined; }
  try {
    return new FastReader(text, memory).read();
  } catch (error) {
    if (error instanceof Declined) { return undefined; }
    throw error;
  }
}
