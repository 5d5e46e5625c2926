import { TextDocument, TextEntry, TextItem, TextNode } from './text-node';

/** Values that a text of JSON holds one after the other; undefined if it holds something else. */
export function jsonNodes(text: string): TextDocument[] | undefined {
  const reader = new JsonNodes(text);
  const documents: TextDocument[] = [];
  while (!reader.isAtEnd()) {
    const root = reader.value();
    if (!root) { return undefined; }
    documents.push({ root, isJson: true, comments: [] });
  }
  return documents;
}

const STRING = /"(?:[^"\\]|\\.)*"/y;
const OTHER = /[\w+.-]+/y;

/** Reads where values are. What they mean was read before, and that they are well formed. */
class JsonNodes {
  private at: number;

  constructor(private readonly text: string) {
    this.at = text.startsWith('\ufeff') ? 1 : 0;
  }

  isAtEnd(): boolean {
    this.skip();
    return this.at >= this.text.length;
  }

  value(): TextNode | undefined {
    this.skip();
    const start = this.at;
    switch (this.text[start]) {
      case '{': return this.mapping(start);
      case '[': return this.sequence(start);
      case '"': return this.token(STRING, 'double quotes');
      default: return this.token(OTHER, 'plain');
    }
  }

  private mapping(start: number): TextNode | undefined {
    const entries: TextEntry[] = [];
    this.at += 1;
    while (!this.closes('}')) {
      const key = this.token(STRING, 'double quotes');
      const name = key && textOf(this.text.slice(key.start, key.end));
      this.skip();
      if (!key || name === undefined || this.text[this.at] !== ':') { return undefined; }
      this.at += 1;
      const value = this.value();
      if (!value) { return undefined; }
      entries.push({ name, start: key.start, end: value.end, key, value, isMerge: false });
    }
    return { form: 'mapping', start, end: this.at, isFlow: true, entries };
  }

  private sequence(start: number): TextNode | undefined {
    const items: TextItem[] = [];
    this.at += 1;
    while (!this.closes(']')) {
      const value = this.value();
      if (!value) { return undefined; }
      items.push({ start: value.start, end: value.end, value });
    }
    return { form: 'sequence', start, end: this.at, isFlow: true, items };
  }

  /** Whether a collection ends here; if not, steps over a comma. */
  private closes(end: string): boolean {
    this.skip();
    if (this.text[this.at] === ',') {
      this.at += 1;
      this.skip();
    }
    if (this.text[this.at] !== end) { return false; }
    this.at += 1;
    return true;
  }

  private token(pattern: RegExp, form: TextNode['form']): TextNode | undefined {
    const start = this.at;
    pattern.lastIndex = start;
    const match = pattern.exec(this.text);
    if (!match) { return undefined; }
    this.at += match[0].length;
    return { form, start, end: this.at, isFlow: false };
  }

  private skip(): void {
    while (/[ \t\r\n]/.test(this.text[this.at] ?? '')) { this.at += 1; }
  }
}

/** The text in double quotes; undefined if YAML knows an escape or a character in it and JSON does not. */
function textOf(quoted: string): string | undefined {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return undefined;
  }
}
