import { DocumentError } from './error';
import { MAX_DEPTH, MAX_PLACES } from './limits';
import { Place, TooManyPlaces } from './positions';
import { small } from './scalars';

/** A value of a text of JSON values, one after the other. */
export interface ParsedJson {
  readonly value: unknown;
  /** Where it and all in it begins, if that was asked for. */
  readonly place?: Place;
}

/**
 * Reads JSON values that follow one another, as `kubectl` does. Unlike `JSON.parse` it refuses a member that stands twice,
 * of which the API server says the same, keeps integers of 64 bits, and knows where things are.
 *
 * @throws DocumentError when it is no JSON
 */
export function readJson(text: string, { places = false } = {}): ParsedJson[] {
  const reader = new JsonReader(text, places);
  const values: ParsedJson[] = [];
  while (!reader.isAtEnd()) { values.push(reader.read()); }
  return values;
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;
const LITERALS: readonly [string, unknown][] = [['true', true], ['false', false], ['null', null]];

class JsonReader {
  private at = 0;
  private depth = 0;
  private place?: Place;
  private count = 0;

  constructor(private readonly text: string, private readonly places: boolean) {}

  isAtEnd(): boolean {
    this.skip();
    return this.at >= this.text.length;
  }

  read(): ParsedJson {
    const value = this.value();
    return { value, place: this.place };
  }

  private value(): unknown {
    this.skip();
    const start = this.at;
    if (this.places) {
      if (++this.count > MAX_PLACES) { throw new TooManyPlaces(); }
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
    for (let isFirst = true; !this.closes('}', isFirst); isFirst = false) {
      this.skip();
      const keyAt = this.at;
      if (this.text[keyAt] !== '"') { throw this.unexpected('the name of a member in double quotes'); }
      const key = this.string();
      if (Object.hasOwn(object, key)) { throw new DocumentError(`the key ${JSON.stringify(key)} stands twice`, keyAt); }
      this.skip();
      if (this.text[this.at] !== ':') { throw this.unexpected("':'"); }
      this.at += 1;
      setMember(object, key, this.value());
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
      list.push(this.value());
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
      return JSON.parse(this.text.slice(start, end + 1)) as string;
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
    NUMBER.lastIndex = this.at;
    const match = NUMBER.exec(this.text);
    if (!match) { throw this.unexpected('a value'); }
    this.at += match[0].length;
    const value = Number(match[0]);
    const isInteger = match[1] === undefined && match[2] === undefined;
    return isInteger && !Number.isSafeInteger(value) && match[0].length <= 20 ? small(BigInt(match[0])) : value;
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
    return new DocumentError(`expected ${expected}, found ${found === undefined ? 'the end' : JSON.stringify(found)}`, this.at);
  }
}

/** Sets an own member, whatever its name. */
function setMember(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    object[key] = value;
  }
}
