/** Tables as `imports/` has them: one line an entry, everything sorted, so that a changed field is a changed line. */
export function print(
  head: Readonly<Record<string, unknown>>,
  tables: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): string {
  const parts = [
    ...Object.entries(head).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`),
    ...Object.entries(tables).map(([name, table]) => `  ${JSON.stringify(name)}: {\n${lines(table)}\n  }`),
  ];
  return `{\n${parts.join(',\n')}\n}\n`;
}

function lines(table: Readonly<Record<string, unknown>>): string {
  return Object.keys(table)
    .sort()
    .map((name) => `    ${JSON.stringify(name)}: ${JSON.stringify(sorted(table[name]))}`)
    .join(',\n');
}

function sorted(fields: unknown): unknown {
  return typeof fields === 'object'
    ? Object.fromEntries(Object.entries(fields!).sort(([a], [b]) => (a < b ? -1 : 1)))
    : fields;
}
