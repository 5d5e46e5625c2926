import { scalarText } from './scalar-text';
import { entryOf, resolved, TextDocument, TextEntry, TextItem, TextNode, TextRange } from './text-node';
import type { NewValue, Operations } from '../operations';

/** A part of a text that another one replaces. */
export interface Edit extends TextRange {
  readonly text: string;
}

/** A text cannot be edited as is asked, without touching what is not meant. */
export class CannotEdit extends Error {}

/**
 * The edits that make the operations of a text, in the order of the text.
 *
 * @throws CannotEdit
 */
export function editsOf(document: TextDocument, text: string, operations: Operations): Edit[] {
  const editor = new Editor(document, text);
  editor.visit(document.root, operations);
  return editor.sorted();
}

/** The text after the edits. */
export function edited(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, text: part } of edits) {
    parts.push(text.slice(at, start), part);
    at = end;
  }
  return [...parts, text.slice(at)].join('');
}

class Editor {
  private readonly edits = new Map<string, Edit>();
  private readonly lineBreak: string;

  constructor(private readonly document: TextDocument, private readonly text: string) {
    this.lineBreak = /\r?\n/.exec(text)?.[0] ?? '\n';
  }

  sorted(): Edit[] {
    const edits = [...this.edits.values()].sort((a, b) => a.start - b.start || a.end - b.end);
    const clash = edits.findIndex(({ end }, index) => end > (edits[index + 1]?.start ?? Infinity));
    if (clash >= 0) { throw new CannotEdit('two edits meet in its text'); }
    return edits;
  }

  /** @param behind offset behind the colon or the dash before the node */
  visit(node: TextNode, { value, inserted, below }: Operations, behind = 0): void {
    if (value !== undefined) { return this.setValue(node, value); }
    const inside = resolved(node);
    const gone = new Set<TextEntry | TextItem>();
    for (const [segment, step] of below ?? []) {
      const part = typeof segment === 'number' ? inside.items?.[segment] : entryOf(node, segment);
      if (!part) { throw new CannotEdit(`its text has no '${segment}' of its own`); }
      if (step.isRemoved) {
        gone.add(part);
        continue;
      }
      if (step.name !== undefined) { this.rename((part as TextEntry).key, step.name); }
      const isItem = typeof segment === 'number';
      this.visit(part.value, step, isItem ? part.start + 1 : this.text.indexOf(':', (part as TextEntry).key.end) + 1);
    }
    if (inserted) { this.insert(inside, inserted); }
    if (gone.size > 0) { this.remove(inside, gone, behind); }
  }

  private add(start: number, end: number, text: string): void {
    this.edits.set(`${start} ${end} ${text}`, { start, end, text });
  }

  private setValue(node: TextNode, value: NewValue): void {
    if (typeof value === 'object' && 'lines' in value) { return this.setLines(node, value.lines); }
    if (node.form === 'block' || node.form === 'mapping' || node.form === 'sequence') {
      throw new CannotEdit('a value of several lines stands where one of one line is expected');
    }
    const gap = node.form === 'empty' ? ' ' : '';
    const text = typeof value === 'string'
      ? this.scalar(value, node.form)
      : `{ ${this.scalar('name', 'plain')}: ${this.scalar(value.name, 'plain')} }`;
    this.add(node.start, node.end, gap + text);
  }

