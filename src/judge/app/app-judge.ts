import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Collisions } from './collisions';
import { KnownObjects } from './known-objects';
import { CoreObjects } from './kubernetes-objects';
import { releasesMissing } from './missing-releases';
import { OtherObjects } from './other-objects';
import { nameHash } from '../../api/name-hash';
import { Cluster } from '../../app/cluster';
import { Findings } from '../../app/findings';
import {
  constructPath, isOfOurKinds, ObjectJudge, Judged, JudgedObjects, judgedObjects, judgeObject,
} from '../../app/judged-objects';
import { perApp } from '../../app/per-app';
import { isAtWork, isWhole } from '../../app/two-phase-app';
import { objectsNow, objectsOf } from '../../app/unique-names';
import { Finding } from '../../findings/finding';
import { formatFinding } from '../../findings/format';
import { isError } from '../../findings/trouble';
import type { KubeObject } from '../../kubernetes/kube-object';
import { NetworkFindings } from '../../network/findings/network-findings';
import { judge } from '../rules';

/** Looks at what is judged. */
export type Watcher = (object: ApiObject, json: KubeObject) => void;

/** What was begun and is not written yet, in an app that writes at the end. */
interface Unwritten {
  readonly charts: Set<Chart>;
  readonly printed: Set<Judged>;
}

/** That no checksum is kept: what is judged is printed at once, or was listed while the app is still being composed. */
const NOT_KEPT = true;

/**
 * Judges the objects of an app, each once for each time that it is printed, on the JSON that is printed.
 *
 * cdk8s validates the app, then has the objects of a chart print themselves, one after the other. When the first of them
 * does, all that were never judged are: so the errors of all charts are told together, and before any of these charts is
 * written. The JSON of the chart that is printed is kept until its objects are asked for it, a moment later; what is kept
 * of the others is a checksum (docs/adr/0007).
 *
 * In an app that has all objects printed before any is written, each is judged as it is printed, and errors are told at the
 * end (docs/adr/0014).
 */
export class AppJudge implements ObjectJudge {
  /** The judge of an app. */
  static of(construct: IConstruct): AppJudge {
    return perApp(construct, 'judge', (root) => new AppJudge(root));
  }

  private readonly objects: JudgedObjects;
  /** What was found, of the objects of which anything was. */
  private readonly found = new Map<Judged, Finding[]>();
  /** Checksums of what was judged and is not printed yet. */
  private readonly judged = new Map<Judged, string>();
  /** What is printed next. */
  private readonly rendered = new Map<Judged, KubeObject>();
  private readonly watchers = new Map<Chart, Watcher>();
  private readonly collisions: Collisions;
  private readonly others: OtherObjects;
  private readonly network = new NetworkFindings();
  private readonly core = new CoreObjects();
  private known: KnownObjects;
  private isValidated = false;
  /** Objects of our kinds that the library did not make: they print themselves. */
  private readonly plain = new Set<ApiObject>();
  /** All objects of the app, as they were searched for such last. */
  private searched?: readonly ApiObject[];
  /** How many of the objects were judged at least once. */
  private met = 0;
  private unwritten?: Unwritten;

  private constructor(private readonly root: IConstruct) {
    this.objects = judgedObjects(root);
    this.objects.judge = this;
    this.others = new OtherObjects(root);
    this.known = new KnownObjects(this.objects.all, this.others);
    this.collisions = new Collisions();
    if (isWhole(root)) { root._beforeWriting.push(() => this.finish()); }
    Findings._ask(root, {
      validated: () => this.validated(),
      complete: () => {
        this.others.visit(objectsNow(root));
        this.core.listing(objectsOf(root));
        this.meetPlain(objectsOf(root));
        for (const object of this.refused()) { this.meet(object, NOT_KEPT); }
        this.judgeRest(NOT_KEPT);
        this.collisions.judgeOthers(objectsNow(root), this.known);
        this.network.judge(objectsOf(root));
      },
      isComplete: () => this.met === this.objects.all.length && this.core.isComplete,
      list: () => [
        ...releasesMissing(root, this.objects.all), ...this.foundInOrder(),
        ...this.collisions.found, ...this.others.found, ...this.core.found, ...this.network.found,
      ],
    });
  }

  /** Shows the objects of a chart to someone, each whenever it is rendered to be judged. */
  watch(chart: Chart, see: Watcher): void {
    this.watchers.set(chart, see);
  }

  /** The app, or a chart of it, is about to be printed: what was refused before may have been mended. */
  validated(): void {
    if (this.unwritten) {
      // A chart that renders itself has the app validated amid others that wait for the end: all that is wrong is told now.
      this.judgeAll();
      return;
    }
    this.isValidated = true;
    this.rendered.clear();
    this.known = new KnownObjects(this.objects.all, this.others);
    this.others.visit(objectsOf(this.root));
    this.core.printing(objectsOf(this.root), isAtWork(this.root));
    this.meetPlain(objectsOf(this.root));
    for (const object of this.refused()) { this.meet(object); }
    if (this.collisions.found.length > 0) { this.collisions.judgeOthers(objectsOf(this.root), this.known); }
    // With objects that were never looked at, what is found now would be told twice.
    if (this.met === this.objects.all.length) { this.network.judge(objectsOf(this.root)); } else { this.network.drop(); }
  }

  /** Judges plain API objects of our kinds that are new: they cannot be asked when they print, so it is done at once. */
  private meetPlain(objects: readonly ApiObject[]): void {
    if (objects === this.searched) { return; }
    this.searched = objects;
    for (const object of objects) {
      if (!isOfOurKinds(object) || '_render' in object || this.plain.has(object)) { continue; }
      this.plain.add(object);
      const judged = Object.defineProperty(object, '_render', { value: () => object.toJson() }) as Judged;
      judgeObject(judged);
      this.meet(judged, NOT_KEPT);
    }
  }

