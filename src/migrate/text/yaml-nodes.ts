import { TextDocument, TextEntry, TextForm, TextItem, TextNode, TextRange } from './text-node';
import { DocumentError } from '../../documents';
import type { TokenType, YamlToken } from '../../documents/yaml/token';
import { TokenReader } from '../../documents/yaml/token-reader';

/**
 * Where the values of a YAML document are.
 *
 * @param text a document that was read before: what is not well formed has its error there
 */
export function yamlNodes(text: string): TextDocument {
  return new YamlNodes(text.endsWith('\n') ? text : `${text}\n`).document();
}

class YamlNodes extends TokenReader {
  private readonly anchors = new Map<string, TextNode>();
  private readonly comments: TextRange[] = [];
  /** Where the token ends that was taken last, without what follows it. */
  private end = 0;

  constructor(private readonly source: string) {
    super(source);
  }

  document(): TextDocument {
    this.gap(0, this.peek().at);
    if (this.is('document start')) { this.take(); }
    const root = this.is('end', 'document end', 'document start') ? this.empty() : this.node(true, false);
    return { root, isJson: false, comments: this.comments };
  }

  protected override take(): YamlToken {
    const taken = super.take();
    const next = this.peek().at;
    const { type, at } = taken;
    if (type === 'scalar') {
      this.end = endOf(this.source, at, next);
    } else if (VIRTUAL.has(type) || (type === '?' && this.source[at] !== '?')) {
      return taken;
    } else if (type === 'alias' || type === 'anchor' || type === 'tag') {
      this.end = at + /^[^\s,[\]{}]+/.exec(this.source.slice(at, next))![0].length;
    } else {
      this.end = at + (type === 'document start' || type === 'document end' ? 3 : 1);
    }
    if (this.source[at] !== '|' && this.source[at] !== '>') { this.gap(this.end, next); }
    return taken;
  }

  /** Notes the comments between two tokens. */
  private gap(from: number, to: number): void {
    const between = this.source.slice(from, to);
    for (let at = between.indexOf('#'); at >= 0;) {
      const newLine = between.indexOf('\n', at);
      const end = newLine < 0 ? between.length : newLine;
      this.comments.push({ start: from + at, end: from + (between[end - 1] === '\r' ? end - 1 : end) });
      at = between.indexOf('#', end);
    }
  }

  private node(isBlock: boolean, mayBeFlush: boolean): TextNode {
    if (this.is('alias')) {
      const { value, at } = this.take();
      return { form: 'alias', start: at, end: this.end, isFlow: false, target: this.anchors.get(value) };
    }
    let anchor: string | undefined;
    while (this.is('anchor', 'tag')) {
      const { type, value } = this.take();
      if (type === 'anchor') { anchor = value; }
    }
    const node = this.collection(isBlock, mayBeFlush) ?? this.scalar();
    if (anchor !== undefined) { this.anchors.set(anchor, node); }
    return node;
  }

  private scalar(): TextNode {
    if (!this.is('scalar')) { return this.empty(); }
    const { at } = this.take();
    return { form: FORMS[this.source[at]] ?? 'plain', start: at, end: this.end, isFlow: false };
  }

  private empty(): TextNode {
    return { form: 'empty', start: this.end, end: this.end, isFlow: false };
  }

  private collection(isBlock: boolean, mayBeFlush: boolean): TextNode | undefined {
    const { type } = this.peek();
    if (type === '[') { return this.flowSequence(); }
    if (type === '{') { return this.flowMapping(); }
    if ((type === '-' && mayBeFlush) || (type === 'sequence' && isBlock)) { return this.blockSequence(type); }
    return type === 'mapping' && isBlock ? this.blockMapping() : undefined;
  }

  private blockSequence(type: TokenType): TextNode {
    const items: TextItem[] = [];
    if (type === 'sequence') { this.take(); }
    while (this.is('-')) {
      const { at: start } = this.take();
      const isEmpty = type === 'sequence' ? this.is('-', 'block end') : this.is('-', '?', ':', 'block end');
      const value = isEmpty ? this.empty() : this.node(true, false);
      items.push({ start, end: value.end, value });
    }
    if (type === 'sequence') { this.take(); }
    return { form: 'sequence', start: items[0].start, end: items[items.length - 1].end, isFlow: false, items };
  }

  private blockMapping(): TextNode {
    const entries: TextEntry[] = [];
    this.take();
    while (!this.is('block end')) { entries.push(this.entry('?', ':', 'block end', true)); }
    this.take();
    return { form: 'mapping', start: entries[0].start, end: entries[entries.length - 1].end, isFlow: false, entries };
  }

  private flowMapping(): TextNode {
    const { at: start } = this.take();
    const entries: TextEntry[] = [];
    while (!this.is('}')) {
      if (this.is(',')) {
        this.take();
      } else {
        entries.push(this.entry(',', ':', '}', false));
      }
    }
    this.take();
    return { form: 'mapping', start, end: this.end, isFlow: true, entries };
  }

  private flowSequence(): TextNode {
    const { at: start } = this.take();
    const items: TextItem[] = [];
    while (!this.is(']')) {
      if (this.is(',')) {
        this.take();
        continue;
      }
      const { type, at } = this.peek();
      const value = type === '?' ? this.pair(at) : this.node(false, false);
      items.push({ start: at, end: value.end, value });
    }
    this.take();
    return { form: 'sequence', start, end: this.end, isFlow: true, items };
  }

  /** A mapping of one key in a sequence, without braces. */
  private pair(start: number): TextNode {
    const entry = this.entry(',', ':', ']', false);
    return { form: 'mapping', start, end: entry.end, isFlow: true, entries: [entry] };
  }

  private entry(next: TokenType, colon: TokenType, close: TokenType, isBlock: boolean): TextEntry {
    const { at: start } = this.peek();
    if (this.is('?')) { this.take(); }
    const { value: name, isPlain } = this.peek();
    const key = this.is(next, colon, close) ? this.empty() : this.node(isBlock, isBlock);
    let value = key;
    if (this.is(':')) {
      this.take();
      value = this.is(next, close, isBlock ? ':' : close) ? this.empty() : this.node(isBlock, isBlock);
    }
    // A token that is neither would be read for ever.
    if (value === key && value.form === 'empty') { throw new DocumentError('a key is missing', start); }
    return { name, start, end: Math.max(value.end, key.end), key, value, isMerge: name === '<<' && isPlain };
  }
}

/** Tokens that are no characters. */
const VIRTUAL: ReadonlySet<TokenType> = new Set<TokenType>(['sequence', 'mapping', 'block end', 'end']);

const FORMS: Readonly<Record<string, TextForm>> = {
  "'": 'single quotes', '"': 'double quotes', '|': 'block', '>': 'block',
};

const QUOTED = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^']|'')*'/y;

/** Where a scalar ends that begins at an offset, before the next token. */
function endOf(text: string, at: number, next: number): number {
  if (text[at] === '"' || text[at] === "'") {
    QUOTED.lastIndex = at;
    return at + QUOTED.exec(text)![0].length;
  }
  const rest = text.slice(at, next);
  const isBlock = rest[0] === '|' || rest[0] === '>';
  const comment = isBlock ? -1 : rest.search(/\s#/);
  return at + (comment < 0 ? rest : rest.slice(0, comment)).trimEnd().length;
}
