import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Collisions } from './collisions';
import { KnownObjects } from './known-objects';
import { CoreObjects } from './kubernetes-objects';
import { releasesMissing } from './missing-releases';
import { NamespaceObjects } from './namespaces';
import { ObjectLedger } from './object-ledger';
import { OneForAll } from './one-for-all';
import { OperatedInApp } from './operated';
import { OtherObjects } from './other-objects';
import { PlainObjects } from './plain-objects';
import { PublicImages } from './public-images';
import { UnisolatedPods } from './unisolated-pods';
import { Cluster } from '../../app/cluster';
import { Judged, JudgedObjects } from '../../app/judged-objects';
import { Finding } from '../../findings/finding';
import { isError } from '../../findings/trouble';
import type { KubeObject } from '../../kubernetes/kube-object';
import { NetworkFindings } from '../../network/findings/network-findings';
import { judge } from '../rules';
import { GitOpsInApp } from '../rules/gitops/in-app';

/** Sees each object of a chart whenever it is rendered to be judged. */
export type Watcher = (object: ApiObject, json: KubeObject) => void;

/** How the JSON of an object is made. */
export type Render = (object: Judged) => KubeObject;

/** Renders an object as it is now. */
export const renderNow: Render = (object) => object._render() as KubeObject;

/** All judges of the objects of an app: of each object by itself, and of all together. */
export class Inspection {
  readonly ledger: ObjectLedger;
  readonly known: KnownObjects;
  readonly core = new CoreObjects();
  readonly network = new NetworkFindings();
  private readonly collisions = new Collisions();
  private readonly others: OtherObjects;
  private readonly operated = new OperatedInApp();
  private readonly gitOps = new GitOpsInApp();
  private readonly namespaces: NamespaceObjects;
  private readonly plain = new PlainObjects();
  private readonly oneForAll: readonly OneForAll[];
  private readonly watchers = new Map<Chart, Watcher>();

  constructor(private readonly root: IConstruct, private readonly objects: JudgedObjects) {
    this.ledger = new ObjectLedger(objects.all);
    this.others = new OtherObjects(root);
    this.oneForAll = [new UnisolatedPods(), new PublicImages(this.others)];
    this.namespaces = new NamespaceObjects(root);
    this.known = new KnownObjects(objects.all, this.others);
    this.others.finder = this.known;
  }

  /** Whether all objects were judged that are in the app now. */
  get isComplete(): boolean {
    return this.ledger.isComplete && this.core.isComplete;
  }

  /** All findings, in the order in which they are told. */
  findings(): Finding[] {
    return [
      ...releasesMissing(this.root, this.objects.all), ...this.ledger.inOrder(),
      ...this.collisions.found, ...this.others.found, ...this.core.found, ...this.namespaces.found,
      ...this.operated.found, ...this.gitOps.found,
      ...this.network.found,
      // While objects are unjudged, their number is not final, and would be told twice.
      ...this.ledger.isComplete ? this.oneForAll.flatMap((each) => each.findings()) : [],
    ];
  }

  watch(chart: Chart, see: Watcher): void {
    this.watchers.set(chart, see);
  }

  isWatched(chart: Chart): boolean {
    return this.watchers.has(chart);
  }

  /**
   * Looks at an app that will be printed: at what never prints through the judge, and at what was refused before.
   *
   * @param objects of the app
   * @param areShown whether other objects of this library will show what they print, before anything is written
   */
  beforePrinting(objects: readonly ApiObject[], areShown: boolean): void {
    this.known.drop();
    const plain = this.plain.find(objects);
    this.others.visit(objects);
    this.namespaces.visit(objects);
    this.operated.visit(objects);
    this.gitOps.visit(objects);
    this.core.beforePrinting(objects, areShown);
    this.judgePlain(plain);
    for (const object of this.ledger.refused()) { this.judgeAhead(object); }
    if (this.collisions.found.length > 0) { this.collisions.judgeOthers(objects, this.known); }
    // While objects are unjudged, findings about the network are not final and would be told twice.
    if (this.ledger.isComplete) { this.network.judge(objects); } else { this.network.drop(); }
  }

  /** Judges an app that is still being composed, so that its findings can be listed. */
  whileComposing(objects: readonly ApiObject[]): void {
    this.known.drop();
    const plain = this.plain.find(objects);
    this.others.visit(objects);
    this.namespaces.visit(objects);
    this.operated.visit(objects);
    this.gitOps.visit(objects);
    this.core.whileComposing(objects);
    this.judgePlain(plain);
    for (const object of [...this.ledger.found(), ...this.ledger.unjudged()]) { this.judge(object); }
    this.judgeTogether(objects);
  }

  /** Judges what objects are to each other, when each was judged. */
  judgeTogether(objects: readonly ApiObject[]): void {
    this.collisions.judgeOthers(objects, this.known);
    this.namespaces.judgeQuotas();
    this.network.judge(objects);
  }

  /** Judges the objects of a chart that is printed next, and adds the JSON of each to what is prepared. */
  prepare(chart: Chart, prepared: Map<Judged, KubeObject>, render: Render = renderNow): void {
    for (const object of this.objects.byChart.get(chart) ?? []) {
      const json = this.plain.has(object) ? undefined : this.judge(object, render);
      if (json) { prepared.set(object, json); }
    }
  }

  /** Judges an object that is printed later: then it is judged again only if its checksum is another. */
  judgeAhead(object: Judged, render: Render = renderNow): void {
    const json = this.judge(object, render);
    if (json && !this.ledger.hasErrors(object)) { this.ledger.keepChecksum(object, json); }
  }

  /**
   * Renders an object, and judges it unless it is as it was judged ahead.
   *
   * @returns undefined when it cannot be rendered
   */
  judge(object: Judged, render: Render = renderNow): KubeObject | undefined {
    const cluster = Cluster.of(object);
    const release = cluster.version?._release;
    const findings = release ? object._findings?.(release) ?? [] : [];
    // A construct with errors of its own cannot render its object.
    const json = release && !findings.some(isError) ? render(object) : undefined;
    this.ledger.visited(object);
    if (!release) { return undefined; }
    if (json) { this.watchers.get(object.chart)?.(object, json); }
    if (this.ledger.takeChecksum(object, json)) { return json; }
    if (json) {
      const context = this.known.contextOf(cluster, release);
      findings.push(...judge(json, context), ...this.collisions.visit(object, json, context));
      findings.push(...this.namespaces.judge(object, json));
      this.network.visit(object, json, context);
      for (const each of this.oneForAll) { each.visit(object, json, findings); }
    }
    this.ledger.record(object, findings);
    return json;
  }

  /** They are judged as soon as they are found, as nobody asks for them when they print. */
  private judgePlain(objects: readonly Judged[]): void {
    for (const object of objects) { this.judge(object); }
  }
}
