/**
 * Places boxes in columns, so that arrows lead to the right: the layered drawing of Sugiyama, for graphs of some dozens
 * of boxes. Columns by longest path, order by the mean of neighbours, and heights by isotonic regression.
 *
 * @see https://doi.org/10.1109/TSMC.1981.4308636
 */

export interface LayerBox {
  readonly id: string;
  readonly height: number;
}

export interface LayerArrow {
  readonly from: string;
  readonly to: string;
}

/** Where a box is: its column, and the middle of its height. */
export interface BoxPlace {
  readonly column: number;
  readonly y: number;
}

export interface Layers {
  readonly places: ReadonlyMap<string, BoxPlace>;
  readonly height: number;
}

/** A box, or the point where a long arrow passes a column. */
interface Node {
  readonly id: string;
  readonly height: number;
  column: number;
  y: number;
  readonly before: Node[];
  readonly after: Node[];
}

/** Rounds of ordering, and of placing: the heights of a chain come nearer with each. */
const ORDER_ROUNDS = 6;
const PLACE_ROUNDS = 30;

/**
 * Places boxes and returns the middle of each. Boxes that no arrow joins are in groups, one below the other, in the
 * order in which the boxes are given.
 *
 * @param gap between boxes of one column
 * @param between groups
 */
export function layersOf(
  boxes: readonly LayerBox[],
  arrows: readonly LayerArrow[],
  gap: number,
  between: number,
): Layers {
  const nodes = new Map(boxes.map(({ id, height }): [string, Node] => (
    [id, { id, height, column: 0, y: 0, before: [], after: [] }]
  )));
  for (const { from, to } of forwardArrows(nodes, arrows)) {
    nodes.get(from)!.after.push(nodes.get(to)!);
    nodes.get(to)!.before.push(nodes.get(from)!);
  }
  const all = [...nodes.values()];
  setColumns(all);
  let top = 0;
  for (const group of groupsOf(all)) {
    const height = placeGroup([...group, ...passages(group)], gap);
    for (const node of group) { node.y += top; }
    top += height + between;
  }
  return {
    places: new Map(all.map(({ id, column, y }) => [id, { column, y }])),
    height: Math.max(top - between, 0),
  };
}

/** The arrows without those that close a circle. */
function forwardArrows(nodes: ReadonlyMap<string, Node>, arrows: readonly LayerArrow[]): LayerArrow[] {
  const targets = new Map<string, LayerArrow[]>();
  for (const arrow of arrows) {
    if (!nodes.has(arrow.from) || !nodes.has(arrow.to)) { continue; }
    const list = targets.get(arrow.from);
    if (list) { list.push(arrow); } else { targets.set(arrow.from, [arrow]); }
  }
  const state = new Map<string, 'entered' | 'left'>();
  const forward: LayerArrow[] = [];
  for (const start of nodes.keys()) {
    if (state.has(start)) { continue; }
    const path = [{ id: start, next: 0 }];
    state.set(start, 'entered');
    while (path.length > 0) {
      const top = path[path.length - 1];
      const arrow = targets.get(top.id)?.[top.next++];
      if (!arrow) {
        state.set(top.id, 'left');
        path.pop();
      } else if (state.get(arrow.to) !== 'entered') {
        forward.push(arrow);
        if (!state.has(arrow.to)) {
          state.set(arrow.to, 'entered');
          path.push({ id: arrow.to, next: 0 });
        }
      }
    }
  }
  return forward;
}

/** The longest path to each node; what nothing leads to is beside what it leads to. */
function setColumns(nodes: readonly Node[]): void {
  const open = new Map(nodes.map((node) => [node, node.before.length]));
  const ready = nodes.filter(({ before }) => before.length === 0);
  for (let index = 0; index < ready.length; index++) {
    const node = ready[index];
    for (const next of node.after) {
      next.column = Math.max(next.column, node.column + 1);
      const left = open.get(next)! - 1;
      open.set(next, left);
      if (left === 0) { ready.push(next); }
    }
  }
  for (const node of nodes) {
    if (node.before.length === 0 && node.after.length > 0) {
      node.column = Math.min(...node.after.map(({ column }) => column)) - 1;
    }
  }
}