  /** An object of the library is printed: if it is the first since the app was validated, its chart begins. */
  begin(chart: Chart): void {
    if (isWhole(this.root) && this.root._isRendering) {
      this.beginUnwritten(chart);
    } else if (this.isValidated) {
      this.isValidated = false;
      this.judgeChart(chart);
    }
  }

  /** Who watches a chart sees all of it before any of it is printed; otherwise nothing is looked at before its time. */
  private beginUnwritten(chart: Chart): void {
    this.isValidated = false;
    this.unwritten ??= { charts: new Set(), printed: new Set() };
    const { charts } = this.unwritten;
    if (charts.has(chart)) { return; }
    charts.add(chart);
    if (this.watchers.has(chart)) { this.renderChart(chart); }
  }

  /**
   * All is printed, or as much as could be, and nothing is written.
   *
   * @throws when there are errors, with those of the whole app
   */
  private finish(): void {
    if (!this.unwritten) { return; }
    try {
      this.judgeAll(NOT_KEPT);
      this.core.finish();
      Findings._report(this.root);
    } finally {
      this.network.endPrinting();
      this.rendered.clear();
      this.unwritten = undefined;
    }
  }

  /** The JSON of an object that is printed. */
  print(object: Judged): object {
    const kept = this.rendered.get(object);
    if (kept) {
      this.rendered.delete(object);
      this.unwritten?.printed.add(object);
      return kept;
    }
    const json = this.meet(object, NOT_KEPT) ?? object._render();
    if (this.unwritten) {
      this.unwritten.printed.add(object);
      return json;
    }
    const errors = Findings._standing(object, this.found.get(object) ?? []).filter(isError);
    if (errors.length > 0) { throw new Error(errors.map(formatFinding).join('\n')); }
    return json;
  }

  /** The JSON of an object of another kind that is printed: whoever looks at it before all is written need not render it again. */
  printOther(object: Judged): object {
    const json = object._render() as KubeObject;
    if (this.unwritten) {
      this.core.show(object, json);
      this.network.visitPrinted(object, json);
    }
    return json;
  }

  /** @throws when there are errors, with those of the whole app */
  private judgeChart(chart: Chart): void {
    this.renderChart(chart);
    this.judgeAll();
    try {
      Findings._report(chart);
    } catch (error) {
      this.rendered.clear();
      throw error;
    }
  }

  /** Judges the objects of a chart, which are about to be printed. */
  private renderChart(chart: Chart): void {
    for (const object of this.objects.byChart.get(chart) ?? []) {
      if (this.plain.has(object)) { continue; }
      const json = this.meet(object, NOT_KEPT);
      if (json) { this.rendered.set(object, json); }
    }
  }

  /** Judges what never was, and what objects are to each other. */
  private judgeAll(isNotKept = false): void {
    this.judgeRest(isNotKept);
    this.collisions.judgeOthers(objectsOf(this.root), this.known);
    this.network.judge(objectsOf(this.root));
  }

  /** Judges what never was. */
  private judgeRest(isNotKept = false): void {
    if (this.met === this.objects.all.length) { return; }
    const rest = this.objects.all.slice(this.met);
    this.met = this.objects.all.length;
    for (const object of rest) {
      if (!this.isJudged(object)) { this.meet(object, isNotKept); }
    }
  }

  private isJudged(object: Judged): boolean {
    return this.rendered.has(object) || this.found.has(object) || this.plain.has(object) || Boolean(this.unwritten?.printed.has(object));
  }

  /**
   * Renders an object, and judges it unless it is as it was judged.
   *
   * @returns nothing when it cannot be rendered
   */
  private meet(object: Judged, isNotKept = false): KubeObject | undefined {
    const cluster = Cluster.of(object);
    const release = cluster.version?._release;
    if (!release) { return undefined; }
    const findings = object._findings?.(release) ?? [];
    // What a construct has no answer to, it cannot render.
    const json = findings.some(isError) ? undefined : this.render(object);
    if (json) { this.watchers.get(object.chart)?.(object, json); }
    const before = this.judged.get(object);
    this.judged.delete(object);
    if (json && before !== undefined && before === checksum(json)) { return json; }
    if (json) {
      const context = this.known.contextOf(cluster, release);
      findings.push(...judge(json, context), ...this.collisions.visit(object, json, context));
      this.network.visit(object, json, context);
    }
    this.note(object, findings);
    if (json && !isNotKept && !findings.some(isError)) { this.judged.set(object, checksum(json)); }
    return json;
  }

  /** What rules about other objects look at is, while all of an app is printed, what is printed. */
  private render(object: Judged): KubeObject {
    return this.unwritten ? this.known.print(object) : object._render() as KubeObject;
  }

  private note(object: Judged, findings: readonly Finding[]): void {
    if (findings.length === 0) {
      this.found.delete(object);
    } else {
      this.found.set(object, findings.map((finding) => ({ ...finding, path: finding.path ?? constructPath(object) })));
    }
  }

  /** What was found, in the order in which the objects were made. */
  private foundInOrder(): Finding[] {
    if (this.found.size < 2) { return [...this.found.values()].flat(); }
    return this.objects.all.filter((object) => this.found.has(object)).flatMap((object) => this.found.get(object)!);
  }

  /** What cannot be printed as it was judged last. */
  private refused(): Judged[] {
    return [...this.found].filter(([, findings]) => findings.some(isError)).map(([object]) => object);
  }
}

function checksum(json: object): string {
  return nameHash(JSON.stringify(json));
}
