import { FastReader } from './blocks';
import { Declined } from './declined';
import type { Memory } from './memory';

/** Characters that are rare, or that not all tools take for the same. Tabs are looked at where they stand. */
const UNUSUAL = /[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ufefe\uff00-\ufffd]/;

/**
 * Reads a document in the style that kubectl, helm, kustomize and cdk8s print: blocks of mappings and sequences. What is
 * written otherwise, or wrongly, is left to the parser of all of YAML, so that there is one home of errors.
 *
 * @returns nothing for what is left; else what that parser would read
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
