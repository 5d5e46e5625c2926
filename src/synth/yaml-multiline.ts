/** Texts of several lines, and those with escapes, as `yaml` prints them. */

/** Shorter texts in quotes stay on one line, whatever is in them. */
const SHORT = 40;

const NAMED_ESCAPES: Readonly<Record<string, string>> = { '00': '\\0', '07': '\\a', '0b': '\\v', '1b': '\\e' };

/** Whether a text of several lines can be a block: not if it is blank, or ends in a blank line that is not empty. */
export function isBlock(value: string): boolean {
  return !/\n[\t ]+$/.test(value) && !/^\s*$/.test(value);
}

/** A text as a literal block, without the last line break. */
export function blockText(value: string, indent: string): string {
  const [end] = /[\n\t ]*$/.exec(value)!;
  const firstBreak = end.indexOf('\n');
  // What becomes of the line breaks at the end: all are kept, one is, or none.
  const chomping = firstBreak < 0 ? '-' : firstBreak < end.length - 1 ? '+' : '';
  // A first line that starts with a space would be taken for the indent.
  const [start] = /^[\n ]*/.exec(value)!;
  const lines = value.endsWith('\n') ? value.slice(0, -1) : value;
  return `|${start.includes(' ') ? '2' : ''}${chomping}\n${indent}${lines.replace(/\n+(?=[^\n])/g, `$&${indent}`)}`;
}

/**
 * A text in double quotes.
 *
 * @param indent of its lines; undefined where it has to stay on one
 */
export function doubleQuoted(value: string, indent?: string): string {
  const json = JSON.stringify(value);
  const isOneLine = indent === undefined || json.length < SHORT;
  const text = value.split(/(\n+)/).map((part, index, parts) => {
    if (!part.startsWith('\n')) { return escaped(part, index < parts.length - 1); }
    const next = parts[index + 1];
    const kept = isOneLine ? part.length : next === '' ? 1 : 0;
    const broken = part.length - kept;
    return `${broken > 0 ? `${'\n'.repeat(broken + 1)}${indent}${next.startsWith(' ') ? '\\' : ''}` : ''}${'\\n'.repeat(kept)}`;
  }).join('');
  return `"${text}"`;
}

/** A line with its escapes; a space before a line break is one too. */
function escaped(line: string, isBroken: boolean): string {
  const text = JSON.stringify(line).slice(1, -1).replace(/\\(?:u00(..)|.)/g, (escape, code?: string) => (code ? NAMED_ESCAPES[code] ?? `\\x${code}` : escape));
  return isBroken ? text.replace(/ $/, '\\ ') : text;
}
