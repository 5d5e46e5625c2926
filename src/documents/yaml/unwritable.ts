import { DocumentError } from '../error';

/** Values that YAML has and JSON has not. They are errors unless another value replaces what they are in. */
export class Unwritable {
  private readonly objects = new Map<object, DocumentError>();
  private number?: DocumentError;

  /** Notes an infinite number, or one that is none. */
  infinite(at: number): void {
    const message = 'JSON, and so Kubernetes, has no infinite numbers and no NaN; put the text in quotes';
    this.number ??= new DocumentError(message, at);
  }

  /** Notes the problem of a key. */
  object(object: object, problem: string, at: number): void {
    if (!this.objects.has(object)) { this.objects.set(object, new DocumentError(problem, at)); }
  }

  /** Notes that an object has the keys of another one. */
  merge(source: object, target: object): void {
    const error = this.objects.get(source);
    if (error && !this.objects.has(target)) { this.objects.set(target, error); }
  }

  /** @throws DocumentError if such a value is in another one */
  check(value: unknown): void {
    if (this.objects.size === 0 && !this.number) { return; }
    const seen = new Set<object>();
    const visit = (part: unknown) => {
      if (typeof part === 'number' && !Number.isFinite(part)) { throw this.number; }
      if (typeof part !== 'object' || part === null || seen.has(part)) { return; }
      seen.add(part);
      const error = this.objects.get(part);
      if (error) { throw error; }
      Object.values(part).forEach(visit);
    };
    visit(value);
  }
}
