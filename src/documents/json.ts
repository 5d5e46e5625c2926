import { DuplicateKey } from './duplicate-key';
import { DocumentError, RefusedValue } from './error';
import { MAX_DEPTH, MAX_DUPLICATES, MAX_MEMBERS, MAX_PLACES, MAX_VALUES, TOO_MANY_MEMBERS } from './limits';
import { setMember } from './members';
import { MAX_INT64, small } from './plain-value';
import { Place, TooManyPlaces } from './positions';
import type { PathSegment } from '../kubernetes/json-path';

/** A value of a text of JSON values, one after the other. */
export interface ParsedJson {
  readonly value: unknown;
  /** Offset behind it. */
  readonly end: number;
  readonly hasDuplicates: boolean;
  /** Where the value and all in it begins, if that was asked for. */
  readonly place?: Place;
  /** The keys that stand twice, if places were asked for. */
  readonly duplicates: readonly DuplicateKey[];
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;
/** Half of a pair of surrogates. */
const HALF = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const LITERALS: readonly [string, unknown][] = [['true', true], ['false', false], ['null', null]];

/**
 * Reads JSON values that follow one another, as `kubectl` does. Unlike `JSON.parse` it keeps integers of 64 bits, and
 * knows where things are and which members stand twice.
 */
export class JsonReader {
  private readonly path: PathSegment[] = [];
  private duplicates: DuplicateKey[] = [];
  private hasDuplicates = false;
  private depth = 0;
  private place?: Place;
  private refused?: RefusedValue;
  private count = 0;

  /** @param at offset to begin at */
  constructor(private readonly text: string, private readonly places = false, private at = 0) {}

  isAtEnd(): boolean {
    this.skip();
    return this.at >= this.text.length;
  }

  /** @throws DocumentError when it is not JSON */
  read(): ParsedJson {
    this.duplicates = [];
    this.hasDuplicates = false;
    const value = this.value();
    if (this.refused) { throw this.refused; }
    const { at: end, hasDuplicates, duplicates, place } = this;
    return { value, end, hasDuplicates, duplicates, place };
  }

  private value(): unknown {
    this.skip();
    const start = this.at;
    if (++this.count > MAX_VALUES) {
      throw new RefusedValue(`a document has more than ${MAX_VALUES.toLocaleString('en')} values`, start);
    }
    if (this.places) {
      if (this.count > MAX_PLACES) { throw new TooManyPlaces(); }
      this.place = { at: start };
    }
    switch (this.text[start]) {
      case '{': return this.nested(() => this.object(start));
      case '[': return this.nested(() => this.list(start));
      case '"': return this.string();
      default: return this.literal();
    }
  }

  private nested<T>(read: () => T): T {
    if (++this.depth > MAX_DEPTH) { throw new DocumentError(`nests deeper than ${MAX_DEPTH} levels`, this.at); }
    const value = read();
    this.depth -= 1;
    return value;
  }

  private object(start: number): object {
    const object: Record<string, unknown> = {};
    const members = this.places ? new Map<string, Place>() : undefined;
    this.at += 1;
    let count = 0;
    for (let isFirst = true; !this.closes('}', isFirst); isFirst = false) {
      this.skip();
      const keyAt = this.at;
      if (this.text[keyAt] !== '"') { throw this.unexpected('the name of a member in double quotes'); }
      const key = this.string();
      if (Object.hasOwn(object, key)) {
        this.hasDuplicates = true;
        const first = members?.get(key)?.at;
        if (first !== undefined && this.duplicates.length < MAX_DUPLICATES) {
          this.duplicates.push({ key, path: [...this.path, key], at: keyAt, first });
        }
      } else if (++count > MAX_MEMBERS) {
        throw new RefusedValue(TOO_MANY_MEMBERS, keyAt);
      }
      this.skip();
      if (this.text[this.at] !== ':') { throw this.unexpected("':'"); }
      this.at += 1;
      this.path.push(key);
      setMember(object, key, this.value());
      this.path.pop();
      members?.set(key, { ...this.place, at: keyAt });
    }
    if (this.places) { this.place = { at: start, members }; }
    return object;
  }

  private list(start: number): unknown[] {
    const list: unknown[] = [];
    const items: Place[] = [];
    this.at += 1;
    for (let isFirst = true; !this.closes(']', isFirst); isFirst = false) {
      this.path.push(list.length);
      list.push(this.value());
      this.path.pop();
      if (this.places) { items.push(this.place!); }
    }
    if (this.places) { this.place = { at: start, items }; }
    return list;
  }

  /** Whether the collection ends here; if not, steps over the comma. */
  private closes(end: string, isFirst: boolean): boolean {
    this.skip();
    if (this.text[this.at] === end) {
      this.at += 1;
      return true;
    }
    if (isFirst) { return false; }
    if (this.text[this.at] !== ',') { throw this.unexpected(`',' or '${end}'`); }
    this.at += 1;
    this.skip();
    if (this.text[this.at] === end) { throw this.unexpected('one more after the comma'); }
    return false;
  }

  private string(): string {
    const start = this.at;
    let end = start;
    let isEscaped = false;
    do {
      end = this.text.indexOf('"', end + 1);
      if (end < 0) { throw new DocumentError('a text in double quotes does not end', start); }
      let slashes = 0;
      while (this.text[end - 1 - slashes] === '\\') { slashes += 1; }
      isEscaped = slashes % 2 === 1;
    } while (isEscaped);
    this.at = end + 1;
    try {
      // Halves of pairs of surrogates become replacement characters, as in Go.
      return (JSON.parse(this.text.slice(start, end + 1)) as string).replace(HALF, '\ufffd');
    } catch {
      throw new DocumentError('a text in double quotes holds a line break or an escape that JSON does not know', start);
    }
  }

  private literal(): unknown {
    for (const [word, value] of LITERALS) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    }
    const start = this.at;
    NUMBER.lastIndex = start;
    const match = NUMBER.exec(this.text);
    if (!match) { throw this.unexpected('a value'); }
    this.at += match[0].length;
    const next = this.text[this.at];
    const isCutShort = (next === '.' && match[1] === undefined && match[2] === undefined)
      || ((next === 'e' || next === 'E') && match[2] === undefined);
    if (isCutShort) { throw this.unexpected('the rest of a number'); }
    const value = Number(match[0]);
    if (!Number.isFinite(value)) {
      this.refused ??= new RefusedValue(`the number ${match[0].slice(0, 30)} is too large`, start);
    }
    const isInteger = match[1] === undefined && match[2] === undefined;
    if (!isInteger || Number.isSafeInteger(value) || match[0].length > 20) { return value || 0; }
    const exact = BigInt(match[0]);
    // What 64 bits do not hold is a float.
    return exact > MAX_INT64 || exact < -MAX_INT64 - 1n ? value : small(exact);
  }

  private skip(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) { return; }
      this.at += 1;
    }
  }

  private unexpected(expected: string): DocumentError {
    const found = this.text[this.at];
    const shown = found === undefined ? 'the end' : JSON.stringify(found);
    return new DocumentError(`expected ${expected}, found ${shown}`, this.at);
  }
}
