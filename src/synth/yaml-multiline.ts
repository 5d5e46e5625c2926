import { isBroken } from '../app/json/text-style';

/** Texts of several lines and texts with escapes, as `yaml` prints them. */

const NAMED_ESCAPES: Readonly<Record<string, string>> = { '00': '\\0', '07': '\\a', '0b': '\\v', '1b': '\\e' };

/** A text as a literal block, without the last line break. */
export function blockText(value: string, indent: string): string {
  const [end] = /[\n\t ]*$/.exec(value)!;
  const firstBreak = end.indexOf('\n');
  // Line breaks at the end: none, one or all are kept.
  const chomping = firstBreak < 0 ? '-' : firstBreak < end.length - 1 ? '+' : '';
  // A space at the start would be taken for indentation.
  const [start] = /^[\n ]*/.exec(value)!;
  const lines = value.endsWith('\n') ? value.slice(0, -1) : value;
  return `|${start.includes(' ') ? '2' : ''}${chomping}\n${indent}${lines.replace(/\n+(?=[^\n])/g, `$&${indent}`)}`;
}

/**
 * A text in double quotes.
 *
 * @param indent of its lines; undefined where it has to stay on one line
 */
export function doubleQuoted(value: string, indent?: string): string {
  const isOneLine = indent === undefined || !isBroken(value);
  const text = value.split(/(\n+)/).map((part, index, parts) => {
    if (!part.startsWith('\n')) { return escaped(part, index < parts.length - 1); }
    const next = parts[index + 1];
    const kept = isOneLine ? part.length : next === '' ? 1 : 0;
    const broken = part.length - kept;
    const start = broken > 0 ? `${'\n'.repeat(broken + 1)}${indent}${next.startsWith(' ') ? '\\' : ''}` : '';
    return `${start}${'\\n'.repeat(kept)}`;
  }).join('');
  return `"${text}"`;
}

/** A line with escapes; a space before a line break needs one too. */
function escaped(line: string, endsInBreak: boolean): string {
  const text = JSON.stringify(line)
    .slice(1, -1)
    .replace(/\\(?:u00(..)|.)/g, (escape, code?: string) => (code ? NAMED_ESCAPES[code] ?? `\\x${code}` : escape));
  return endsInBreak ? text.replace(/ $/, '\\ ') : text;
}
