/** `node:os` in a browser. */

export const EOL = '\n';
export const hostname = (): string => 'browser';
export const tmpdir = (): string => '/tmp';
/** All processors that browsers run on. */
export const endianness = (): string => 'LE';
