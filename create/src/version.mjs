// @ts-check
import { readFileSync } from 'node:fs';

/** The version of this package, which is that of the library: they are released together. */
export const VERSION = /** @type {{ version: string }} */ (
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
).version;
