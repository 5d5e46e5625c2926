import { Scanner } from './scanner';
import { YamlToken, TokenType } from './token';
import { DocumentError } from '../error';

/** The tokens of a document, one after the other. */
export class TokenReader {
  private readonly scanner: Scanner;

  constructor(private readonly text: string) {
    this.scanner = new Scanner(text);
  }

  protected peek(): YamlToken {
    return this.scanner.peek();
  }

  protected take(): YamlToken {
    return this.scanner.take();
  }

  /** Whether the next token is of one of up to four types. */
  protected is(first: TokenType, second?: TokenType, third?: TokenType, fourth?: TokenType): boolean {
    const { type } = this.scanner.peek();
    return type === first || type === second || type === third || type === fourth;
  }

  /** Takes a token of a type. */
  protected expect(type: TokenType, expected: string): void {
    if (!this.is(type)) { throw this.unexpected(expected); }
    this.take();
  }

  protected unexpected(expected: string): DocumentError {
    const { type, at } = this.peek();
    if (type === 'directive') {
      return new DocumentError('kubectl reads no directives; remove the line that begins with %', at);
    }
    const char = this.text[at];
    const found = type === 'end' || char === undefined || char === '\n' ? 'the end' : `'${char}'`;
    return new DocumentError(`expected ${expected}, found ${found}`, at);
  }
}
