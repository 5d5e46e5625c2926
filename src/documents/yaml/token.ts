export type TokenType =
  | 'document start'
  | 'document end'
  | 'directive'
  | 'end'
  /** A block sequence or mapping begins: not a character, but the first item or key on a level of indentation. */
  | 'sequence'
  | 'mapping'
  | 'block end'
  | '['
  | ']'
  | '{'
  | '}'
  | ','
  /** The dash of an item. */
  | '-'
  /** A key follows. */
  | '?'
  | ':'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

export interface YamlToken {
  readonly type: TokenType;
  /** Offset of its first character. */
  readonly at: number;
  /** The text of a scalar, the name of an anchor or alias, or a tag. */
  readonly value: string;
  /** Whether a scalar is not quoted and not a block. */
  readonly isPlain: boolean;
}

export function token(type: TokenType, at: number, value = '', isPlain = false): YamlToken {
  return { type, at, value, isPlain };
}
