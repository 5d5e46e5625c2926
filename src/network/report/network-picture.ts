import type { Cell, MatrixColumn, SandboxGroup } from './matrix';
import type { Arrow, ArrowStyle, Box, Panel, Picture, Tone } from '../../pictures/picture';
import { shortened } from '../../pictures/text-width';

/** Groups with a panel of their own. */
const MOST_GROUPS = 24;
/** Names of sandboxes and templates of a group that are told. */
const MOST_NAMES = 5;
/** Peers of a group that are told. */
const MOST_PEERS = 16;
const MOST_CHARACTERS = 56;

const STYLES: Readonly<Record<Cell, Extract<ArrowStyle & Tone, string>>> = {
  'yes': 'open', 'some': 'doubt', '?': 'doubt', 'no': 'shut',
};

const AFTER: Readonly<Record<Cell, string>> = { 'yes': '', 'some': ' (some)', '?': ' (not known)', 'no': '' };

/** A panel for each group: the group, and an arrow for each target. */
export function networkPicture(groups: readonly SandboxGroup[], columns: readonly MatrixColumn[]): Picture {
  const kept = groups.length > MOST_GROUPS ? groups.slice(0, MOST_GROUPS - 1) : groups;
  const left = groups.slice(kept.length);
  return {
    title: 'Who reaches whom',
    description: 'For each group of sandboxes with the same answers, whether the network policies let it reach the '
      + 'internet, private networks, metadata services, pods, and the peers that its egress names, and the router it.',
    panels: [
      ...kept.map((group, index) => panelOf(group, columns, `g${index}`)),
      ...(left.length > 0 ? [others(left)] : []),
      ...(groups.length === 0 ? [{ ...NOTHING, notes: ['There are no sandboxes and no templates.'] }] : []),
    ],
    legend: [
      { style: 'open', text: 'allowed' },
      { style: 'doubt', text: 'some of the addresses, or not known from the app' },
      { style: 'shut', text: 'denied' },
    ],
  };
}

const NOTHING: Panel = { id: 'others', notes: [], boxes: [], arrows: [], rest: [] };

function others(left: readonly SandboxGroup[]): Panel {
  const count = left.reduce((sum, { titles }) => sum + titles.length, 0);
  return {
    ...NOTHING,
    title: `and ${left.length} more groups`,
    rest: [`${count} sandboxes and templates; the table of the report has all of them`],
  };
}

function panelOf({ titles, cells, named }: SandboxGroup, columns: readonly MatrixColumn[], id: string): Panel {
  const own = groupBox(titles, `${id}_s`);
  const boxes: Box[] = [own];
  const arrows: Arrow[] = [];
  const told = named.slice(0, named.length > MOST_PEERS ? MOST_PEERS - 1 : MOST_PEERS);
  const targets: Target[] = [
    ...told.map(({ text, allowed }): Target => ({
      text,
      cell: allowed === true ? 'yes' : allowed === false ? 'no' : '?',
    })),
    ...(told.length < named.length ? [{ text: `${named.length - told.length} more peers`, cell: '?' as const }] : []),
    ...families(cells, columns),
  ];
  for (const { text, cell, isFrom } of targets.sort(
    (one, other) => ORDER.indexOf(one.cell) - ORDER.indexOf(other.cell),
  )) {
    const style = STYLES[cell];
    const whole = `${text}${AFTER[cell]}`;
    const name = shortened(whole, MOST_CHARACTERS);
    const box: Box = { id: `${id}_${boxes.length}`, tone: style, name, ...(name !== whole && { hover: whole }) };
    boxes.push(box);
    arrows.push({ ...(isFrom ? { from: box.id, to: own.id } : { from: own.id, to: box.id }), style });
  }
  return { id, notes: [], boxes, arrows, rest: [] };
}

/** From the top down. */
const ORDER: readonly Cell[] = ['yes', 'some', '?', 'no'];

/** Someone whom a group may reach or not, or who may reach it. */
interface Target {
  readonly text: string;
  readonly cell: Cell;
  readonly isFrom?: boolean;
}

/** Targets of one family with the same answer together: the clouds, the kinds of pods. */
function families(cells: readonly Cell[], columns: readonly MatrixColumn[]): Target[] {
  const found = new Map<string, { column: MatrixColumn; members: string[]; cell: Cell }>();
  columns.forEach((column, index) => {
    const key = `${column.family.whole} ${cells[index]}`;
    const same = found.get(key);
    if (same) { same.members.push(column.member); } else {
      found.set(key, { column, members: [column.member], cell: cells[index] });
    }
  });
  return [...found.values()].map(({ column: { family, isFrom = false }, members, cell }) => {
    const all = columns.filter((column) => column.family === family).length;
    return { text: members.length === all ? family.whole : `${family.part}${members.join(', ')}`, cell, isFrom };
  });
}

/** The group as a box. Titles are such as `sandboxes of template 'research/python'`. */
function groupBox(titles: readonly string[], id: string): Box {
  const [kind, ...otherKinds] = new Set(titles.map((title) => /^[^']*/.exec(title)![0].trim()));
  const names = titles.map((title) => /^[^']*'(.*)'$/s.exec(title)?.[1] ?? title);
  const told = names.slice(1, names.length > MOST_NAMES ? MOST_NAMES - 1 : MOST_NAMES);
  const left = names.length - 1 - told.length;
  return {
    id,
    tone: 'sandbox',
    kind: otherKinds.length > 0 ? 'sandboxes' : kind,
    name: shortened(names[0], 36),
    ...(names[0].length > 36 && { hover: shortened(names[0], 600) }),
    details: [...told.map((name) => shortened(name, 40)), ...(left > 0 ? [`and ${left} more`] : [])],
    count: names.length,
  };
}
