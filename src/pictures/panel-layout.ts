import { layersOf } from './layers';
import type { Box, Panel } from './picture';
import { SIZES } from './style';
import { monoWidth, sansWidth, wrapped } from './text-width';
import { line } from './xml';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A panel with the places of its parts, from its own corner. */
export interface PlacedPanel {
  readonly panel: Panel;
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, Rectangle>;
  /** Lines of what has no box, and where the first stands. */
  readonly rest: { readonly lines: readonly string[]; readonly y: number };
}

export const PADDING = 20;
export const BOX_PADDING = 12;
export const LINE = 17;
const COLUMN_GAP = 64;
const ROW_GAP = 16;
const PILL_GAP = 8;
const GROUP_GAP = 24;
/** Boxes that no arrow joins are in rows as wide as the others, and at least so wide. */
const LONE_WIDTH = 640;
/** A list of what has no box is as wide as the boxes, and at least so wide. */
const LIST_WIDTH = 420;

/** Room above the boxes. */
export function headHeight({ title, notes }: Panel): number {
  return (title === undefined ? 0 : 30) + notes.length * LINE + (title !== undefined || notes.length > 0 ? 10 : 0);
}

/** The count of a box or panel in words, such as `× 1,000`. */
export function countText(count: number): string {
  return `× ${String(count).replace(/\B(?=(\d{3})+$)/g, ',')}`;
}

/** The size that the texts of a box need. */
export function boxSize({ kind, name, details = [], count = 1 }: Box): { width: number; height: number } {
  const badge = count > 1 ? sansWidth(countText(count), SIZES.kind, true) + 16 : 0;
  if (kind === undefined) {
    return { width: sansWidth(line(name), SIZES.detail) + badge + 2 * BOX_PADDING, height: 28 };
  }
  const width = Math.max(
    sansWidth(line(kind), SIZES.kind, true) + badge,
    monoWidth(line(name), SIZES.name),
    ...details.map((detail) => sansWidth(line(detail), SIZES.detail)),
  );
  return { width: width + 2 * BOX_PADDING + 4, height: 46 + details.length * LINE + (details.length > 0 ? 4 : 0) };
}

/** Places the parts of a panel. */
export function placePanel(panel: Panel): PlacedPanel {
  const { boxes, title, subtitle, notes, count = 1 } = panel;
  const sizes = new Map(boxes.map((box) => [box.id, boxSize(box)]));
  const top = PADDING + headHeight(panel);
  const joined = placeJoined(panel, sizes, top);
  const lone = placeLone(
    boxes.filter(({ id }) => !joined.boxes.has(id)),
    sizes,
    joined.boxes.size > 0 ? joined.bottom + GROUP_GAP : top,
    Math.max(joined.width, LONE_WIDTH),
  );
  const boxesBottom = lone.boxes.size > 0 ? lone.bottom : joined.bottom;
  const inner = Math.max(joined.width, lone.width);
  const rest = wrapped(panel.rest.map(line), Math.max(inner, LIST_WIDTH), (text) => sansWidth(text, SIZES.detail));
  const titleWidth = monoWidth(line(title ?? ''), SIZES.title)
    + (subtitle === undefined ? 0 : sansWidth(line(subtitle), SIZES.detail) + 16)
    + (count > 1 ? sansWidth(countText(count), SIZES.title, true) + 16 : 0);
  const width = Math.max(
    inner,
    titleWidth,
    ...notes.map((note) => sansWidth(line(note), SIZES.detail)),
    ...rest.map((text) => sansWidth(text, SIZES.detail)),
  );
  const restTop = boxesBottom + (boxes.length > 0 ? GROUP_GAP : 0);
  return {
    panel,
    width: width + 2 * PADDING,
    height: (rest.length > 0 ? restTop + rest.length * LINE : boxesBottom) + PADDING,
    boxes: new Map([...joined.boxes, ...lone.boxes]),
    rest: { lines: rest, y: restTop },
  };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Boxes with their places, and what they cover: its width from the padding on, and where it ends. */
interface Placed {
  readonly boxes: ReadonlyMap<string, Rectangle>;
  readonly width: number;
  readonly bottom: number;
}

/** Boxes that arrows join, in columns. */
function placeJoined({ boxes, arrows }: Panel, sizes: ReadonlyMap<string, Size>, top: number): Placed {
  const ends = new Set(arrows.flatMap(({ from, to }) => [from, to]));
  const joined = boxes.filter(({ id }) => ends.has(id));
  const gap = joined.some(({ kind }) => kind === undefined) ? PILL_GAP : ROW_GAP;
  const layers = joined.map(({ id }) => ({ id, height: sizes.get(id)!.height }));
  const { places, height } = layersOf(layers, arrows, gap, GROUP_GAP);
  const widths: number[] = [];
  for (const { id } of joined) {
    const { column } = places.get(id)!;
    widths[column] = Math.max(widths[column] ?? 0, sizes.get(id)!.width);
  }
  const lefts: number[] = [];
  let right = PADDING;
  for (let column = 0; column < widths.length; column++) {
    lefts.push(right);
    right += (widths[column] ?? 0) + COLUMN_GAP;
  }
  return {
    boxes: new Map(joined.map(({ id }): [string, Rectangle] => {
      const { column, y } = places.get(id)!;
      const own = sizes.get(id)!.height;
      return [id, { x: lefts[column], y: top + y - own / 2, width: widths[column], height: own }];
    })),
    width: Math.max(right - COLUMN_GAP - PADDING, 0),
    bottom: top + height,
  };
}

/** Boxes that no arrow joins, in rows. */
function placeLone(boxes: readonly Box[], sizes: ReadonlyMap<string, Size>, top: number, most: number): Placed {
  const placed = new Map<string, Rectangle>();
  let [x, y, rowHeight, width] = [0, top, 0, 0];
  for (const { id } of boxes) {
    const size = sizes.get(id)!;
    if (x > 0 && x + size.width > most) {
      [x, y, rowHeight] = [0, y + rowHeight + ROW_GAP, 0];
    }
    placed.set(id, { x: PADDING + x, y, ...size });
    width = Math.max(width, x + size.width);
    x += size.width + ROW_GAP;
    rowHeight = Math.max(rowHeight, size.height);
  }
  return { boxes: placed, width, bottom: y + rowHeight };
}
