import { Yaml } from 'cdk8s';
import { canonical } from '../api/canonical-json';
import { Asset } from '../release/assets';

/** A manifest as text, in the bytes that cdk8s prints for the same objects, below a comment with its note. */
export function manifestText({ note, objects }: Pick<Asset, 'note' | 'objects'>): string {
  const documents = objects.map((object) => {
    const { apiVersion, kind, metadata, ...rest } = canonical(object) as Record<string, unknown>;
    return { apiVersion, kind, metadata, ...rest };
  });
  return (note ? `# ${note}\n` : '') + Yaml.stringify(...documents);
}

/** Rows as a table with aligned columns. */
export function table(rows: readonly string[][]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd() + '\n').join('');
}
