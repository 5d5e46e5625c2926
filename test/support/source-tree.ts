/** What the sources are to each other, read off their text: what they import, type-only imports included. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import * as ts from 'typescript';

const SRC = join(__dirname, '../../src');

/** All sources by path below `src/`, with their text. */
export function sources(): Map<string, string> {
  const names = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).sort();
  return new Map(names.map((name) => [name, readFileSync(join(SRC, name), 'utf8')]));
}

/** The room of a source; empty for those that stand in `src/` itself. */
export function roomOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : '';
}

/** By source, the sources that it imports, requires or takes types of. */
export function importsOf(texts: ReadonlyMap<string, string>): Map<string, string[]> {
  return new Map(
    [...texts].map(([path, text]) => [
      path,
      [...new Set(specifiers(text).flatMap((name) => resolved(path, name, texts)))],
    ]),
  );
}

/** Groups of nodes that lead to each other, with more than one node. */
export function circles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const reaches = (from: string): Set<string> => {
    const reached = new Set<string>();
    const open = [...graph.get(from) ?? []];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (reached.has(next)) { continue; }
      reached.add(next);
      open.push(...graph.get(next) ?? []);
    }
    return reached;
  };
  const reached = new Map([...graph.keys()].map((node) => [node, reaches(node)]));
  const groups = new Map<string, string[]>();
  for (const [node, all] of reached) {
    if (!all.has(node)) { continue; }
    const group = [node, ...all]
      .filter((each, index, list) => list.indexOf(each) === index && reached.get(each)!.has(node))
      .sort();
    groups.set(group.join(' '), group);
  }
  return [...groups.values()];
}

function specifiers(text: string): string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

function resolved(from: string, specifier: string, texts: ReadonlyMap<string, string>): string[] {
  if (!specifier.startsWith('.')) { return []; }
  const path = normalize(join(dirname(from), specifier));
  return [`${path}.ts`, join(path, 'index.ts')].filter((each) => texts.has(each)).slice(0, 1);
}
