import type { IConstruct } from 'constructs';
import { keepIn } from './kept';
import type { GitOpsTool } from '../../kubernetes/gitops-tool';
import { clusterScopeOf } from '../cluster-scope';
import { objectsNow } from '../object-list';
import { perApp } from '../per-app';

/** What tools apply that are not objects of the app. */
interface AppliedElsewhere {
  /** The scope of the cluster. */
  readonly scope: () => IConstruct;
  /** One namespace, or all of the cluster. */
  readonly namespace?: string;
  readonly tools: readonly GitOpsTool[];
}

/** Has tools that are configured elsewhere keep the data among what they apply. */
export function keepData(construct: IConstruct, applied: AppliedElsewhere): void {
  if (applied.tools.length > 0) { allOf(construct).push(applied); }
}

/** What is said to apply the objects of the cluster that a construct is in. */
export function toolsOf(construct: IConstruct): GitOpsTool[] {
  const cluster = clusterScopeOf(construct);
  return allOf(construct).filter(({ namespace, scope }) => namespace === undefined && scope() === cluster)
    .flatMap(({ tools }) => tools);
}

function allOf(construct: IConstruct): AppliedElsewhere[] {
  return perApp(construct, 'appliedElsewhere', (root) => {
    const all: AppliedElsewhere[] = [];
    // When all objects are there, and before any is printed.
    root.node.addValidation({ validate: () => mark(root, all) });
    return all;
  });
}

function mark(root: IConstruct, all: readonly AppliedElsewhere[]): string[] {
  if (all.length === 0) { return []; }
  const found = all.map((each) => ({ ...each, scope: each.scope() }));
  for (const object of objectsNow(root)) {
    const cluster = clusterScopeOf(object);
    for (const { scope, namespace, tools } of found) {
      if (scope !== cluster || (namespace !== undefined && namespace !== object.metadata.namespace)) { continue; }
      for (const tool of tools) { keepIn(tool, object); }
    }
  }
  return [];
}
