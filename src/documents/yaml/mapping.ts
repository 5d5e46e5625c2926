import type { YamlNode } from './aliases';
import { DocumentError } from '../error';
import { MAX_MEMBERS, TOO_MANY_MEMBERS } from '../limits';
import { setMember } from '../members';

/** Keys of objects that are not text in the document: two of different types may become one field. */
const typedKeys = new WeakMap<object, Map<string, string>>();

/** A key that is there already. */
export type Repetition = 'none' | 'same' | 'merged over' | 'other type';

/** Builds the object of a mapping, in the order of its keys. A key that stands twice has its last value. */
export class Mapping {
  readonly object: Record<string, unknown> = {};
  /** Keys whose values come from a merge. */
  private merged?: Set<string>;
  /** Number of keys without those of merges, which are limited as aliases are. */
  private count = 0;

  set(name: string, key: YamlNode, value: unknown, at: number): Repetition {
    const { object } = this;
    const type = typeOf(key);
    let repetition: Repetition = 'none';
    if (Object.hasOwn(object, name)) {
      repetition = this.hasType(name, type) ? 'same' : 'other type';
      if (repetition === 'same' && this.merged?.delete(name)) { repetition = 'none'; }
    } else if (++this.count > MAX_MEMBERS) {
      throw new DocumentError(TOO_MANY_MEMBERS, at);
    }
    if (type !== '') { this.noteType(name, type); }
    setMember(object, name, value);
    return repetition;
  }

  /** Takes over the members of another mapping, which replace those that are there. */
  merge(source: object): Array<readonly [name: string, repetition: Repetition]> {
    const { object, merged = new Set() } = this;
    this.merged = merged;
    const types = typedKeys.get(source);
    return Object.entries(source).map(([name, value]) => {
      const type = types?.get(name) ?? '';
      let repetition: Repetition = 'none';
      if (Object.hasOwn(object, name)) {
        repetition = merged.has(name) ? 'none' : 'merged over';
        if (!this.hasType(name, type)) { repetition = 'other type'; }
      }
      if (type !== '') { this.noteType(name, type); }
      merged.add(name);
      setMember(object, name, value);
      return [name, repetition] as const;
    });
  }

  private hasType(name: string, type: string): boolean {
    // A NaN is unlike any other.
    return (typedKeys.get(this.object)?.get(name) ?? '') === type && type !== 'float NaN';
  }

  private noteType(name: string, type: string): void {
    let types = typedKeys.get(this.object);
    if (!types) { typedKeys.set(this.object, types = new Map()); }
    types.set(name, type);
  }
}

/** The type of a key, with its value where several values have one name; empty for text. */
function typeOf({ value, kind }: YamlNode): string {
  if (typeof value === 'string') { return ''; }
  return kind === 'float' ? `float ${value}` : kind;
}
