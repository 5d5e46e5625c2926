/** `node:util` in a browser: what the library uses of it. */
import { parseArgs } from '@pkgjs/parseargs';
import isDeepStrictEqual from 'fast-deep-equal';

export { isDeepStrictEqual, parseArgs };

/** Text without a style: the page has its own. */
export const styleText = (_style: unknown, text: string): string => text;