  /** Changes the lines of a block that differ. */
  private setLines({ form, start, end }: TextNode, lines: string): void {
    const from = this.nextLine(start);
    const head = this.text.slice(start, from).trimEnd();
    if (form !== 'block' || !/^\|[-+]?(\s*#.*)?$/.test(head)) {
      throw new CannotEdit('a text within is not written as a block with |');
    }
    const old = this.text.slice(from, end).split(/\r?\n/);
    const [indent] = /^ */.exec(old.find((line) => line.trim() !== '') ?? '')!;
    const now = lines.trimEnd().split('\n').map((line) => (line === '' ? '' : indent + line));
    let [first, last] = [0, 0];
    while (first < Math.min(old.length, now.length) && old[first] === now[first]) { first += 1; }
    const most = Math.min(old.length, now.length) - first;
    while (last < most && old[old.length - 1 - last] === now[now.length - 1 - last]) { last += 1; }
    const size = this.lineBreak.length;
    const offset = old.slice(0, first).reduce((sum, line) => sum + line.length + size, from);
    const length = old.slice(first, old.length - last).reduce((sum, line) => sum + line.length + size, 0);
    const changed = now.slice(first, now.length - last).map((line) => line + this.lineBreak).join('');
    if (last > 0) { return this.add(offset, offset + length, changed); }
    this.add(offset, end, changed.slice(0, -size));
  }

  private scalar(value: string, form: TextNode['form']): string {
    return scalarText(value, this.document.isJson ? 'double quotes' : form);
  }

  private rename({ start, end, form }: TextNode, name: string): void {
    this.add(start, end, this.scalar(name, form));
  }

  /** Puts members before the first one. */
  private insert({ entries, isFlow, start }: TextNode, members: Readonly<Record<string, string>>): void {
    if (!entries) { throw new CannotEdit('a mapping is expected in its text'); }
    const { isJson } = this.document;
    const [first] = entries;
    const at = first?.start ?? start + 1;
    const indent = ' '.repeat(at - this.lineStart(at));
    const separator = isFlow ? (first ? ', ' : '') : `${this.lineBreak}${indent}`;
    const text = Object.entries(members).map(([name, value]) => (
      `${isJson ? JSON.stringify(name) : name}: ${this.scalar(value, isJson ? 'double quotes' : 'plain')}${separator}`
    ));
    this.add(at, at, text.join(''));
  }

  private remove(node: TextNode, gone: ReadonlySet<TextEntry | TextItem>, behind: number): void {
    const all: ReadonlyArray<TextEntry | TextItem> = node.entries ?? node.items ?? [];
    const count = all.filter((each) => gone.has(each)).length;
    if (count < gone.size) { throw new CannotEdit('what would be removed is merged from elsewhere in its text'); }
    if (node.isFlow) { return this.removeInFlow(all, gone); }
    // What is empty then stands on the line of its key.
    if (count === all.length) { this.add(behind, behind, node.items ? ' []' : ' {}'); }
    all.forEach((part, index) => {
      if (gone.has(part)) { this.removeLines(part, all[index + 1]); }
    });
  }

  private removeInFlow(all: ReadonlyArray<TextEntry | TextItem>, gone: ReadonlySet<TextEntry | TextItem>): void {
    const kept = all.filter((each) => !gone.has(each));
    let last: TextEntry | TextItem | undefined;
    for (const [index, part] of all.entries()) {
      if (!gone.has(part)) {
        last = part;
        continue;
      }
      const next = all[index + 1];
      const hasKeptBehind = kept.length > 0 && kept[kept.length - 1].start > part.start;
      const [from, to] = hasKeptBehind
        ? [part.start, next.start]
        : [Math.max(last?.end ?? part.start, all[index - 1]?.end ?? part.start), part.end];
      this.checkNoComment(from, to);
      this.add(from, to, '');
    }
  }

  /** Removes the lines of an entry or an item, and leaves the comments in them. */
  private removeLines({ start, end }: TextRange, next: TextRange | undefined): void {
    const { text } = this;
    const line = this.lineStart(start);
    const comments = this.commentsIn(start, this.lineEnd(end));
    const isAlone = text.slice(line, start).trim() === '';
    if (comments.length > 0) {
      const kept = comments.map(({ start: from, end: to }) => text.slice(from, to));
      const indent = text.slice(line, start).replace(/\S/g, ' ');
      const to = Math.max(end, comments[comments.length - 1].end);
      return this.add(start, to, kept.join(`${this.lineBreak}${indent}`));
    }
    if (isAlone) { return this.add(line, this.nextLine(end), ''); }
    // It follows the dash of the item that it is in.
    if (!next) { throw new CannotEdit('what would be removed shares its line'); }
    this.add(start, next.start, '');
  }

  private checkNoComment(from: number, to: number): void {
    if (this.commentsIn(from, to).length > 0) { throw new CannotEdit('a comment stands in what would be removed'); }
  }

  private commentsIn(from: number, to: number): TextRange[] {
    const { comments } = this.document;
    let [low, high] = [0, comments.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (comments[middle].start < from) { low = middle + 1; } else { high = middle; }
    }
    const found: TextRange[] = [];
    for (; low < comments.length && comments[low].start < to; low++) { found.push(comments[low]); }
    return found;
  }

  private lineStart(at: number): number {
    return this.text.lastIndexOf('\n', at - 1) + 1;
  }

  /** Where the line of an offset ends. */
  private lineEnd(at: number): number {
    const end = this.text.indexOf('\n', at);
    return end < 0 ? this.text.length : end;
  }

  private nextLine(at: number): number {
    return Math.min(this.lineEnd(at) + 1, this.text.length);
  }
}
