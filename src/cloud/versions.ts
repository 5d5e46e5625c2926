import { shown } from '../checks/forms';

/** Something that a cloud has from a version on. */
export interface CloudFeature {
  /** In the words of messages. */
  readonly what: string;
  readonly since: string;
  readonly source: string;
}

/** @throws when the version has not the form; `example` is one that has */
export function checkVersion(cloud: string, version: unknown, form: RegExp, example: string): void {
  if (typeof version !== 'string' || !form.test(version)) {
    throw new Error(`'version' of ${cloud} is ${shown(version)}; give, for example, '${example}'`);
  }
}

/** @throws when a version lacks the feature, or is told too roughly to know */
export function checkFeature(cloud: string, version: string, { what, since, source }: CloudFeature): void {
  const has = isAtLeast(version, since);
  if (has === undefined) {
    throw new Error(
      `'version' is '${version}', and ${what} needs ${since} or newer; give the whole version of the cluster`,
    );
  }
  if (!has) { throw new Error(`${cloud} ${version} has no ${what}, which needs ${since} or newer: ${source}`); }
}

/** Whether a version is another one or newer; undefined where it is told too roughly to know. */
export function isAtLeast(version: string, since: string): boolean | undefined {
  const [own, least] = [partsOf(version), partsOf(since)];
  for (const [index, wanted] of least.entries()) {
    if (own[index] === undefined) { return least.slice(index).every((part) => part === 0) ? true : undefined; }
    if (own[index] !== wanted) { return own[index] > wanted; }
  }
  return true;
}

/** The minor of a version, such as `1.36`. */
export function minorOf(version: string): string {
  return partsOf(version).slice(0, 2).join('.');
}

function partsOf(version: string): number[] {
  return version.split(/[^0-9]+/).map(Number);
}
