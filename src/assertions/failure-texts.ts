import type { AppObject } from './app-content';
import { nearest } from '../checks/nearest';

/** The error of a kind that no object has: which kinds there are. */
export function noneOf(kind: string, objects: readonly AppObject[]): string {
  const counts = new Map<string, number>();
  for (const { value } of objects) { counts.set(value.kind, (counts.get(value.kind) ?? 0) + 1); }
  const kinds = [...counts].map(([each, count]) => `${each} (${count})`).sort();
  const near = nearest(kind, counts.keys());
  const rest = kinds.length > 0 ? `only ${kinds.join(', ')}` : 'and no object at all';
  return `there is no object of kind ${kind}, ${rest}${near ? `; did you mean '${near}'?` : ''}`;
}

export function titlesOf(objects: readonly AppObject[]): string {
  return objects.map(({ title }) => title).join(', ');
}

/** How many texts there are, and each on a line of its own. */
export function listOf(texts: readonly string[]): string {
  return texts.length === 0 ? 'none' : `${texts.length}:${texts.map((text) => `\n  ${text}`).join('')}`;
}
