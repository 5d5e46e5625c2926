import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { rendered } from './json/object-json';
import { perApp } from './per-app';
import type { Finding } from '../findings/finding';
import type { KubeObject } from '../kubernetes/kube-object';
import type { Release } from '../release/release';

/**
 * An object whose final JSON is judged before it is printed.
 * @internal
 */
export interface Judged extends ApiObject {
  /** The final JSON, without judging it. */
  _render(): object;
  /** Findings about its construct that the JSON does not show. */
  _findings?(release: Release): Finding[];
}

/** The groups of our kinds. */
const GROUPS = /^(?:extensions\.)?agents\.x-k8s\.io$/;

/** Whether an object is of one of our kinds. */
export function isOfOurKinds({ apiGroup }: ApiObject): boolean {
  return GROUPS.test(apiGroup);
}

/** The objects of an app that are judged, and who judges them. */
export interface JudgedObjects {
  /** In the order they were made. */
  readonly all: Judged[];
  /** The same by chart. */
  readonly byChart: Map<Chart, Judged[]>;
  /** The judge; undefined in an app that nothing has judged. */
  judge?: ObjectJudge;
}

/**
 * The judge of the objects of an app. It is one object: V8 keeps functions that are assigned to members in its old
 * space, where they hold a dropped tree in memory until a full collection.
 */
export interface ObjectJudge {
  /** An object of the library in the chart is about to be printed. */
  begin(chart: Chart): Printing;
}

/** How the objects of an app are printed. */
export interface Printing {
  /** The final JSON of an object of our kinds that is about to be printed. */
  print(object: Judged): object;
  /** The same of an object of another kind, of this library. */
  printOther(object: Judged): object;
}

/** The objects of an app that are judged. */
export function judgedObjects(construct: IConstruct): JudgedObjects {
  return perApp(construct, 'judgedObjects', () => ({ all: [], byChart: new Map() }));
}

/** The JSON of an object without its being judged, which objects of ours are when they are printed. */
export function renderUnjudged(object: ApiObject): KubeObject {
  return ('_render' in object ? (object as Judged)._render() : rendered(object)) as KubeObject;
}

/**
 * The same, or undefined: an object that cannot be rendered fails when it is printed, and other rules do not see it.
 */
export function tryToRender(object: ApiObject): KubeObject | undefined {
  try {
    return renderUnjudged(object);
  } catch {
    return undefined;
  }
}

/** As much of an object as can be known without rendering it. */
export function identityOf({ apiVersion, kind, name, metadata: { namespace } }: ApiObject): KubeObject {
  return { apiVersion, kind, metadata: { name, ...(namespace !== undefined && { namespace }) } };
}

/** Annotations of an object as they are now: cdk8s has no getter, and rendering a CRD for this would be dear. */
export function annotationsOf({ metadata }: ApiObject): Readonly<Record<string, string>> {
  return (metadata as unknown as { annotations?: Record<string, string> }).annotations ?? {};
}

/** Has an object judged. */
export function judgeObject(object: Judged): void {
  const { all, byChart } = judgedObjects(object);
  all.push(object);
  const siblings = byChart.get(object.chart);
  if (siblings) { siblings.push(object); } else { byChart.set(object.chart, [object]); }
}

/**
 * The path of the construct that the user made: the parent of a child `Resource`, as in cdk8s-plus, else the object.
 */
export function constructPath({ node }: ApiObject): string {
  return node.id === 'Resource' && node.scope ? node.scope.node.path : node.path;
}
