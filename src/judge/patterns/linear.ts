/**
 * Patterns that JavaScript's engine matches in time linear in the text.
 *
 * A backtracking engine is slow where a text can be read in many ways. The ways to read it are the paths through the
 * positions of the pattern (Glushkov's automaton), dead ends included, as the engine tries those too. All sets of paths
 * that a text can lead to are enumerated here, with the number of paths to each position. If no text leads to more than
 * a few paths, the engine takes at most so many steps a character.
 */
import { Positions } from './positions';
import { LAST_CODE_POINT, PatternNode, readPlainPattern } from './syntax';

/** The most paths at one place of a text. */
const MOST_PATHS = 16;
/** The most groups of characters that the sets of a pattern may tell apart. */
const MOST_CODES = 200;
/** Patterns that need more steps than this to analyse are left to the port of RE2. */
const MOST_STEPS = 20_000;

/** A regular expression with the same meaning; undefined if the pattern has other syntax or may take long. */
export function linearRegExp(source: string): RegExp | undefined {
  const pattern = readPlainPattern(source);
  const positions = pattern && Positions.of(pattern);
  if (!positions || !hasFewPaths(positions)) { return undefined; }
  return new RegExp(`${pattern.fromStart ? '^' : ''}(?:${written(pattern.body)})${pattern.toEnd ? '$' : ''}`, 'u');
}

function written(node: PatternNode): string {
  switch (node.kind) {
    case 'set': return `[${node.ranges.map(([first, last]) => `${escaped(first)}-${escaped(last)}`).join('')}]`;
    case 'sequence': return node.items.map(written).join('');
    case 'choice': return `(?:${node.branches.map(written).join('|')})`;
    default: return `(?:${written(node.item)}){${node.least},${node.most === Infinity ? '' : node.most}}`;
  }
}

function escaped(code: number): string {
  return `\\u{${code.toString(16)}}`;
}

/** Whether no text has more than a few paths; false also where that takes long to tell. */
function hasFewPaths({ follow, sets }: Positions): boolean {
  const codes = alphabet(sets);
  let steps = 0;
  if (codes.length > MOST_CODES) { return false; }
  const accepting = codes.map((code) => sets.map((set) => set.some(([first, last]) => first <= code && code <= last)));
  const seen = new Set<string>();
  const open: number[][] = [follow.map((_, position) => (position === 0 ? 1 : 0))];
  for (let paths = open.pop(); paths; paths = open.pop()) {
    for (const accepts of accepting) {
      if (++steps > MOST_STEPS) { return false; }
      const next = follow.map(() => 0);
      let total = 0;
      paths.forEach((count, position) => {
        if (count === 0) { return; }
        for (const to of follow[position]) {
          if (accepts[to]) {
            next[to] += count;
            total += count;
          }
        }
      });
      if (total > MOST_PATHS) { return false; }
      const key = next.join();
      if (total > 0 && !seen.has(key)) {
        seen.add(key);
        open.push(next);
      }
    }
  }
  return true;
}

/** One character for each group of characters that no set tells apart. */
function alphabet(sets: Positions['sets']): number[] {
  const starts = sets.flatMap((set) => set.flatMap(([first, last]) => [first, last + 1]));
  return [...new Set(starts)].filter((code) => code <= LAST_CODE_POINT);
}
