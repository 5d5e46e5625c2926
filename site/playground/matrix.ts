/** The table of a network report, which is Markdown, as rows. */

export interface Matrix {
  readonly head: readonly string[];
  readonly rows: ReadonlyArray<readonly string[]>;
}

/** @returns nothing when the report has no table */
export function matrixOf(markdown: string): Matrix | undefined {
  const lines = markdown.split('\n').filter((line) => line.startsWith('|'));
  if (lines.length < 3) { return undefined; }
  const [head, , ...rows] = lines.map(cellsOf);
  return { head, rows };
}

function cellsOf(line: string): string[] {
  return line
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replace(/\\\|/g, '|').replace(/`/g, ''));
}
