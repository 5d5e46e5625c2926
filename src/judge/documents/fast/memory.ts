/**
 * What was read before, by where in a document it stood. The documents of a fleet are alike: most fields say what they
 * said in the document before. Comparing is faster than reading, and what is the same text is the same object then, which
 * need be judged once.
 */
import { markRepeated } from '../../schema';

/** Longer texts are not compared. */
const LONGEST = 8 * 1024;
/** After so many texts that were new, every so manieth is compared. */
const PATIENCE = 8;
/** So many places are remembered, and fields of one. */
const MOST_SITES = 10_000;
const MOST_FIELDS = 64;
/** Items behind the last of these are compared with one another. */
const MOST_ITEMS = 8;
/** Parts of texts keep them in memory: after so many UTF-16 units all is forgotten. */
const SPAN = 64 * 1024 * 1024;

const DASH = Uint16Array.of(0x2d);
const NOTHING = new Uint16Array();

/** The places in documents. */
export class Memory {
  private top = new Site(NOTHING);
  private sites = 0;
  private read = 0;

  /** That of a whole document. */
  root(text: string): Site {
    this.read += text.length;
    if (this.read > SPAN || this.sites > MOST_SITES) {
      this.top = new Site(NOTHING);
      this.sites = 0;
      this.read = text.length;
    }
    return this.top;
  }

  /**
   * The place of a field.
   *
   * @param label the field's name as it is written, and its colon
   * @param codes the same as codes
   * @param keyOf reads it
   */
  field(parent: Site | undefined, label: string, codes: Uint16Array, keyOf: (label: string) => string): Site {
    const fields = parent && (parent.fields ??= new Map());
    const known = fields?.get(label);
    if (known) { return known; }
    const site = new Site(codes, keyOf(label));
    if (fields && fields.size < MOST_FIELDS && this.hasRoom()) { fields.set(label, site); }
    return site;
  }

  /** The place of an item. */
  item(parent: Site | undefined, index: number): Site {
    const items = parent && (parent.items ??= []);
    if (items && items.length > 0 && (index < items.length || items.length === MOST_ITEMS)) { return items[Math.min(index, items.length - 1)]; }
    const site = new Site(DASH);
    if (items && this.hasRoom()) { items.push(site); }
    return site;
  }

  private hasRoom(): boolean {
    return ++this.sites <= MOST_SITES;
  }
}

/** A field or an item. */
export class Site {
  fields?: Map<string, Site> = undefined;
  items?: Site[] = undefined;
  /** The field that came first in it last time. */
  first?: Site = undefined;
  /** The field that came behind it last time. */
  next?: Site = undefined;

  private text: string | undefined = undefined;
  private indent = -1;
  private value: unknown = undefined;
  private isMarked = false;
  /** How often the text was another, since it was the same. */
  private misses = 0;

  /**
   * @param label the codes of what it begins with: a name and a colon, or a dash
   * @param key the name of the field as it is read
   */
  constructor(readonly label: Uint16Array, readonly key = '') {}

  /** Where the remembered text ends in another, if that has it at an offset; else -1. */
  match(text: string, at: number, indent: number): number {
    if (this.text === undefined || this.indent !== indent || !this.isPatient()) { return -1; }
    const to = at + this.text.length;
    // Compared as a whole, and not one character after the other, as the compiler has startsWith do.
    return text.slice(at, to) === this.text ? to : -1;
  }

  /** What was read from the text that matched. */
  recall(): unknown {
    this.misses = 0;
    if (!this.isMarked) {
      this.isMarked = true;
      if (typeof this.value === 'object' && this.value !== null) { markRepeated(this.value); }
    }
    return this.value;
  }

  /** Remembers what was read between two offsets. */
  keep(text: string, from: number, to: number, indent: number, value: unknown): void {
    if (this.isPatient() && to - from <= LONGEST) {
      this.text = text.slice(from, to);
      this.indent = indent;
      this.value = value;
      this.isMarked = false;
    }
    this.misses += 1;
  }

  private isPatient(): boolean {
    return this.misses < PATIENCE || this.misses % PATIENCE === 0;
  }
}
