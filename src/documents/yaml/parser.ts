import { Aliases, YamlNode } from './aliases';
import { Mapping, Repetition } from './mapping';
import { ParsedYaml } from './parsed-yaml';
import { keyOf, resolve } from './resolve';
import { token, YamlToken, TokenType } from './token';
import { TokenReader } from './token-reader';
import { Unwritable } from './unwritable';
import type { PathSegment } from '../../kubernetes/json-path';
import { DuplicateKey } from '../duplicate-key';
import { DocumentError } from '../error';
import { MAX_DEPTH, MAX_DUPLICATES, MAX_PLACES } from '../limits';
import { Place, TooManyPlaces } from '../positions';

const EMPTY: YamlNode = { value: null, kind: 'null' };
const NOWHERE = new Map<string, Place>();
const MERGE_TAG = 'tag:yaml.org,2002:merge';

/** Reads one document, token by token, into values. */
export class Parser extends TokenReader {
  private readonly aliases = new Aliases();
  private readonly duplicates: DuplicateKey[] = [];
  private readonly path: PathSegment[] = [];
  private readonly unwritable = new Unwritable();
  private hasDuplicates = false;
  private depth = 0;
  /** How deep the node that was read last nests, and the deepest in the collection that is being read. */
  private height = 0;
  private tallest = 0;
  /** Whether the node that was read last is the key of a merge. */
  private isMerge = false;
  /** Whether the node that was read last is an alias. */
  private isAlias = false;
  /** Where the node that was read last begins, and its place if places are asked for. */
  private at = 0;
  private place: Place = { at: 0 };

  constructor(text: string, private readonly places: boolean) {
    super(text);
  }

  /** @throws DocumentError when kubectl does not read it */
  read(): ParsedYaml {
    const value = this.valueOf(this.document());
    this.unwritable.check(value);
    const { hasDuplicates, duplicates, aliases: { countOfAliased: aliased }, place } = this;
    const next = this.peek();
    const end = next.type === 'document end' ? next.at + 3 : next.at;
    return { value, end, hasDuplicates, aliased, duplicates, ...(this.places && { place }) };
  }

  private document(): YamlNode {
    if (this.is('directive')) { throw this.unexpected('a value'); }
    if (this.is('end')) { return this.empty(); }
    if (!this.is('document start')) { return this.node(true, false); }
    this.take();
    return this.is('directive', 'document start', 'document end', 'end') ? this.empty() : this.node(true, false);
  }

  /**
   * @param isBlock whether it may be a collection without brackets
   * @param mayBeFlush whether it may be a list that is not indented more than the mapping that it is in
   */
  private node(isBlock: boolean, mayBeFlush: boolean): YamlNode {
    const { aliases } = this;
    const first = this.peek();
    aliases.add(first.at);
    this.isMerge = false;
    if (first.type === 'alias') {
      this.take();
      this.isAlias = true;
      this.setPlace(first.at);
      const { node, height } = aliases.anchorOf(first.value, first.at);
      this.height = height;
      this.checkDepth(this.depth + height, first.at);
      return node;
    }
    let anchor: YamlToken | undefined;
    let tag: YamlToken | undefined;
    for (let next = first; ; next = this.peek()) {
      if (next.type === 'anchor' && !anchor) {
        anchor = this.take();
      } else if (next.type === 'tag' && !tag) {
        tag = this.take();
      } else {
        break;
      }
    }
    if (tag?.value === '') { throw new DocumentError('the tag has a handle that is not declared', tag.at); }
    const declared = anchor && aliases.declare(anchor.value);
    const node = this.collection(isBlock, mayBeFlush) ?? this.scalar(tag, anchor !== undefined);
    if (declared) { aliases.complete(declared, node, this.height); }
    this.isAlias = false;
    return node;
  }

