import { Chart, Names } from 'cdk8s';

/** Name of the file or folder of a chart; numbered where charts depend on others. */
export function chartName(chart: Chart, index: number, isNumbered: boolean): string {
  const name = Names.toDnsLabel(chart);
  return isNumbered ? `${String(index).padStart(4, '0')}-${name}` : name;
}

/**
 * Names of the files of objects, in their order: kind and name, as in cdk8s. Where objects of several namespaces would
 * have one file, of which cdk8s keeps the last, the namespace follows.
 */
export function objectNames(objects: readonly Named[]): string[] {
  const namespaces = new Map<string, unknown>();
  const ambiguous = new Set<string>();
  const names = objects.map(({ kind, metadata: { name, namespace } }) => {
    const short = clean(`${kind}.${name}`);
    if (namespaces.has(short) && namespaces.get(short) !== namespace) { ambiguous.add(short); }
    namespaces.set(short, namespace);
    return short;
  });
  return names.map((name, index) => {
    const { namespace } = objects[index].metadata;
    return ambiguous.has(name) && namespace !== undefined ? clean(`${name}.${namespace}`) : name;
  });
}

function clean(name: string): string {
  return name.replace(/[^0-9a-zA-Z-_.]/g, '');
}

/** An object, or its JSON. */
export interface Named {
  readonly kind: unknown;
  readonly metadata: { readonly name?: unknown; readonly namespace?: unknown };
}
