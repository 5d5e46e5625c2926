import { Chart, Names } from 'cdk8s';

/** Name of the file or folder of a chart; numbered where charts depend on others. */
export function chartName(chart: Chart, index: number, isNumbered: boolean): string {
  const name = Names.toDnsLabel(chart);
  return isNumbered ? `${String(index).padStart(4, '0')}-${name}` : name;
}

/** Name of the file of one object. */
export function objectName({ kind, metadata: { name } }: Named): string {
  return `${kind}.${name}`.replace(/[^0-9a-zA-Z-_.]/g, '');
}

/** An object, or its JSON. */
export interface Named {
  readonly kind: unknown;
  readonly metadata: { readonly name?: unknown };
}