  private scalar(tag: YamlToken | undefined, hasAnchor: boolean): YamlNode {
    const next = this.peek();
    const isGiven = next.type === 'scalar';
    if (!isGiven && !tag && !hasAnchor) { throw this.unexpected('a value'); }
    const { value, at, isPlain } = isGiven ? this.take() : token('scalar', next.at, '', true);
    this.setPlace(at);
    this.isMerge = value === '<<' && (tag ? tag.value === '!' || tag.value === MERGE_TAG : isPlain);
    const resolved = resolve(value, tag?.value ?? '', isPlain);
    if (typeof resolved === 'string') { throw new DocumentError(resolved, at); }
    return resolved;
  }

  /** The value of a node that is no key. */
  private valueOf({ value }: YamlNode): unknown {
    this.tallest = Math.max(this.tallest, this.height);
    if (typeof value === 'number' && !Number.isFinite(value)) { this.unwritable.infinite(this.at); }
    return value;
  }

  private empty(): YamlNode {
    const { at } = this.peek();
    this.aliases.add(at);
    this.setPlace(at);
    return EMPTY;
  }

  private setPlace(at: number): void {
    this.at = at;
    this.height = 0;
    if (!this.places) { return; }
    if (this.aliases.count > MAX_PLACES) { throw new TooManyPlaces(); }
    this.place = { at };
  }

  private collection(isBlock: boolean, mayBeFlush: boolean): YamlNode | undefined {
    const { type, at } = this.peek();
    const isList = type === '[' || (type === '-' && mayBeFlush) || (type === 'sequence' && isBlock);
    if (!isList && type !== '{' && !(type === 'mapping' && isBlock)) { return undefined; }
    this.checkDepth(++this.depth, at);
    const around = this.tallest;
    this.tallest = 0;
    const value = isList ? this.list(type, at) : this.mapping(type, at);
    this.height = this.tallest + 1;
    this.tallest = around;
    this.depth -= 1;
    this.isMerge = false;
    return { value, kind: 'collection' };
  }

  private checkDepth(depth: number, at: number): void {
    if (depth > MAX_DEPTH) { throw new DocumentError(`nests deeper than ${MAX_DEPTH} levels`, at); }
  }

  private list(type: TokenType, at: number): unknown[] {
    const items: unknown[] = [];
    const places: Place[] = [];
    const add = (node: () => YamlNode) => {
      this.path.push(items.length);
      items.push(this.valueOf(node()));
      this.path.pop();
      if (this.places) { places.push(this.place); }
    };
    if (type === '[') {
      this.flowItems(add, () => items.length === 0);
    } else {
      if (type === 'sequence') { this.take(); }
      while (this.is('-')) {
        this.take();
        const isEmpty = type === 'sequence' ? this.is('-', 'block end') : this.is('-', '?', ':', 'block end');
        add(() => (isEmpty ? this.empty() : this.node(true, false)));
      }
      if (type === 'sequence') { this.expect('block end', "'- ' on the column of the items before"); }
    }
    if (this.places) { this.place = { at, items: places }; }
    return items;
  }

  private flowItems(add: (node: () => YamlNode) => void, isFirst: () => boolean): void {
    this.take();
    while (!this.is(']')) {
      if (!isFirst()) {
        this.expect(',', "',' or ']'");
        if (this.is(']')) { break; }
      }
      add(() => (this.is('?') ? this.pair() : this.node(false, false)));
    }
    this.take();
  }

  /** A mapping of one key in a list, without braces. */
  private pair(): YamlNode {
    const { at } = this.peek();
    this.aliases.add(at);
    const mapping = new Mapping();
    const members = this.places ? new Map<string, Place>() : NOWHERE;
    this.member(mapping, members, this.flowKey(']'), () => this.flowValue(']'));
    if (this.places) { this.place = { at, members }; }
    this.height += 1;
    return { value: mapping.object, kind: 'collection' };
  }

