/** What the search indexes of a page. */

/**
 * The reference in its first language, as the same member five times would hide all else; its names in the others, and
 * the words that names consist of, stand below each heading. Code is read as text: its colours cost time.
 */
export function searchedText(source: string): string {
  return source
    .replace(/<!-- other language -->[\s\S]*?<!-- end -->/g, '')
    .replace(/<div class="in-language [^"]*ignore-header">[\s\S]*?<\/div>/g, '')
    .replace(/^### (.*)$/gm, (heading, text: string) => (text.includes('<span') ? `${heading}\n\n${words(text)}\n` : heading))
    .replace(/<span class="in-language [^"]*ignore-header">[^<]*<\/span>/g, '')
    .replace(/<(LanguageSwitch|Required) \/>/g, '')
    .replace(/^```[a-z]+/gm, '```txt');
}

/** The names of a heading in all languages, each whole and in words. */
export function words(heading: string): string {
  const names = heading.replace(/\{#.*\}/, '').replace(/<[^>]*>/g, ' ').replace(/&#95;/g, '_').split(/\s+/).filter((name) => name);
  return [...new Set(names.flatMap((name) => [name, ...name.split(/_|(?<=[a-z\d])(?=[A-Z])/)]))].join(' ');
}
