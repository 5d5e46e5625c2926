import { OutputFile } from './output-files';

/** Length of text to keep as text: a string made of many pieces takes many times its length. */
const PIECE = 64 * 1024;

/** Line between the documents of a file. */
const SEPARATOR = '---\n';

/** The documents of a file before it is written, as bytes. */
export class Text {
  private readonly pieces: Buffer[] = [];
  private pending = '';
  private isEmpty = true;

  add(document: string): void {
    this.pending += this.isEmpty ? document : SEPARATOR + document;
    this.isEmpty = false;
    if (this.pending.length >= PIECE) { this.pack(); }
  }

  /** Writes all documents to a file and ends it. */
  writeTo(file: OutputFile): void {
    this.pack();
    for (const piece of this.pieces) { file.write(piece); }
    file.end();
  }

  toString(): string {
    this.pack();
    return Buffer.concat(this.pieces).toString();
  }

  /** Turns the text into bytes. A file that is complete is packed, as nothing is added to it. */
  pack(): void {
    if (this.pending === '') { return; }
    this.pieces.push(Buffer.from(this.pending));
    this.pending = '';
  }
}
