import { ApiObject, Chart } from 'cdk8s';
import type { Sequence } from './chart-sequence';
import { Named } from './file-names';
import { print } from './print';
import { ordered } from './topological-order';
import { inOnePass } from '../app/json/object-json';
import { constructPath } from '../app/judged-objects';

/** A YAML document, and the object that names its file. */
export interface ChartDocument {
  readonly text: string;
  readonly named?: Named;
}

/** Passes on the documents of a chart. A chart that renders itself is asked for its JSON. */
export function eachDocument(sequence: Sequence, chart: Chart, visit: (document: ChartDocument) => void): void {
  if (chart.toJson !== Chart.prototype.toJson) {
    for (const json of Object.values(chart.toJson())) {
      visit({ text: print(json, false, () => chart.node.path), named: json });
    }
    return;
  }
  for (const object of objectsOf(sequence, chart)) { visit(documentOf(sequence, object)); }
}

/** The document of an object. */
export function documentOf({ isSimple }: Sequence, object: ApiObject): ChartDocument {
  const json = render(object, isSimple);
  return { text: print(json, true, () => constructPath(object)), named: json as Named | undefined };
}

/** The JSON of an object, made in one pass in place of three unless it renders itself or holds tokens. */
function render(object: ApiObject, isSimple: boolean): unknown {
  const json = isSimple && object.toJson === ApiObject.prototype.toJson ? inOnePass(object) : undefined;
  return json ?? object.toJson();
}

/** The objects whose nearest chart is the given one. */
export function objectsOf({ graph }: Sequence, chart: Chart): ApiObject[] {
  return ordered(graph, graph.below(chart))
    .filter((each): each is ApiObject => ApiObject.isApiObject(each) && graph.chartOf(each) === chart);
}
