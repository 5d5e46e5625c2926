/** `node:tty` in a browser: nothing is a terminal. */

export class WriteStream {
  getColorDepth(): number {
    return 1;
  }
}