/** Nodes that arrows join, in the order of their first. */
function groupsOf(nodes: readonly Node[]): Node[][] {
  const seen = new Set<Node>();
  return nodes.flatMap((first) => {
    if (seen.has(first)) { return []; }
    const group = [first];
    seen.add(first);
    for (let index = 0; index < group.length; index++) {
      for (const next of [...group[index].before, ...group[index].after]) {
        if (!seen.has(next)) {
          seen.add(next);
          group.push(next);
        }
      }
    }
    return [group];
  });
}

/** A node in each column that an arrow passes: it keeps room for the arrow. */
function passages(group: readonly Node[]): Node[] {
  const made: Node[] = [];
  for (const from of group) {
    from.after.forEach((to, index) => {
      let last = from;
      for (let column = from.column + 1; column < to.column; column++) {
        const node: Node = { id: '', height: 0, column, y: 0, before: [last], after: [to] };
        if (last === from) { from.after[index] = node; } else { last.after[0] = node; }
        to.before[to.before.indexOf(last)] = node;
        made.push(node);
        last = node;
      }
    });
  }
  return made;
}

/** Orders and places the nodes of a group, from 0 down; returns its height. */
function placeGroup(group: readonly Node[], gap: number): number {
  const columns: Node[][] = [];
  for (const node of group) { (columns[node.column] ??= []).push(node); }
  const filled = columns.filter((column) => column !== undefined);
  for (const column of filled) { stack(column, gap); }
  for (let round = 0; round < ORDER_ROUNDS; round++) {
    const isForward = round % 2 === 0;
    const sequence = isForward ? filled : [...filled].reverse();
    for (const column of sequence) {
      const wanted = new Map(column.map((node) => [node, mean(isForward ? node.before : node.after) ?? node.y]));
      column.sort((one, other) => wanted.get(one)! - wanted.get(other)!);
      stack(column, gap);
    }
  }
  for (let round = 0; round < PLACE_ROUNDS; round++) {
    for (const column of round % 2 === 0 ? filled : [...filled].reverse()) {
      settle(column, column.map((node) => mean([...node.before, ...node.after]) ?? node.y), gap);
    }
  }
  // What has one neighbour before it is level with that.
  for (const column of filled) { settle(column, column.map((node) => mean(node.before) ?? node.y), gap); }
  const top = Math.min(...group.map(({ y, height }) => y - height / 2));
  const bottom = Math.max(...group.map(({ y, height }) => y + height / 2));
  for (const node of group) { node.y -= top; }
  return bottom - top;
}

function mean(nodes: readonly Node[]): number | undefined {
  return nodes.length === 0 ? undefined : nodes.reduce((sum, { y }) => sum + y, 0) / nodes.length;
}

function stack(column: readonly Node[], gap: number): void {
  let y = 0;
  for (const node of column) {
    node.y = y + node.height / 2;
    y += node.height + gap;
  }
}

/** Moves nodes as near to where they are wanted as their order and the gaps allow: least squares. */
function settle(column: readonly Node[], wanted: readonly number[], gap: number): void {
  const blocks: Array<{ sum: number; count: number }> = [];
  const offsets: number[] = [];
  let offset = 0;
  column.forEach(({ height }, index) => {
    if (index > 0) { offset += (column[index - 1].height + height) / 2 + gap; }
    offsets.push(offset);
    let block = { sum: wanted[index] - offset, count: 1 };
    for (let last = blocks.at(-1); last && last.sum / last.count > block.sum / block.count; last = blocks.at(-1)) {
      blocks.pop();
      block = { sum: last.sum + block.sum, count: last.count + block.count };
    }
    blocks.push(block);
  });
  let index = 0;
  for (const { sum, count } of blocks) {
    for (let each = 0; each < count; each++, index++) { column[index].y = sum / count + offsets[index]; }
  }
}
