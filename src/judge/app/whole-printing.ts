import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Inspection, Render } from './inspection';
import { Findings } from '../../app/findings';
import { Judged, Printing } from '../../app/judged-objects';
import { objectsOf } from '../../app/object-list';
import type { KubeObject } from '../../kubernetes/kube-object';

/**
 * The printing of an app that writes nothing before all objects are printed: each is judged as it is printed, and
 * errors are told at the end (docs/adr/0014). Only a watched chart is judged before its first object is printed.
 */
export class WholePrinting implements Printing {
  private readonly begun = new Set<Chart>();
  /** The JSON of watched charts, until their objects ask for it. */
  private readonly prepared = new Map<Judged, KubeObject>();
  /** Rules about other objects read the JSON that these print: nothing changes until all are printed. */
  private readonly render: Render;

  constructor(private readonly root: IConstruct, private readonly inspection: Inspection) {
    this.render = (object) => inspection.known.print(object);
  }

  begin(chart: Chart): void {
    if (this.begun.has(chart)) { return; }
    this.begun.add(chart);
    if (this.inspection.isWatched(chart)) { this.inspection.prepare(chart, this.prepared, this.render); }
  }

  print(object: Judged): object {
    const prepared = this.prepared.get(object);
    if (!prepared) { return this.inspection.judge(object, this.render) ?? object._render(); }
    this.prepared.delete(object);
    return prepared;
  }

  printOther(object: Judged): object {
    const json = object._render() as KubeObject;
    this.inspection.core.visitPrinted(object, json);
    this.inspection.network.visitPrinted(object, json);
    return json;
  }

  /** A chart that renders itself validates the app in the middle of the printing: all is judged now. */
  validated(): void {
    for (const object of this.inspection.ledger.unjudged()) { this.inspection.judgeAhead(object, this.render); }
    this.inspection.judgeTogether(objectsOf(this.root));
  }

  /**
   * All is printed, or as much as could be, and nothing is written.
   *
   * @throws when there are errors, with those of the whole app
   */
  finish(): void {
    const { core, ledger, network } = this.inspection;
    try {
      for (const object of ledger.unjudged()) { this.inspection.judge(object, this.render); }
      this.inspection.judgeTogether(objectsOf(this.root));
      core.endPrinting();
      Findings._report(this.root);
    } finally {
      network.endPrinting();
    }
  }
}
