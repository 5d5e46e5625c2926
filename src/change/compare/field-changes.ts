import { isSame } from './same-value';
import type { PathSegment } from '../../kubernetes/json-path';

/** A field that differs. */
export interface FieldChange {
  readonly path: readonly PathSegment[];
  /** Undefined where it is new. */
  readonly before?: unknown;
  /** Undefined where it is gone. */
  readonly after?: unknown;
}

type Members = Readonly<Record<string, unknown>>;

/** Fields by which the items of a list are told apart, where each has one of its own. */
const KEYS = ['name', 'mountPath', 'devicePath', 'topologyKey', 'ip'] as const;

/**
 * The fields in which two values differ, as deep as both have them. Items of lists are compared by their names, where
 * they have names of their own, and then their segment is `name=main`; else by their places.
 *
 * @param path of the values, which the paths of the fields begin with
 */
export function fieldChanges(before: unknown, after: unknown, path: readonly PathSegment[] = []): FieldChange[] {
  if (before === after) { return NONE; }
  const found = new Difference([...path]);
  found.visit(before, after);
  return found.changes;
}

const NONE: FieldChange[] = [];

/** One traversal of two values. Its path is one list that grows and shrinks: most parts of most objects are equal. */
class Difference {
  readonly changes: FieldChange[] = [];

  constructor(private readonly path: PathSegment[]) {}

  visit(before: unknown, after: unknown): void {
    if (before === after) { return; }
    if (isMembers(before) && isMembers(after)) {
      for (const name of Object.keys(before)) { this.visitAt(name, before[name], after[name]); }
      for (const name of Object.keys(after)) {
        if (before[name] === undefined) { this.visitAt(name, undefined, after[name]); }
      }
    } else if (Array.isArray(before) && Array.isArray(after)) {
      this.visitLists(before, after);
    } else if (!isSame(before, after, this.path)) {
      this.add(before, after);
    }
  }

  private visitAt(segment: PathSegment, before: unknown, after: unknown): void {
    if (before === after) { return; }
    this.path.push(segment);
    this.visit(before, after);
    this.path.pop();
  }

  private visitLists(before: readonly unknown[], after: readonly unknown[]): void {
    const key = KEYS.find((each) => tellsApart(before, each) && tellsApart(after, each));
    const isPlain = !before.every(isMembers);
    if (key) {
      this.visitNamed(key, before as readonly Members[], after as readonly Members[]);
    } else if (before.length !== after.length) {
      this.add(before, after);
    } else if (isPlain) {
      // Of plain values, the list as a whole says most.
      if (before.some((item, index) => fieldChanges(item, after[index], this.path).length > 0)) {
        this.add(before, after);
      }
    } else {
      before.forEach((item, index) => { this.visitAt(index, item, after[index]); });
    }
  }

  private visitNamed(key: string, before: readonly Members[], after: readonly Members[]): void {
    const had = this.changes.length;
    const now = new Map(after.map((item) => [item[key], item]));
    for (const item of before) {
      this.visitAt(`${key}=${String(item[key])}`, item, now.get(item[key]));
      now.delete(item[key]);
    }
    for (const [name, item] of now) { this.visitAt(`${key}=${String(name)}`, undefined, item); }
    if (this.changes.length > had || before.every((item, index) => item[key] === after[index][key])) { return; }
    this.add(before.map((item) => item[key]), after.map((item) => item[key]));
  }

  private add(before: unknown, after: unknown): void {
    this.changes.push({ path: [...this.path], before, after });
  }
}

function tellsApart(list: readonly unknown[], key: string): boolean {
  const values = list.map((item) => (isMembers(item) ? item[key] : undefined));
  return values.every((value) => typeof value === 'string') && new Set(values).size === list.length;
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
