import { styleText } from 'node:util';
import { DiffReport, fieldLines, levelOf, placeOf, titleOf, VERB_SIGNS } from './report';
import type { ObjectChange } from '../../change/change';
import { Level, LEVELS } from '../../change/level';
import { oneLine } from '../../findings/printable';

type Style = Parameters<typeof styleText>[0];
type Styled = (style: Style, text: string) => string;

const COLORS: Readonly<Record<Level, Style>> = {
  'data-loss': 'red', 'break': 'red', 'exposure': 'magenta', 'disruption': 'yellow', 'stale': 'yellow', 'note': 'dim',
};

/** Fields of an object that are listed. */
const MOST_FIELDS = 12;

/** What changes, grouped by how dangerous it is. All of it is printable as it is. */
export function diffText({ comparison: { changes } }: DiffReport, hasColors: boolean): string {
  const styled: Styled = (style, text) => (hasColors ? styleText(style, text, { validateStream: false }) : text);
  const groups = [...LEVELS, undefined].map((level) => (
    { level, of: changes.filter((change) => levelOf(change) === level) }
  ));
  return groups.filter(({ of }) => of.length > 0).map(({ level, of }) => [
    styled('bold', level ? styled(COLORS[level], level) : 'no effect known'),
    ...of.flatMap((change) => linesOf(change, styled)),
    '',
  ].join('\n')).join('\n');
}

function linesOf(change: ObjectChange, styled: Styled): string[] {
  const { file, line, column } = placeOf(change);
  const own = levelOf(change);
  const fields = fieldLines(change);
  const rest = fields.length - MOST_FIELDS;
  return [
    `  ${VERB_SIGNS[change.verb]} ${styled('bold', oneLine(titleOf(change)))}  `
      + styled('dim', oneLine(`${file}:${line}:${column}`)),
    ...change.effects.flatMap(({ level, message, remedy }) => [
      `      ${level === own ? '' : `${styled(COLORS[level], level)}: `}${oneLine(message)}`,
      ...(remedy ? [styled('dim', `        to avoid it: ${oneLine(remedy)}`)] : []),
    ]),
    ...[...fields.slice(0, MOST_FIELDS), ...(rest > 0 ? [`and ${rest} more fields`] : [])]
      .map((text) => styled('dim', `      | ${oneLine(text)}`)),
  ];
}
