import { App, Chart } from 'cdk8s';
import { AppGraph, graphOf } from './dependency-graph';
import { CircleSuspected, ordered } from './topological-order';
import { isSimpleApp } from '../app/json/object-json';

/** The charts of an app in the order to apply them. */
export interface Sequence {
  readonly graph: AppGraph;
  readonly charts: readonly Chart[];
  /** Whether plain data is printed as it is, with sorted keys: asked once, as the environment is slow to read. */
  readonly isSimple: boolean;
}

/**
 * Puts the charts of an app into their order.
 *
 * @returns nothing when cdk8s should decide
 */
export function sequenceOf(app: App): Sequence | undefined {
  try {
    const graph = graphOf(app);
    const charts = ordered(graph, graph.constructs).filter((construct): construct is Chart => Chart.isChart(construct));
    return { graph, charts, isSimple: isSimpleApp(app) };
  } catch (error) {
    if (error instanceof CircleSuspected) { return undefined; }
    throw error;
  }
}
