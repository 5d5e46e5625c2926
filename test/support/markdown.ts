import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A block of TypeScript in a page; `nofixture` is for jsii-rosetta, which compiles the blocks of README.md. */
export interface CodeBlock {
  readonly page: string;
  /** Number of the first line in the page, from 1. */
  readonly line: number;
  readonly lines: readonly string[];
}

/** The blocks of TypeScript in a page, whose path is that from the root of the repository. */
export function codeBlocksOf(page: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let start: number | undefined;
  const lines = textOf(page).split('\n');
  lines.forEach((line, index) => {
    if (start === undefined) {
      if (/^\s*```ts(?: nofixture)?$/.test(line)) { start = index + 1; }
    } else if (/^\s*```$/.test(line)) {
      blocks.push({ page, line: start + 1, lines: lines.slice(start, index) });
      start = undefined;
    }
  });
  return blocks;
}

/** All TypeScript of a page. */
export function codeOf(page: string): string {
  return codeBlocksOf(page).flatMap(({ lines }) => lines).join('\n');
}

/** The rows of the tables of a page, cell by cell, without their heads. */
export function rowsOf(page: string): string[][] {
  const rows = textOf(page)
    .split('\n')
    .map((line) =>
      line.startsWith('|')
        ? line
          .slice(1, line.lastIndexOf('|'))
          .split('|')
          .map((cell) => cell.trim())
        : undefined,
    );
  const isRule = (row?: string[]) => row?.every((cell) => /^:?-+:?$/.test(cell));
  return rows.filter((row, index): row is string[] => row !== undefined && !isRule(row) && !isRule(rows[index + 1]));
}

function textOf(page: string): string {
  return readFileSync(join(__dirname, '../..', page), 'utf8');
}
