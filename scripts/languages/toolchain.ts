/** The apps that are written in each language, and what is needed to run them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './library';
import { Ended } from './processes';

/** The sources are in `test/languages/<language>/`; the quickstart is the code of the language's page. */
export const APPS = ['quickstart', 'tenant', 'thousand', 'refused-value', 'refused-app'] as const;
export type App = (typeof APPS)[number];

/** A program and its arguments. */
export type Command = readonly [program: string, ...args: string[]];

/** An app of `examples/`, and its translations. */
export interface TranslatedApp {
  readonly name: string;
  readonly typescript: string;
  readonly python: string;
  readonly java: string;
}

/** A language, on this machine. */
export interface Toolchain {
  /** Its name, which its page and the directory of its sources have too. */
  readonly name: string;

  /** What the machine lacks, or undefined. */
  missing(): Promise<string | undefined>;

  /**
   * Gets from registries what the packages need.
   *
   * @throws when a registry is out of reach
   */
  fetch(work: string): Promise<void>;

  /**
   * Makes the packages and compiles the apps, translated ones included.
   *
   * @throws with what the compiler says
   */
  build(work: string, examples: readonly TranslatedApp[]): Promise<void>;

  /** How an app is run. */
  command(work: string, app: App): Command;

  /** How a translated app is run; undefined if translations are no programs. */
  exampleCommand?(work: string, name: string): Command;

  /** Runs the unit tests that use `Manifests`, by the runner of the language. */
  unitTests(work: string): Promise<Ended>;
}

/** Where the sources of a language are. */
export const sourcesOf = (language: string) => join(ROOT, 'test/languages', language);

/** The code of the first block of a language in its page. */
export function codeOfPage(page: string, language: string): string {
  const text = readFileSync(join(ROOT, 'docs', page), 'utf8');
  const block = new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'm').exec(text);
  if (!block) { throw new Error(`docs/${page} has no block of ${language}`); }
  return block[1];
}

/** The name in capitals: `RefusedValue` of `refused-value`. */
export const className = (app: string) =>
  app.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
