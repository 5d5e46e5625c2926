/** `test/languages/SHA256SUMS`: the files that the apps write, in the form of sha256sum. */
import { readFileSync, writeFileSync } from 'node:fs';
import { Outcome } from './outcomes';
import { App, sourcesOf } from './toolchain';

const SUMS = sourcesOf('SHA256SUMS');

/** The recorded sums, by app and file. */
export function readSums(): Map<App, Map<string, string>> {
  const sums = new Map<App, Map<string, string>>();
  for (const [, sum, app, name] of readFileSync(SUMS, 'utf8').matchAll(/^(\w+) {2}([^/]+)\/(.+)$/gm)) {
    const ofApp = sums.get(app as App) ?? new Map<string, string>();
    sums.set(app as App, ofApp.set(name, sum));
  }
  return sums;
}

export function writeSums(outcomes: ReadonlyMap<App, Outcome>): void {
  const lines = [...outcomes].flatMap(([app, { files }]) =>
    [...files].map(([name, sum]) => `${sum}  ${app}/${name}\n`));
  writeFileSync(SUMS, lines.join(''));
}