  private mapping(type: TokenType, at: number): object {
    const mapping = new Mapping();
    const members = this.places ? new Map<string, Place>() : NOWHERE;
    this.take();
    if (type === 'mapping') {
      while (!this.is('block end')) {
        this.expect('?', 'a key on the column of the keys before');
        const key = this.key(true, this.is('?', ':', 'block end'));
        this.member(mapping, members, key, () => this.blockValue());
      }
    } else {
      for (let isFirst = true; !this.is('}'); isFirst = false) {
        if (!isFirst) {
          this.expect(',', "',' or '}'");
          if (this.is('}')) { break; }
        }
        if (this.is('?')) {
          this.member(mapping, members, this.flowKey('}'), () => this.flowValue('}'));
        } else {
          this.member(mapping, members, this.key(false, false), () => this.empty());
        }
      }
    }
    this.take();
    if (this.places) { this.place = { at, members }; }
    return mapping.object;
  }

  private blockValue(): YamlNode {
    if (!this.is(':')) { return this.empty(); }
    this.take();
    return this.is('?', ':', 'block end') ? this.empty() : this.node(true, true);
  }

  private flowKey(close: TokenType): Key {
    this.take();
    return this.key(false, this.is(':', ',', close));
  }

  private flowValue(close: TokenType): YamlNode {
    if (!this.is(':')) { return this.empty(); }
    this.take();
    return this.is(',', close) ? this.empty() : this.node(false, false);
  }

  private key(isBlock: boolean, isEmpty: boolean): Key {
    const { at } = this.peek();
    const node = isEmpty ? EMPTY : this.node(isBlock, isBlock);
    return { at, node, isMerge: this.isMerge && !isEmpty };
  }

  private member(
    mapping: Mapping, members: Map<string, Place>, { at, node, isMerge }: Key, read: () => YamlNode,
  ): void {
    if (isMerge) { return this.merge(mapping, members, at, read); }
    if (node.kind === 'collection') { throw new DocumentError('a list or a mapping cannot be a key', at); }
    const { name, problem } = keyOf(node);
    if (problem !== undefined) { this.unwritable.object(mapping.object, problem, at); }
    this.path.push(name);
    const value = this.valueOf(read());
    this.path.pop();
    this.note(mapping, mapping.set(name, node, value, at), name, at, members.get(name)?.at);
    if (this.places) { members.set(name, { ...this.place, at }); }
  }

  private merge(mapping: Mapping, members: Map<string, Place>, at: number, read: () => YamlNode): void {
    // The key does not count, and a list of mappings does not count besides them.
    this.aliases.subtract();
    const { value } = read();
    this.tallest = Math.max(this.tallest, this.height - 1);
    const isList = Array.isArray(value) && !this.isAlias;
    if (isList) { this.aliases.subtract(); }
    for (const source of sourcesOf(isList ? [...value].reverse() : [value], at)) {
      this.unwritable.merge(source, mapping.object);
      for (const [name, repetition] of mapping.merge(source)) {
        this.note(mapping, repetition, name, at, members.get(name)?.at);
      }
    }
  }

  private note(mapping: Mapping, repetition: Repetition, key: string, at: number, first?: number): void {
    if (repetition === 'none') { return; }
    if (repetition === 'other type') {
      const problem = `two keys of a mapping become '${key}', of which kubectl takes either by chance; remove one`;
      this.unwritable.object(mapping.object, problem, at);
    }
    this.hasDuplicates = true;
    if (this.places && this.duplicates.length < MAX_DUPLICATES) {
      this.duplicates.push({ key, path: [...this.path, key], at, first: first ?? at });
    }
  }
}

interface Key { readonly at: number; readonly node: YamlNode; readonly isMerge: boolean }

/** The mappings of a merge. */
function sourcesOf(sources: readonly unknown[], at: number): object[] {
  for (const source of sources) {
    if (typeof source !== 'object' || source === null || Array.isArray(source)) {
      throw new DocumentError("'<<' needs a mapping or a list of mappings", at);
    }
  }
  return sources as object[];
}
