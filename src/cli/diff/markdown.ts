import { DiffReport, fieldLines, placeOf, summaryOf, titleOf, VERB_SIGNS } from './report';
import type { ObjectChange } from '../../change/change';
import type { Level } from '../../change/level';
import { oneLine, printable } from '../../findings/printable';

/** Longest comment that the usual forges take, in characters; some room is left for a heading. */
const LONGEST = 60_000;

const MARKS: Readonly<Record<Level, string>> = {
  'data-loss': '🔴', 'break': '🔴', 'exposure': '🟣', 'disruption': '🟡', 'stale': '🟡', 'note': '⚪',
};

/** What changes, for a comment on a pull request: a table of what follows, and below it the fields. */
export function diffMarkdown(report: DiffReport): string {
  const { changes } = report.comparison;
  if (changes.length === 0) { return 'Nothing changes.\n'; }
  const rows = changes.flatMap((change) => change.effects.map(({ level, message, remedy }) => (
    `| ${MARKS[level]} ${level} | ${inCode(titleOf(change))} | ${plainText(message)}`
      + `${remedy ? `. *To avoid it:* ${plainText(remedy)}` : ''} |`
  )));
  const head = [
    `**${plainText(summaryOf(report))}**`,
    '',
    ...(rows.length > 0 ? ['| Level | Object | Effect |', '| --- | --- | --- |'] : ['No effect of it is known.']),
  ];
  const details = [
    '', '<details><summary>All objects</summary>', '', ...changes.flatMap(detailsOf), '', '</details>', '',
  ];
  return [...cut([...head, ...rows, ...details])].join('\n');
}

function detailsOf(change: ObjectChange): string[] {
  const { file, line } = placeOf(change);
  return [
    `- ${VERB_SIGNS[change.verb]} ${inCode(titleOf(change))} (${plainText(file)}:${line})`,
    ...fieldLines(change).map((text) => `  - ${inCode(text)}`),
  ];
}

/** As many lines as a comment takes, and a last one that says how many are left out. */
function* cut(lines: readonly string[]): Generator<string> {
  let length = 0;
  for (const [index, line] of lines.entries()) {
    length += line.length + 1;
    if (length > LONGEST) {
      yield '';
      yield `... and ${lines.length - index} more lines, which a comment has no room for.`;
      yield '';
      return;
    }
    yield line;
  }
}

/** A text of a manifest in a line of Markdown: it is no link, no mention, no table and no HTML. */
export function plainText(text: string): string {
  return oneLine(printable(text)).replace(/[\\`*_{}[\]<>|#@!]/g, (each) => (
    each === '<' ? '&lt;' : each === '>' ? '&gt;' : each === '@' ? '@\u200b' : `\\${each}`
  ));
}

export function inCode(text: string): string {
  const line = oneLine(printable(text)).replace(/\|/g, '\\|');
  const fence = '`'.repeat(Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  return fence.length > 1 ? `${fence} ${line} ${fence}` : `${fence}${line}${fence}`;
}
