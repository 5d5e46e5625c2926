/** The editions of cdk8s-plus that the library has a package for (docs/adr/0021). */
import { cdk } from 'projen';

/** The edition of the package `cdk8s-agent-sandbox`, which the sources name. */
export const DEFAULT_EDITION = { plus: 'cdk8s-plus-28', range: '^2.5.6' };

/** The others: each has a package of its own, made of the same sources. */
export const OTHER_EDITIONS = [
  { plus: 'cdk8s-plus-33', range: '^2.5.57' },
  { plus: 'cdk8s-plus-34', range: '^2.0.54' },
];

/** The task that makes the packages of the other editions; it reads them, and their ranges, from `package.json`. */
export function packagePlus(project: cdk.JsiiProject, ts: string): void {
  project.addTask('package-plus', {
    description: 'Make the packages for other editions of cdk8s-plus, such as cdk8s-agent-sandbox-33',
    receiveArgs: true,
  }).exec(`${ts} scripts/package-plus.ts`, { receiveArgs: true });
}
