import { Chart } from 'cdk8s';
import { Inspection } from './inspection';
import { Findings } from '../../app/findings';
import { Judged, Printing } from '../../app/judged-objects';
import { objectsOf } from '../../app/object-list';
import { formatFinding } from '../../findings/format';
import { isError } from '../../findings/trouble';
import type { KubeObject } from '../../kubernetes/kube-object';

/**
 * The printing of cdk8s' App: a chart prints its objects, one after the other, and is written before the next one. When
 * the first object of a chart is printed, all objects are judged that never were: so the errors of all charts are told
 * together, before any of these charts is written. A checksum is kept of objects of other charts (docs/adr/0007).
 *
 * An object that is printed by itself, outside of a synthesis, is judged by itself.
 */
export class ChartPrinting implements Printing {
  /** The JSON of the chart that is printed: each object asks for its own a moment later. */
  private readonly prepared = new Map<Judged, KubeObject>();

  constructor(private readonly inspection: Inspection) {}

  /** @throws when there are errors, with those of the whole app */
  begin(chart: Chart): void {
    const { inspection } = this;
    inspection.prepare(chart, this.prepared);
    for (const object of inspection.ledger.unjudged()) { inspection.judgeAhead(object); }
    inspection.judgeTogether(objectsOf(chart));
    try {
      Findings._report(chart);
    } catch (error) {
      this.prepared.clear();
      throw error;
    }
  }

  /** @throws when the object is printed by itself and has errors */
  print(object: Judged): object {
    const prepared = this.prepared.get(object);
    if (prepared) {
      this.prepared.delete(object);
      return prepared;
    }
    const json = this.inspection.judge(object) ?? object._render();
    const errors = Findings._standing(object, this.inspection.ledger.of(object)).filter(isError);
    if (errors.length > 0) { throw new Error(errors.map(formatFinding).join('\n')); }
    return json;
  }

  printOther(object: Judged): object {
    return object._render();
  }
}
