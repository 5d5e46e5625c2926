import type { Origin } from './origin';
import type { FileFinding, JudgedObject } from './outcome';

/** The objects that were judged, with their findings: what a JUnit report lists. */
export class JudgedList {
  private readonly entries: Array<{ readonly order: number; readonly judged: JudgedObject }> = [];

  add({ file, order }: Origin, object: string, findings: readonly FileFinding[]): void {
    this.entries.push({ order, judged: { file, object, findings } });
  }

  /**
   * In the order of reading. Entries of one object become one: some rules judge it when it is read, others at the
   * end.
   */
  merged(): JudgedObject[] {
    const byOrder = new Map<number, JudgedObject>();
    for (const { order, judged } of this.entries.sort((a, b) => a.order - b.order)) {
      const before = byOrder.get(order);
      byOrder.set(order, before ? { ...before, findings: [...before.findings, ...judged.findings] } : judged);
    }
    return [...byOrder.values()];
  }
}
