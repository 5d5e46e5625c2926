/** An object by its kind, namespace and name; the namespace may be absent. */
export function keyOf(kind: string, namespace: unknown, name: unknown): string {
  return `${kind} ${typeof namespace === 'string' ? namespace : ''} ${String(name)}`;
}

/** Of objects of one key in several files the one that a file means: its own, else the only one there is. */
export function meant<T extends { readonly file: string }>(file: string, all: readonly T[] = []): T | undefined {
  return all.find((each) => each.file === file) ?? (all.length === 1 ? all[0] : undefined);
}
