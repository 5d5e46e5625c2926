/** Width of the narrowest common terminal. */
export const WIDTH = 80;

/** A text wrapped to a width; all lines but the first are indented. */
export function wrap(
  text: string,
  { indent = '', first = indent, width = WIDTH }: { indent?: string; first?: string; width?: number } = {},
): string {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line].map((each) => `${each.trimEnd()}\n`).join('');
}

/** Names and descriptions in two columns, the second wrapped. */
export function definitions(rows: ReadonlyArray<readonly [name: string, text: string]>, indent = ''): string {
  const column = Math.min(Math.max(...rows.map(([name]) => name.length)), 34);
  const rest = indent + ' '.repeat(column + 2);
  return rows.map(([name, text]) => (name.length > column && text
    ? `${indent}${name}\n${wrap(text, { indent: rest })}`
    : wrap(text, { first: `${indent}${name.padEnd(column)}  `, indent: rest }))).join('');
}

/** Markdown of the pages of this package as text: marks removed, code indented, paragraphs wrapped. */
export function plainText(markdown: string): string {
  const parts = markdown
    .trim()
    .split(/^(```[\s\S]*?^```)$/m)
    .map((part) =>
      part.startsWith('```')
        ? part
          .split('\n')
          .slice(1, -1)
          .map((line) => (line ? `    ${line}\n` : '\n'))
          .join('')
        : proseText(part),
    );
  return parts.filter(Boolean).join('\n');
}

function proseText(markdown: string): string {
  return markdown.trim().split(/\n{2,}/).filter(Boolean).map(blockText).join('\n');
}

function blockText(block: string): string {
  const title = /^#+ (.*)$/.exec(block);
  if (title) { return `${title[1]}\n${'='.repeat(title[1].length)}\n`; }
  if (/^ {4}/.test(block)) { return `${block}\n`; }
  return block.split(/\n(?=- |\d+\. )/).map((item) => {
    const mark = /^(- |\d+\. )/.exec(item)?.[0] ?? '';
    return wrap(inline(item.slice(mark.length)), { first: mark, indent: ' '.repeat(mark.length) });
  }).join('');
}

/** Marks of code stay: they show literal text. */
function inline(markdown: string): string {
  return markdown.replace(/\*\*(.*?)\*\*/g, '$1').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
}
