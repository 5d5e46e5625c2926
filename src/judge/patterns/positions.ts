/** The positions of a pattern, those of Glushkov's automaton. */
import { CodeRange, LAST_CODE_POINT, PatternNode, PlainPattern } from './syntax';

/** Patterns with more positions are not analysed. */
const MOST_POSITIONS = 100;

/** The positions with which a part of a pattern begins and ends. */
interface Part {
  readonly isNullable: boolean;
  readonly first: readonly number[];
  readonly last: readonly number[];
}

const NOTHING: Part = { isNullable: true, first: [], last: [] };

/** The start of a pattern, numbered 0, and each of its sets of characters, as often as a count repeats it. */
export class Positions {
  /** Undefined for a pattern that is too large, or in which an engine has several ways through the same positions. */
  static of({ fromStart, body }: PlainPattern): Positions | undefined {
    const positions = new Positions(fromStart);
    for (const position of positions.part(body).first) { positions.follow[0].add(position); }
    return positions.hasTwoWays || positions.sets.length > MOST_POSITIONS ? undefined : positions;
  }

  /** By position, those that can follow it. */
  readonly follow: Array<Set<number>> = [new Set()];
  /** By position, the characters that it takes. */
  readonly sets: Array<readonly CodeRange[]> = [[]];
  /** Whether an engine has several ways between two positions, or through a part that matches nothing. */
  private hasTwoWays = false;

  private constructor(fromStart: boolean) {
    if (!fromStart) {
      // An engine tries each place of the text as the start.
      this.sets[0] = [[0, LAST_CODE_POINT]];
      this.follow[0].add(0);
    }
  }

  private part(node: PatternNode): Part {
    if (this.hasTwoWays || this.sets.length > MOST_POSITIONS) { return NOTHING; }
    switch (node.kind) {
      case 'set': {
        const position = this.sets.push(node.ranges) - 1;
        this.follow.push(new Set());
        return { isNullable: false, first: [position], last: [position] };
      }
      case 'sequence': return node.items.reduce((part, item) => this.joined(part, this.part(item)), NOTHING);
      case 'choice': return this.chosen(node.branches.map((branch) => this.part(branch)));
      default: return this.repeated(node.item, node.least, node.most);
    }
  }

  private joined(a: Part, b: Part): Part {
    this.connect(a.last, b.first);
    return {
      isNullable: a.isNullable && b.isNullable,
      first: a.isNullable ? [...a.first, ...b.first] : a.first,
      last: b.isNullable ? [...a.last, ...b.last] : b.last,
    };
  }

  private chosen(parts: readonly Part[]): Part {
    const nullable = parts.filter(({ isNullable }) => isNullable).length;
    this.hasTwoWays ||= nullable > 1;
    return {
      isNullable: nullable > 0,
      first: parts.flatMap(({ first }) => first),
      last: parts.flatMap(({ last }) => last),
    };
  }

  private repeated(item: PatternNode, least: number, most: number): Part {
    if (most === 0) { return NOTHING; }
    const copies: Part[] = [];
    const times = Math.max(least, most === Infinity ? 1 : most);
    for (let count = 0; count < times; count++) { copies.push(this.part(item)); }
    // A part that matches nothing could be repeated in any number of ways.
    this.hasTwoWays ||= copies[0].isNullable;
    if (most === Infinity) { this.connect(copies.at(-1)!.last, copies.at(-1)!.first); }
    const isOptional = (index: number) => index >= least;
    // Each optional copy follows the one before it: (a(a(a)?)?)?.
    return copies.reduceRight<Part>((rest, copy, index) => {
      const part = this.joined(copy, rest);
      return isOptional(index) ? { ...part, isNullable: true } : part;
    }, NOTHING);
  }

  private connect(from: readonly number[], to: readonly number[]): void {
    for (const position of from) {
      for (const next of to) {
        this.hasTwoWays ||= this.follow[position].has(next);
        this.follow[position].add(next);
      }
    }
  }
}
