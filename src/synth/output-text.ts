import { closeSync, openSync, writeSync } from 'node:fs';

/** So much text is kept as text at a time: what was put together from many pieces takes many times its length. */
const PIECE = 64 * 1024;

/** What separates documents of a file. */
const SEPARATOR = '---\n';

/** Documents of a file to be, as bytes. */
export class Text {
  private readonly pieces: Buffer[] = [];
  private pending = '';
  private isEmpty = true;

  add(document: string): void {
    this.pending += this.isEmpty ? document : SEPARATOR + document;
    this.isEmpty = false;
    if (this.pending.length >= PIECE) { this.pack(); }
  }

  write(path: string): void {
    this.pack();
    const file = openSync(path, 'w');
    try {
      for (const piece of this.pieces) {
        for (let offset = 0; offset < piece.length;) { offset += writeSync(file, piece, offset); }
      }
    } finally {
      closeSync(file);
    }
  }

  toString(): string {
    this.pack();
    return Buffer.concat(this.pieces).toString();
  }

  /** Keeps what was added as bytes: no more is expected soon. */
  pack(): void {
    if (this.pending === '') { return; }
    this.pieces.push(Buffer.from(this.pending));
    this.pending = '';
  }
}
