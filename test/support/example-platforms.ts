import type { Example } from './examples';

/** The objects of the folder of a chart: cdk8s numbers it, and adds a hash to an id that is not at the top. */
export function inFolder({ files, objects }: Example, chart: string): any[] {
  return Object.keys(files)
    .filter((file) => new RegExp(`^(\\d+-)?${chart}(-[0-9a-f]{8})?/`).test(file))
    .flatMap((file) => objects(file));
}
