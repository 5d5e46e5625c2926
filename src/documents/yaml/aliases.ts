import type { ResolvedScalar } from './resolve';
import { DocumentError } from '../error';
import { MAX_VALUES } from '../limits';

/** What was read: a scalar, or a list or mapping. */
export type YamlNode = ResolvedScalar | { readonly value: object; readonly kind: 'collection' };

/** A value with a name. */
export interface Anchor {
  /** Undefined while it is read. */
  node?: YamlNode;
  /** Number of values that an alias of it stands for. */
  size: number;
  /** How deep it nests. */
  height: number;
}

/** The anchors of a document, and the count of its values, which kubectl limits where aliases make many of few. */
export class Aliases {
  private readonly anchors = new Map<string, Anchor>();
  /** The document counts, too. */
  private values = 1;
  private aliased = 0;

  /** Number of values, counting what aliases stand for. */
  get count(): number {
    return this.values;
  }

  /** Number of values that aliases stand for. */
  get countOfAliased(): number {
    return this.aliased;
  }

  /** Counts a value. */
  add(at: number): void {
    this.values += 1;
    if (this.values - this.aliased > MAX_VALUES) {
      throw new DocumentError(`a document has more than ${MAX_VALUES.toLocaleString('en')} values`, at);
    }
    if (this.aliased > 100) { this.check(at); }
  }

  /** Takes back the count of a value. */
  subtract(): void {
    this.values -= 1;
  }

  declare(name: string): Anchor {
    const anchor: Anchor = { node: undefined, size: this.values, height: 0 };
    this.anchors.set(name, anchor);
    return anchor;
  }

  complete(anchor: Anchor, node: YamlNode, height: number): void {
    anchor.height = height;
    anchor.node = node;
    anchor.size = this.values - anchor.size + 1;
  }

  /** The anchor that an alias names, which must be read. */
  anchorOf(name: string, at: number): Anchor & { readonly node: YamlNode } {
    const anchor = this.anchors.get(name);
    if (!anchor) {
      throw new DocumentError(
        `no anchor &${name} stands before the alias *${name}; put the text in quotes if it is not an alias`, at,
      );
    }
    if (!anchor.node) { throw new DocumentError(`the anchor &${name} contains an alias of itself`, at); }
    this.values += anchor.size;
    this.aliased += anchor.size;
    this.check(at);
    return anchor as Anchor & { readonly node: YamlNode };
  }

  private check(at: number): void {
    const { values, aliased } = this;
    if (aliased > 100 && values > 1000 && aliased / values > allowedShare(values)) {
      throw new DocumentError('kubectl refuses a document of which aliases make so much', at);
    }
  }
}

/** The part of a document's values that may come from aliases: nearly all of a small one, a tenth of a large one. */
function allowedShare(values: number): number {
  const [small, large] = [400_000, 4_000_000];
  if (values <= small) { return 0.99; }
  return values >= large ? 0.1 : 0.99 - 0.89 * ((values - small) / (large - small));
}
