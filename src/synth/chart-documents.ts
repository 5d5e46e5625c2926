import { ApiObject, Chart } from 'cdk8s';
import type { Sequence } from './chart-sequence';
import { Named } from './file-names';
import { print } from './print';
import { render } from './render';
import { ordered } from './topological-order';

/** A document, and what names its file. */
export interface Document {
  readonly text: string;
  readonly named?: Named;
}

/** Shows the documents of a chart, which may make them itself. */
export function eachDocument(sequence: Sequence, chart: Chart, see: (document: Document) => void): void {
  if (chart.toJson !== Chart.prototype.toJson) {
    for (const json of Object.values(chart.toJson())) { see({ text: print(json, false), named: json }); }
    return;
  }
  for (const object of objectsOf(sequence, chart)) { see(documentOf(sequence, object)); }
}

/** The document of an object. */
export function documentOf({ isSimple }: Sequence, object: ApiObject): Document {
  const json = render(object, isSimple);
  return { text: print(json, true), named: json as Named | undefined };
}

/** The objects of which a chart is the nearest. */
export function objectsOf({ graph }: Sequence, chart: Chart): ApiObject[] {
  return ordered(graph, graph.below(chart)).filter((each): each is ApiObject => ApiObject.isApiObject(each) && graph.chartOf(each) === chart);
}
