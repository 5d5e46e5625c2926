import { Yaml } from 'cdk8s';
import { canonical } from '../api/canonical-json';
import { Asset } from '../release/assets';

/** Documents that were printed already, by their JSON: assets of a release share most of theirs, and printing is slow. */
export type Printed = Map<string, string>;

/** A manifest as text, in the bytes that cdk8s prints for the same objects, below a comment with its note. */
export function manifestText({ note, objects }: Pick<Asset, 'note' | 'objects'>, printed: Printed = new Map()): string {
  const documents = objects.map((object) => {
    const { apiVersion, kind, metadata, ...rest } = canonical(object) as Record<string, unknown>;
    return documentText({ apiVersion, kind, metadata, ...rest }, printed);
  });
  return (note ? `# ${note}\n` : '') + documents.join('---\n');
}

function documentText(document: object, printed: Printed): string {
  const key = JSON.stringify(document);
  let text = printed.get(key);
  if (text === undefined) { printed.set(key, text = Yaml.stringify(document)); }
  return text;
}

/** Rows as a table with aligned columns. */
export function table(rows: readonly string[][]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd() + '\n').join('');
}
