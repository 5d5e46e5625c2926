/** The page's side of the worker that checks types. The worker is loaded when the first source is checked. */
import type { SourceError } from '../protocol';
import type { TypeOutcome } from './worker';

export class Types {
  private worker?: Worker;
  private count = 0;

  /**
   * @param address that of the worker's bundle
   * @param told receives the errors of the newest source
   */
  constructor(private readonly address: string, private readonly told: (errors: readonly SourceError[]) => void) {}

  check(source: string): void {
    this.count += 1;
    if (!this.worker) {
      this.worker = new Worker(this.address);
      this.worker.onmessage = ({ data: { id, errors } }: { data: TypeOutcome }) => {
        if (id === this.count) { this.told(errors); }
      };
    }
    this.worker.postMessage({ id: this.count, source });
  }

  /** What is being checked is told no more. */
  drop(): void {
    this.count += 1;
  }

  stop(): void {
    this.worker?.terminate();
    this.worker = undefined;
  }
}
