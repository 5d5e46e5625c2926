/** How often a keyword of a kind let an object pass, and how often it was changed in one that was then refused. */
import { keywordsOf } from './generator';
import { StructuralSchema } from '../../../src/kubernetes/types/structural-schema';

interface Count { accepted: number; refused: number }

export class Hits {
  private readonly counts = new Map<string, Count>();

  refused(kind: string, keyword: string): void {
    this.of(kind, keyword).refused++;
  }

  /** Counts a change to what schemas leave out, such as metadata. */
  passed(kind: string, keyword: string): void {
    this.of(kind, keyword).accepted++;
  }

  /** Counts every keyword that had something to say of the object. */
  accepted(kind: string, schema: StructuralSchema, object: unknown): void {
    for (const keyword of keywordsOf(schema)) { this.of(kind, keyword).accepted++; }
    if (Array.isArray(object)) {
      // A list in place of a date has no schema of its items.
      if (schema.items) { for (const item of object) { this.accepted(kind, schema.items, item); } }
    } else if (typeof object === 'object' && object !== null) {
      for (const [name, child] of Object.entries(object)) {
        const of = schema.properties?.[name] ?? schema.additionalProperties;
        if (of && name !== 'metadata') { this.accepted(kind, of, child); }
      }
    }
  }

  /** The keywords that were hit fewer times, one way or the other. */
  rare(least: number): string[] {
    return this.rows().filter(([, { accepted, refused }]) => Math.min(accepted, refused) < least).map(([name]) => name);
  }

  table(): string {
    const rows = this.rows().map(([name, { accepted, refused }]) => [name, String(accepted), String(refused)]);
    return [['kind and keyword', 'accepted', 'refused'], ...rows]
      .map(([name, accepted, refused]) => `${name.padEnd(40)}${accepted.padStart(10)}${refused.padStart(10)}\n`)
      .join('');
  }

  private rows(): Array<[string, Count]> {
    return [...this.counts].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  private of(kind: string, keyword: string): Count {
    const name = `${kind} ${keyword}`;
    let count = this.counts.get(name);
    if (!count) { this.counts.set(name, count = { accepted: 0, refused: 0 }); }
    return count;
  }
}
