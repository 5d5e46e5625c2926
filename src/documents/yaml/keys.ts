import { Cursor } from './cursor';
import { DocumentError } from '../error';

/** A token that is a key if a colon follows. */
export interface PossibleKey {
  readonly at: number;
  readonly line: number;
  readonly column: number;
  /** Number of the token, counted from the first. */
  readonly token: number;
  /** Whether nothing but a key can stand there. */
  readonly isRequired: boolean;
}

/** A pair of brackets, or the block around all of them. */
interface Level {
  key?: PossibleKey;
  /** Number of the last token that was noted as a possible key, else of the bracket. */
  token: number;
}

/** Longest key without a question mark, in characters. */
const LONGEST_KEY = 1024;

/** The tokens that may turn out to be keys: the last one between each pair of brackets. */
export class Keys {
  private readonly levels: Level[] = [{ token: 0 }];
  /** Tokens of which it is not known yet whether they are keys, with their levels. */
  private readonly held = new Map<number, Level>();

  constructor(private readonly cursor: Cursor) {}

  /** Whether a bracket is open. */
  get isInFlow(): boolean {
    return this.levels.length > 1;
  }

  private get level(): Level {
    return this.levels[this.levels.length - 1];
  }

  /** Whether a token may still turn out to be a key. */
  isHeld(token: number): boolean {
    const level = this.held.get(token);
    return level !== undefined && this.isPossible(level);
  }

  /** Notes that the token that begins here may be a key. */
  note(token: number, isRequired: boolean): void {
    this.drop();
    const { level, cursor: { at, line, column } } = this;
    level.token = token;
    level.key = { at, line, column, token, isRequired };
    this.held.set(token, level);
  }

  /** The possible key becomes one: a colon follows. */
  take(): PossibleKey | undefined {
    const { level } = this;
    const key = this.isPossible(level) ? level.key : undefined;
    if (key) {
      this.held.delete(key.token);
      level.key = undefined;
    }
    return key;
  }

  /** The possible key is none: something else than a colon follows. */
  drop(): void {
    const { level } = this;
    const { key } = level;
    if (!key) { return; }
    if (key.isRequired) { throw this.notKey(key); }
    this.held.delete(key.token);
    level.key = undefined;
  }

  /** A bracket opens, which is a token. */
  open(token: number): void {
    this.levels.push({ token });
  }

  close(): void {
    // kubectl's library gives a bracket with nothing but brackets in it at once, and so takes it for no key.
    if (this.isInFlow) { this.held.delete(this.levels.pop()!.token); }
  }

  /** A key ends with its line, and after some characters. */
  private isPossible(level: Level): boolean {
    const { key } = level;
    if (!key) { return false; }
    if (key.line === this.cursor.line && this.isNear(key.at)) { return true; }
    if (key.isRequired) { throw this.notKey(key); }
    level.key = undefined;
    return false;
  }

  private isNear(from: number): boolean {
    const { at, text } = this.cursor;
    const units = at - from;
    if (units <= LONGEST_KEY) { return true; }
    return units <= 2 * LONGEST_KEY && [...text.slice(from, at)].length <= LONGEST_KEY;
  }

  private notKey({ at, line }: PossibleKey): DocumentError {
    const isLong = line === this.cursor.line;
    const problem = isLong ? `a key is longer than ${LONGEST_KEY} characters` : "a key has no ': ' behind it";
    return this.cursor.error(problem, at);
  }
}
