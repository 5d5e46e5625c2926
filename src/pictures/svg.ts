import { BOX_PADDING, countText, LINE, PADDING, placePanel, PlacedPanel, Rectangle } from './panel-layout';
import type { Arrow, Box, Picture } from './picture';
import { ROOT_CLASS, SIZES, style } from './style';
import { monoWidth, sansWidth } from './text-width';
import { line, px, xml } from './xml';

const MARGIN = 16;
const GAP = 16;
/** Panels stand beside each other as far as they fit. */
const ROW_WIDTH = 1120;
const LEGEND_HEIGHT = 36;

interface Shown extends PlacedPanel {
  readonly x: number;
  readonly y: number;
}

/**
 * A picture as SVG: light and dark by the reader's scheme, with texts as texts, and no script, link or font from
 * elsewhere. Equal pictures have equal bytes.
 */
export function svgOf(picture: Picture): string {
  const { title, description, legend } = picture;
  const { shown, width, height: panelsHeight } = arranged(picture.panels.map(placePanel), minWidth(picture));
  const height = panelsHeight + (legend.length > 0 ? LEGEND_HEIGHT : 0);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="${ROOT_CLASS}" role="img" `
      + `width="${px(width)}" height="${px(height)}" viewBox="0 0 ${px(width)} ${px(height)}">`,
    `<title>${xml(title)}</title>`,
    `<desc>${xml(description)}</desc>`,
    `<style>\n${style()}\n</style>`,
    `<rect class="ground" width="${px(width)}" height="${px(height)}" rx="12"/>`,
    ...shown.flatMap(panelLines),
    ...legendLines(legend, panelsHeight + 4),
    '</svg>',
    '',
  ].join('\n');
}

function minWidth({ legend }: Picture): number {
  return legend.reduce((sum, { text }) => sum + legendWidth(text), 0);
}

/** Panels in rows, each as wide as its row allows. */
function arranged(panels: readonly PlacedPanel[], least: number): { shown: Shown[]; width: number; height: number } {
  const inner = Math.max(ROW_WIDTH, ...panels.map(({ width }) => width));
  const rows: PlacedPanel[][] = [];
  let used = 0;
  for (const panel of panels) {
    if (rows.length > 0 && used + GAP + panel.width <= inner) {
      rows.at(-1)!.push(panel);
      used += GAP + panel.width;
    } else {
      rows.push([panel]);
      used = panel.width;
    }
  }
  const widthOf = (row: readonly PlacedPanel[]) => row.reduce((sum, { width }) => sum + width + GAP, -GAP);
  const widest = Math.max(0, least, ...rows.map(widthOf));
  let y = MARGIN;
  const shown = rows.flatMap((row) => {
    const spare = (widest - widthOf(row)) / row.length;
    const height = Math.max(...row.map((each) => each.height));
    let x = MARGIN;
    const placed = row.map((each): Shown => {
      const own = { ...each, x, y, width: each.width + spare, height };
      x += own.width + GAP;
      return own;
    });
    y += height + GAP;
    return placed;
  });
  return { shown, width: widest + 2 * MARGIN, height: y - GAP + MARGIN };
}

function panelLines({ panel, x, y, width, height, boxes, rest }: Shown): string[] {
  const { title, subtitle, count = 1, notes, arrows } = panel;
  const lines = [
    `<g transform="translate(${px(x)} ${px(y)})">`,
    `<rect class="panel" width="${px(width)}" height="${px(height)}" rx="8"/>`,
  ];
  if (title !== undefined) {
    lines.push(textAt(PADDING, PADDING + 13, 'name title', title));
    let left = PADDING + monoWidth(line(title), SIZES.title) + 10;
    if (count > 1) {
      lines.push(textAt(left, PADDING + 13, 'muted title', countText(count)));
      left += sansWidth(countText(count), SIZES.title, true) + 10;
    }
    if (subtitle !== undefined) {
      lines.push(textAt(width - PADDING, PADDING + 13, 'muted', subtitle, 'end'));
    }
  }
  notes.forEach((note, index) => {
    lines.push(textAt(PADDING, PADDING + (title === undefined ? 12 : 36) + index * LINE, 'muted', note));
  });
  for (const arrow of arrows) {
    const [from, to] = [boxes.get(arrow.from), boxes.get(arrow.to)];
    if (from && to) { lines.push(...arrowLines(arrow, from, to)); }
  }
  for (const box of panel.boxes) { lines.push(...boxLines(box, boxes.get(box.id)!)); }
  rest.lines.forEach((text, index) => {
    lines.push(textAt(PADDING, rest.y + 12 + index * LINE, 'muted', text));
  });
  lines.push('</g>');
  return lines;
}

function boxLines(box: Box, { x, y, width, height }: Rectangle): string[] {
  const { tone, kind, name, hover, details = [], count = 1, isElsewhere } = box;
  const classes = [tone, ...(kind === undefined ? ['pill'] : []), ...(isElsewhere ? ['elsewhere'] : [])].join(' ');
  const radius = kind === undefined ? height / 2 : 6;
  const rect = (by: number) => `<rect class="box" x="${px(x + by)}" y="${px(y + by)}" `
    + `width="${px(width)}" height="${px(height)}" rx="${px(radius)}"/>`;
  const left = x + BOX_PADDING + (kind === undefined ? 0 : 4);
  const lines = [
    `<g class="${classes}">`,
    ...(hover === undefined ? [] : [`<title>${xml(hover)}</title>`]),
    ...(count > 1 ? [rect(6), rect(3)] : []),
    rect(0),
  ];
  const badge = (baseline: number) => (
    count > 1 ? [textAt(x + width - BOX_PADDING, baseline, 'kind', countText(count), 'end')] : []
  );
  if (kind === undefined) {
    lines.push(textAt(left, y + height / 2 + 4, 'name', name), ...badge(y + height / 2 + 4));
  } else {
    lines.push(
      `<rect class="bar" x="${px(x + 5)}" y="${px(y + 8)}" width="3" height="${px(height - 16)}" rx="1.5"/>`,
      textAt(left, y + 19, 'kind', kind),
      ...badge(y + 19),
      textAt(left, y + 36, 'name', name),
      ...details.map((detail, index) => textAt(left, y + 56 + index * LINE, 'muted', detail)),
    );
  }
  lines.push('</g>');
  return lines;
}

/** A curve from the right of a box to the left of another, with a head, or a bar where nothing gets through. */
function arrowLines({ style: name }: Arrow, from: Rectangle, to: Rectangle): string[] {
  const isBack = to.x < from.x + from.width;
  const [x1, y1] = [isBack ? from.x : from.x + from.width, from.y + from.height / 2];
  const [x2, y2] = [isBack ? to.x + to.width : to.x, to.y + to.height / 2];
  const sign = isBack ? -1 : 1;
  const end = x2 - sign * (name === 'shut' ? 6 : 8);
  const bend = (end - x1) / 2;
  const curve = Math.abs(y1 - y2) < 0.5
    ? `H${px(end)}`
    : `C${px(x1 + bend)} ${px(y1)} ${px(end - bend)} ${px(y2)} ${px(end)} ${px(y2)}`;
  const head = name === 'shut'
    ? `M${px(end)} ${px(y2 - 5)}h${2 * sign}v10h${-2 * sign}z`
    : `M${px(end)} ${px(y2 - 4)}L${px(x2 - sign)} ${px(y2)} ${px(end)} ${px(y2 + 4)}z`;
  return [
    `<path class="arrow a-${name}" d="M${px(x1)} ${px(y1)}${curve}"/>`,
    `<path class="h-${name}" d="${head}"/>`,
  ];
}

function legendWidth(text: string): number {
  return 44 + sansWidth(text, SIZES.caption) + 20;
}

function legendLines(legend: Picture['legend'], top: number): string[] {
  let x = MARGIN + 4;
  return legend.flatMap(({ style: name, text }) => {
    const y = top + 8;
    const ends = { x: x - 10, y: y - 10, width: 10, height: 20 };
    const lines = [
      ...arrowLines({ from: '', to: '', style: name }, ends, { ...ends, x: x + 36 }),
      textAt(x + 44, y + 4, 'muted', text),
    ];
    x += legendWidth(text);
    return lines;
  });
}

function textAt(x: number, y: number, classes: string, text: string, anchor?: 'end'): string {
  const place = `x="${px(x)}" y="${px(y)}"${anchor ? ` text-anchor="${anchor}"` : ''}`;
  return `<text class="${classes}" ${place}>${xml(text)}</text>`;
}
