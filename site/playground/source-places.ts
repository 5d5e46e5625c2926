/** Where in the source of a user something happened: read from stack traces, whose lines are those of the source. */
import { Construct, Node } from 'constructs';
import { Place } from './protocol';

/** The name of the source in stack traces. */
export const SOURCE = 'main.ts';

/** Columns that the wrapper of the source adds to its first line. */
let shift = 0;

/** @param columns those that precede the source in its first line */
export function shiftFirstLine(columns: number): void {
  shift = columns;
}

/** The innermost place of the source in a stack trace. */
export function placeIn(stack: string | undefined): Place | undefined {
  const found = /\bmain\.ts:(\d+):(\d+)/.exec(stack ?? '');
  if (!found) { return undefined; }
  const [line, column] = [Number(found[1]), Number(found[2])];
  return { line, column: line === 1 ? Math.max(1, column - shift) : column };
}

const places = new Map<string, Place>();

/** Forgets the constructs of earlier sources. */
export function clearPlaces(): void {
  places.clear();
}

/** The place where the construct of a path was made, or the nearest one above it. */
export function placeOfConstruct(path: string): Place | undefined {
  const ids = path.split('/');
  for (let length = ids.length; length > 0; length--) {
    const place = places.get(ids.slice(0, length).join('/'));
    if (place) { return place; }
  }
  return undefined;
}

/** Members of a node that constructs keep to themselves. */
interface Adding {
  addChild(this: Node, child: Construct, id: string): void;
}

/** Notes the place of each construct that is made from now on. */
export function notePlaces(): void {
  const node = Node.prototype as unknown as Adding;
  const { addChild } = node;
  node.addChild = function (child, id) {
    addChild.call(this, child, id);
    const place = placeIn(new Error().stack);
    if (place) { places.set(this.path === '' ? id : `${this.path}/${id}`, place); }
  };
}
