/** What the search indexes of a page. */

/** The reference in its first language: the same member five times would hide all else. */
export function searchedText(source: string): string {
  return source
    .replace(/<!-- other language -->[\s\S]*?<!-- end -->/g, '')
    .replace(/<span class="in-language [^"]*ignore-header">[^<]*<\/span>/g, '')
    .replace(/<(LanguageSwitch|Required) \/>/g, '');
}

/** Words of names too: `addWarmPool` is found by `warm`, and `add_warm_pool` by itself. */
export function tokens(text: string): string[] {
  const words = text.split(/[^\p{L}\p{N}_.]+/u).map((word) => word.replace(/^[._]+|[._]+$/g, '')).filter((word) => word);
  return words.flatMap((word) => {
    const parts = word.split(/[._]+|(?<=[a-z\d])(?=[A-Z])/).filter((part) => part.length > 1);
    return parts.length > 1 ? [word, word.replace(/_/g, ''), ...parts] : [word];
  });
}
