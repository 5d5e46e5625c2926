/**
 * Names of properties as identifiers of expressions.
 *
 * @see https://kubernetes.io/docs/reference/using-api/cel/#escaping
 */
const RESERVED: ReadonlySet<string> = new Set([
  'true', 'false', 'null', 'in', 'as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'let',
  'loop', 'package', 'namespace', 'return', 'var', 'void', 'while',
]);
const SIGNS: Readonly<Record<string, string>> = {
  '__': '__underscores__',
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
};
const WORDS: Readonly<Record<string, string>> = { underscores: '__', dot: '.', dash: '-', slash: '/' };

/** Undefined for a name that expressions cannot use. */
export function escape(name: string): string | undefined {
  if (RESERVED.has(name)) { return `__${name}__`; }
  if (!/^[A-Za-z_./-][A-Za-z0-9_./-]*$/.test(name)) { return undefined; }
  return name.replace(/__|[.\-/]/g, (sign) => SIGNS[sign]);
}

/** Undefined for a name that is not escaped correctly. */
export function unescape(name: string): string | undefined {
  if (!name.includes('__')) { return name; }
  let isName = true;
  const plain = name.replace(/__([^_]+)__/g, (all: string, word: string) => {
    if (Object.hasOwn(WORDS, word)) { return WORDS[word]; }
    isName &&= RESERVED.has(word) && all === name;
    return word;
  });
  return isName ? plain : undefined;
}
