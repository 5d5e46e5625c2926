import { countText } from './panel-layout';
import type { ArrowStyle, Box, Panel, Picture } from './picture';
import { line } from './xml';

const ARROWS: Readonly<Record<ArrowStyle, string>> = {
  plain: '-->', open: '-->', made: '-.->', doubt: '-. some .->', shut: '-- no --x',
};

/** A picture as a flowchart of Mermaid: a subgraph for each panel. */
export function mermaidOf({ panels }: Picture): string {
  return ['flowchart LR', ...panels.flatMap(panelLines), ''].join('\n');
}

function panelLines({ id, title, subtitle, count = 1, boxes, arrows, notes, rest }: Panel): string[] {
  const heading = [title, ...(count > 1 ? [countText(count)] : []), subtitle && `(${subtitle})`].filter(Boolean);
  const others = [...notes, ...rest];
  return [
    `  subgraph ${id}["${quoted(heading.join(' ') || ' ')}"]`,
    '    direction LR',
    ...boxes.map(boxLine),
    ...(others.length > 0 ? [`    ${id}_rest["${others.map(quoted).join('<br/>')}"]`] : []),
    '  end',
    ...arrows.map(({ from, to, style }) => `  ${from} ${ARROWS[style]} ${to}`),
  ];
}

function boxLine({ id, kind, name, details = [], count = 1, isElsewhere }: Box): string {
  const head = [kind, ...(count > 1 ? [countText(count)] : [])].filter((part) => part !== undefined).join(' ');
  const text = [head, name, ...details].filter((part) => part !== '').map(quoted).join('<br/>');
  return isElsewhere || kind === undefined ? `    ${id}(["${text}"])` : `    ${id}["${text}"]`;
}

/** Mermaid reads labels as HTML, with entities of its own form, and ends them with quotes. */
export function quoted(text: string): string {
  return line(text).replace(/[#&<>"`;\\*_[\]]/g, (char) => `#${char.charCodeAt(0)};`);
}
