import { ParsedYaml } from './parsed-yaml';
import { Parser } from './parser';
import { AMBIGUOUS_CHARACTER, ambiguous, FORBIDDEN_CHARACTER, forbidden } from '../ambiguous-characters';
import { DocumentError } from '../error';
import { skipBlank } from '../positions';
import { looksLikeTemplate } from '../template';

/** A document as kubectl reads it, and the offset of content behind its end, which kubectl ignores. */
export interface YamlDocument extends ParsedYaml {
  readonly ignored?: number;
}

/**
 * Reads the first document of a text, as kubectl's YAML library does; it does not look at others.
 *
 * @throws DocumentError when kubectl refuses it, or other tools read it otherwise
 */
export function readYaml(text: string, { places = false } = {}): YamlDocument {
  const mark = text.indexOf('\ufeff', 1);
  if (mark >= 0) { throw ambiguous(text, mark); }
  const control = text.search(FORBIDDEN_CHARACTER);
  if (control >= 0) { throw forbidden(text, control); }
  let parsed: ParsedYaml;
  try {
    parsed = new Parser(text.endsWith('\n') ? text : `${text}\n`, places).read();
  } catch (error) {
    throw error instanceof DocumentError ? looksLikeTemplate(text, error) ?? error : error;
  }
  const ignored = ignoredFrom(text, parsed.end);
  if (ignored === undefined) { return parsed; }
  const odd = text.slice(ignored).search(AMBIGUOUS_CHARACTER);
  if (odd >= 0) { throw ambiguous(text, ignored + odd); }
  return { ...parsed, ignored };
}

/** Offset of what is more than comments, blank lines and ends of documents. */
function ignoredFrom(text: string, end: number): number | undefined {
  let at = skipBlank(text, end);
  while (/^\.\.\.(?:\s|$)/.test(text.slice(at, at + 4))) { at = skipBlank(text, at + 3); }
  return at < text.length ? at : undefined;
}
