/** Syntax that RE2 in Go has and the port does not: other forms of names of properties, groups that share a name. */

/** Names of categories, without underscores and in lower case but for their first letter. */
const CATEGORIES: Readonly<Record<string, string>> = {
  Casedletter: 'LC',
  Closepunctuation: 'Pe',
  Cntrl: 'Cc',
  Combiningmark: 'M',
  Connectorpunctuation: 'Pc',
  Control: 'Cc',
  Currencysymbol: 'Sc',
  Dashpunctuation: 'Pd',
  Decimalnumber: 'Nd',
  Digit: 'Nd',
  Enclosingmark: 'Me',
  Finalpunctuation: 'Pf',
  Format: 'Cf',
  Initialpunctuation: 'Pi',
  Lc: 'LC',
  Letter: 'L',
  Letternumber: 'Nl',
  Lineseparator: 'Zl',
  Lowercaseletter: 'Ll',
  Mark: 'M',
  Mathsymbol: 'Sm',
  Modifierletter: 'Lm',
  Modifiersymbol: 'Sk',
  Nonspacingmark: 'Mn',
  Number: 'N',
  Openpunctuation: 'Ps',
  Other: 'C',
  Otherletter: 'Lo',
  Othernumber: 'No',
  Otherpunctuation: 'Po',
  Othersymbol: 'So',
  Paragraphseparator: 'Zp',
  Privateuse: 'Co',
  Punct: 'P',
  Punctuation: 'P',
  Separator: 'Z',
  Spaceseparator: 'Zs',
  Spacingmark: 'Mc',
  Surrogate: 'Cs',
  Symbol: 'S',
  Titlecaseletter: 'Lt',
  Unassigned: 'Cn',
  Uppercaseletter: 'Lu',
};

const PROPERTY = /\\([pP])(?:\{(\^?)([^}]{0,50})\}|([A-Za-z]))/g;
/** Quoted text, a property, another escape, a set, or the opening of a named group; without an end, up to the end. */
const TOKEN = new RegExp([
  '\\\\Q[^]*?(?:\\\\E|$)', '\\\\[pP]\\{[^}]*(?:\\}|$)', '\\\\[pP][A-Za-z]', '\\\\[^]',
  '\\[\\^?\\]?(?:\\\\[^]|\\[:\\^?\\w+:\\]|[^\\]\\\\])*(?:\\]|$)', '\\(\\?P?<\\w+>',
].join('|'), 'g');

/** The pattern as the port reads it. Nothing here asks for groups by name, so that they need none. */
export function forPort(source: string): string {
  return source.replace(TOKEN, (token) => {
    if (token.startsWith('(')) { return '('; }
    if (token.startsWith('\\Q')) { return token; }
    return token.replace(PROPERTY, (...found: string[]) => property(found, token.startsWith('[')));
  });
}

function property([, escape, caret = '', long, short]: readonly string[], inSet: boolean): string {
  const letters = (long ?? short).replace(/[_\- ]/g, '');
  const name = letters.slice(0, 1).toUpperCase() + letters.slice(1).toLowerCase();
  if (name === 'Ascii') {
    const posix = `[:${(escape === 'P') === (caret === '') ? '^' : ''}ascii:]`;
    return inSet ? posix : `[${posix}]`;
  }
  return `\\${escape}{${caret}${Object.hasOwn(CATEGORIES, name) ? CATEGORIES[name] : name}}`;
}
