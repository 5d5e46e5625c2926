/** Names and types of the reference that differ by language, as HTML of which a page shows one language at a time. */
import type { JsiiEntity, TypeSchema } from 'jsii-docgen/lib/docgen/schema';
import { LanguageId } from './reference-json';

/** A text in each language. */
export type ByLanguage = Readonly<Partial<Record<LanguageId, string>>>;

/** The first language: what searches and outlines show. */
const FIRST: LanguageId = 'typescript';

export function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
    .replace(/\{/g, '&#123;').replace(/\}/g, '&#125;').replace(/\[/g, '&#91;').replace(/\]/g, '&#93;')
    .replace(/_/g, '&#95;').replace(/\*/g, '&#42;').replace(/`/g, '&#96;').replace(/\|/g, '&#124;');
}

/** One element for all languages that agree on a text, and further ones for the others. */
export function inLanguages(html: ByLanguage, tag = 'span'): string {
  const groups = new Map<string, LanguageId[]>();
  for (const [language, text] of Object.entries(html) as Array<[LanguageId, string]>) {
    groups.set(text, [...(groups.get(text) ?? []), language]);
  }
  if (groups.size === 1) { return [...groups.keys()][0]; }
  return [...groups].map(([text, languages]) => {
    // The outline of a page leaves out what has this class.
    const isFirst = languages.includes(FIRST);
    return `<${tag} class="in-language ${languages.join(' ')}${isFirst ? '' : ' ignore-header'}">${text}</${tag}>`;
  }).join('');
}

/** A type as HTML, with links to the types of this package. */
export function typeHtml(type: TypeSchema | JsiiEntity, pages: ReadonlyMap<string, string>): string {
  if ('id' in type) {
    const page = pages.get(type.id);
    return page === undefined ? escaped(type.displayName) : `<a href="${page}">${escaped(type.displayName)}</a>`;
  }
  const parts = (type.types ?? []).map((part) => typeHtml(part, pages));
  let next = 0;
  return escaped(type.formattingPattern).replace(/%/g, () => parts[next++] ?? parts[parts.length - 1] ?? '');
}
