/**
 * Remembers the text and the value of each field and item, by its position in a document. The documents of a fleet are
 * alike: most fields have the text that they had in the document before. Comparing texts is faster than reading them.
 * Parts with the same text become the same object, so that users of the values can tell repeated parts by identity.
 */

/** Longer texts are not compared. */
const LONGEST = 8 * 1024;
/** After this number of mismatches, only one text of this number is compared. */
const PATIENCE = 8;
/** Number of remembered sites, and of fields of one site. */
const MOST_SITES = 10_000;
const MOST_FIELDS = 64;
/** Number of items of a list with a site of their own; further items share the last one. */
const MOST_ITEMS = 8;
/** Everything is dropped after this number of UTF-16 units, because a part of a text keeps the whole text in memory. */
const SPAN = 64 * 1024 * 1024;

const DASH = Uint16Array.of(0x2d);
const NOTHING = new Uint16Array();

/** The sites of documents. */
export class Memory {
  private top = new Site(NOTHING);
  private sites = 0;
  private read = 0;
  /** Number of values that the aliases of all texts stand for. */
  aliased = 0;

  /** @param onRepeat is given each object and list that the documents share, once. It must not change from then on */
  constructor(readonly onRepeat: (part: object) => void = () => {}) {}

  /** The site of a whole document. */
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
   * The site of a field.
   *
   * @param label the field's name as it is written, and its colon
   * @param codes the UTF-16 units of `label`
   * @param keyOf makes the name of a label
   */
  field(parent: Site | undefined, label: string, codes: Uint16Array, keyOf: (label: string) => string): Site {
    const fields = parent && (parent.fields ??= new Map());
    const known = fields?.get(label);
    if (known) { return known; }
    const site = new Site(codes, keyOf(label));
    if (fields && fields.size < MOST_FIELDS && this.hasRoom()) { fields.set(label, site); }
    return site;
  }

  /** The site of an item. */
  item(parent: Site | undefined, index: number): Site {
    const items = parent && (parent.items ??= []);
    if (items && items.length > 0 && (index < items.length || items.length === MOST_ITEMS)) {
      return items[Math.min(index, items.length - 1)];
    }
    const site = new Site(DASH);
    if (items && this.hasRoom()) { items.push(site); }
    return site;
  }

  private hasRoom(): boolean {
    return ++this.sites <= MOST_SITES;
  }
}

/** The position of a field or an item in documents. */
export class Site {
  fields?: Map<string, Site> = undefined;
  items?: Site[] = undefined;
  /** The first field in the document before. */
  first?: Site = undefined;
  /** The next field in the document before. */
  next?: Site = undefined;

  private text: string | undefined = undefined;
  private indent = -1;
  private value: unknown = undefined;
  private isRepeated = false;
  /** Number of mismatches since the last match. */
  private misses = 0;

  /**
   * @param label the UTF-16 units that it begins with: a name and a colon, or a dash
   * @param key the name of the field
   */
  constructor(readonly label: Uint16Array, readonly key = '') {}

  /** The end of the remembered text in another text that has it at an offset, or -1. */
  match(text: string, at: number, indent: number): number {
    if (this.text === undefined || this.indent !== indent || !this.isPatient()) { return -1; }
    const to = at + this.text.length;
    // Faster than startsWith, which V8 compiles to a comparison of single characters.
    return text.slice(at, to) === this.text ? to : -1;
  }

  /** The value of the text that matched. */
  recall(onRepeat: (part: object) => void): unknown {
    this.misses = 0;
    if (!this.isRepeated) {
      this.isRepeated = true;
      if (typeof this.value === 'object' && this.value !== null) { onRepeat(this.value); }
    }
    return this.value;
  }

  /** Remembers the value of the text between two offsets. */
  keep(text: string, from: number, to: number, indent: number, value: unknown): void {
    if (this.isPatient() && to - from <= LONGEST) {
      this.text = text.slice(from, to);
      this.indent = indent;
      this.value = value;
      this.isRepeated = false;
    }
    this.misses += 1;
  }

  private isPatient(): boolean {
    return this.misses < PATIENCE || this.misses % PATIENCE === 0;
  }
}
