import { styleText } from 'node:util';
import { Report, sentence } from './report';
import type { ExcerptLine } from '../../documents';
import { FindingSeverity } from '../../findings/finding';
import { oneLine } from '../../findings/printable';

type Style = Parameters<typeof styleText>[0];

/** A line a finding, and below it the lines of the file that it is about. All of it is printable as it is. */
export function styledText({ findings }: Report, hasColors: boolean): string {
  const styled = (style: Style, text: string) => (hasColors ? styleText(style, text, { validateStream: false }) : text);
  return findings.map(({ file, line, column, finding, object, excerpt = [] }) => {
    const { severity, code } = finding;
    const color = severity === FindingSeverity.ERROR ? 'red' : 'yellow';
    const head = [
      styled('bold', oneLine(`${file}:${line}:${column}:`)),
      styled([color, 'bold'], severity),
      styled(color, code),
      oneLine(`${object}: ${sentence(finding)}`),
    ].join(' ');
    return [head, ...quoted(excerpt, color, styled)].map((each) => `${each}\n`).join('');
  }).join('');
}

/** Lines with their numbers, and a caret below the column that is meant. */
function quoted(
  excerpt: readonly ExcerptLine[],
  color: Style,
  styled: (style: Style, text: string) => string,
): string[] {
  const width = Math.max(...excerpt.map(({ line }) => String(line).length));
  const gutter = (text: string) => styled('dim', `${text.padStart(width + 2)} |`);
  return excerpt.flatMap(({ line, text, column }) => {
    const source = `${gutter(String(line))} ${shownLine(text)}`.trimEnd();
    if (column === undefined) {
      return [source];
    }
    const before = ' '.repeat(shownLine(text.slice(0, column - 1)).length);
    return [source, `${gutter('')} ${before}${styled(color, '^')}`];
  });
}

/** A line as it is shown: tabs take one column, controls are escaped. */
function shownLine(text: string): string {
  return oneLine(text.replace(/\t/g, ' '));
}
