/** How a value is written. */
export type TextForm =
  | 'plain' | 'single quotes' | 'double quotes' | 'block' | 'mapping' | 'sequence' | 'alias' | 'empty';

/** A value in a text. Offsets are those of the text; anchors and tags stand before the value. */
export interface TextNode {
  readonly form: TextForm;
  readonly start: number;
  readonly end: number;
  /** Whether it is in brackets: of a mapping or a sequence. */
  readonly isFlow: boolean;
  readonly entries?: readonly TextEntry[];
  readonly items?: readonly TextItem[];
  /** Of an alias: the value with the anchor. */
  readonly target?: TextNode;
}

/** A key of a mapping and its value. */
export interface TextEntry {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly key: TextNode;
  readonly value: TextNode;
  /** Whether the key is `<<`, whose value is merged. */
  readonly isMerge: boolean;
}

/** An item of a sequence, with its dash. */
export interface TextItem {
  readonly start: number;
  readonly end: number;
  readonly value: TextNode;
}

/** A document of a text, or a value of JSON. */
export interface TextDocument {
  readonly root: TextNode;
  readonly isJson: boolean;
  /** Where comments are, in their order. */
  readonly comments: readonly TextRange[];
}

/** A part of a text. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** The value itself, or what an alias stands for. */
export function resolved(node: TextNode): TextNode {
  return node.target ?? node;
}

const names = new WeakMap<TextNode, Map<string, TextEntry>>();

/** The entry of a key, of one that stands twice the last; else the entry in a mapping that is merged. */
export function entryOf(node: TextNode, name: string): TextEntry | undefined {
  const mapping = resolved(node);
  let known = names.get(mapping);
  if (!known) {
    names.set(mapping, known = new Map(mapping.entries?.map((entry) => [entry.name, entry])));
  }
  const own = known.get(name);
  if (own && !own.isMerge) { return own; }
  for (const { value, isMerge } of mapping.entries ?? []) {
    if (!isMerge) { continue; }
    const source = resolved(value);
    const found = source.items
      ? source.items.map((item) => entryOf(item.value, name)).find((each) => each)
      : entryOf(source, name);
    if (found) { return found; }
  }
  return undefined;
}
