import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { ChartPrinting } from './chart-printing';
import { Inspection, Watcher } from './inspection';
import { findingsOfClouds } from './of-clouds';
import { ScheduledInApp } from './scheduled';
import { WholePrinting } from './whole-printing';
import { Findings } from '../../app/findings';
import { judgedObjects, ObjectJudge, Printing } from '../../app/judged-objects';
import { objectsNow, objectsOf } from '../../app/object-list';
import { perApp } from '../../app/per-app';
import { isAtWork, isRendering, isWhole } from '../../app/two-phase-app';

/**
 * Judges the objects of an app, each once for each time that it is printed, on the JSON that is printed.
 *
 * The app is validated, then printed: chart by chart (`ChartPrinting`), or all of it before anything is written
 * (`WholePrinting`). Findings can be listed at any time before.
 */
export class AppJudge implements ObjectJudge {
  /** The judge of an app. */
  static of(construct: IConstruct): AppJudge {
    return perApp(construct, 'judge', (root) => new AppJudge(root));
  }

  private readonly inspection: Inspection;
  /** How objects are printed now; undefined from a validation of the app until the first of them is printed. */
  private printing?: ChartPrinting | WholePrinting;

  private constructor(private readonly root: IConstruct) {
    const objects = judgedObjects(root);
    const inspection = new Inspection(root, objects);
    this.inspection = inspection;
    this.printing = new ChartPrinting(inspection);
    objects.judge = this;
    if (isWhole(root)) { root._beforeWriting.push(() => this.beforeWriting()); }
    Findings._ask(root, {
      validated: () => this.validated(),
      complete: () => inspection.whileComposing(objectsNow(root)),
      isComplete: () => inspection.isComplete,
      list: () => inspection.findings(),
    });
    const scheduled = new ScheduledInApp(root);
    Findings._ask(root, { list: () => scheduled.findings() });
    Findings._ask(root, { list: () => findingsOfClouds(root) });
  }

  /** Shows the objects of a chart to someone, each whenever it is rendered to be judged. */
  watch(chart: Chart, see: Watcher): void {
    this.inspection.watch(chart, see);
  }

  /** The app is validated, and is printed next. */
  validated(): void {
    if (this.printing instanceof WholePrinting) {
      this.printing.validated();
    } else {
      this.printing = undefined;
      this.inspection.beforePrinting(objectsOf(this.root), isAtWork(this.root));
    }
  }

  /** An object of the library is printed: the first one since the validation decides how. */
  begin(chart: Chart): Printing {
    if (isRendering(this.root)) {
      if (!(this.printing instanceof WholePrinting)) { this.printing = new WholePrinting(this.root, this.inspection); }
      this.printing.begin(chart);
    } else if (!this.printing) {
      this.printing = new ChartPrinting(this.inspection);
      this.printing.begin(chart);
    }
    return this.printing!;
  }

  private beforeWriting(): void {
    if (!(this.printing instanceof WholePrinting)) { return; }
    try {
      this.printing.finish();
    } finally {
      this.printing = new ChartPrinting(this.inspection);
    }
  }
}
