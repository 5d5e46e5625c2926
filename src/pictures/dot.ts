import { countText } from './panel-layout';
import type { ArrowStyle, Box, Panel, Picture } from './picture';
import { line } from './xml';

const ARROWS: Readonly<Record<ArrowStyle, string>> = {
  plain: '', open: '', made: ' [style=dashed]', doubt: ' [style=dashed]', shut: ' [style=dotted, arrowhead=tee]',
};

/** A picture in the language of Graphviz: a cluster for each panel. */
export function dotOf({ title, panels }: Picture): string {
  return [
    `digraph ${quoted(title)} {`,
    '  rankdir=LR;',
    '  node [shape=box, style=rounded, fontname="sans-serif"];',
    '  graph [fontname="sans-serif"];',
    ...panels.flatMap(panelLines),
    '}',
    '',
  ].join('\n');
}

function panelLines({ id, title, subtitle, count = 1, notes, boxes, arrows, rest }: Panel): string[] {
  const heading = [
    [title, ...(count > 1 ? [countText(count)] : []), subtitle && `(${subtitle})`].filter(Boolean).join(' '),
    ...notes,
  ].filter((text) => text !== '');
  return [
    `  subgraph cluster_${id} {`,
    `    label=${quoted(...heading)};`,
    ...boxes.map(boxLine),
    ...(rest.length > 0 ? [`    ${id}_rest [shape=plaintext, label=${quoted(...rest)}];`] : []),
    ...arrows.map(({ from, to, style }) => `    ${from} -> ${to}${ARROWS[style]};`),
    '  }',
  ];
}

function boxLine({ id, kind, name, details = [], count = 1, isElsewhere }: Box): string {
  const head = [kind, ...(count > 1 ? [countText(count)] : [])].filter((part) => part !== undefined).join(' ');
  const label = quoted(...[head, name, ...details].filter((part) => part !== ''));
  return `    ${id} [label=${label}${isElsewhere ? ', style="rounded,dashed"' : ''}];`;
}

/** Lines as a string of DOT, in which a backslash begins an escape. */
function quoted(...lines: readonly string[]): string {
  return `"${lines.map((each) => line(each).replace(/["\\]/g, '\\$&')).join('\\n')}"`;
}
