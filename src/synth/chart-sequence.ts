import { App, Chart } from 'cdk8s';
import { AppGraph, graphOf } from './dependency-graph';
import { CircleSuspected, ordered } from './topological-order';
import { isSimpleApp } from '../app/json/object-json';

/** The charts of an app in the order to apply them. */
export interface Sequence {
  readonly graph: AppGraph;
  readonly charts: readonly Chart[];
  /** Whether plain data is printed as it is, with sorted keys: read once, as reading the environment is slow. */
  readonly isSimple: boolean;
}

/**
 * Puts the charts of an app into the order to apply them.
 *
 * @returns undefined when cdk8s should decide
 */
export function sequenceOf(app: App): Sequence | undefined {
  try {
    const graph = graphOf(app);
    const charts = ordered(graph, graph.constructs).filter((each): each is Chart => Chart.isChart(each));
    return { graph, charts, isSimple: isSimpleApp(app) };
  } catch (error) {
    if (error instanceof CircleSuspected) { return undefined; }
    throw error;
  }
}
