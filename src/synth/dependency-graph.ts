import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';

/** The objects that a dependency on a construct stands for: those at and below it, within its chart. */
export interface Group {
  /** In the order of the tree. */
  readonly objects: readonly ApiObject[];
  /** The same. */
  readonly members: ReadonlySet<IConstruct>;
}

/** The constructs of an app and their dependencies, read in one walk of the tree. */
export interface AppGraph {
  /** All constructs, parents before children. */
  readonly constructs: readonly IConstruct[];
  /** Direct dependencies of a construct, in the order of declaration. */
  readonly edges: ReadonlyMap<IConstruct, ReadonlyArray<IConstruct | Group>>;
  /** Constructs that others depend on. */
  readonly preceding: ReadonlySet<IConstruct>;
  /** Whether a chart depends on another, so that files are numbered. */
  readonly hasDependentCharts: boolean;
  /** The nearest chart at or above a construct, if there is one. */
  chartOf(construct: IConstruct): Chart | undefined;
  /** All constructs at and below one. */
  below(construct: IConstruct): readonly IConstruct[];
}

/**
 * Reads the dependencies of an app as cdk8s does: a chart depends on the charts in it, and on the charts of everything
 * that its constructs depend on. A dependency between two constructs is one between all objects of the one and all
 * objects of the other. cdk8s adds an edge for each pair of objects; here a group keeps it one edge.
 *
 * @throws when a construct that depends on another is in no chart
 */
export function graphOf(app: IConstruct): AppGraph {
  const tree = new ConstructTree(app);
  const hasDependentCharts = relateCharts(tree);
  const edges = new Map<IConstruct, Array<IConstruct | Group>>();
  const preceding = new Set<IConstruct>();
  const groups = new Map<IConstruct, Group>();
  /** Those of which all objects are in `preceding`. */
  const complete = new Set<Group>();
  for (const [source, targets] of tree.targets) {
    const own = [...targets].filter((target) => tree.has(target));
    edges.set(source, own);
    for (const target of own) { preceding.add(target); }
  }
  for (const { source, target } of tree.dependencies()) {
    // An edge between two single objects is complete already.
    if (tree.has(target) && !(isSingle(tree, source) && isSingle(tree, target))) {
      const group = groups.get(target) ?? groupOf(tree, target);
      groups.set(target, group);
      relateObjects(objectsOf(tree, source), group, edges, preceding, complete);
    }
  }
  return {
    constructs: tree.constructs,
    chartOf: (construct) => tree.chartOf(construct),
    edges,
    preceding,
    hasDependentCharts,
    below: (construct) => tree.below(construct),
  };
}

interface Dependency {
  readonly source: IConstruct;
  readonly target: IConstruct;
}

/** The constructs of an app in the order of the tree, with their declared dependencies. */
class ConstructTree {
  readonly constructs: IConstruct[] = [];
  readonly charts: Chart[] = [];
  /** Dependencies by construct; constructs without any are absent. */
  readonly targets = new Map<IConstruct, Set<IConstruct>>();
  /** Index of each construct in `constructs`; `nearest` and `ends` have the same indexes. */
  private readonly indexes = new Map<IConstruct, number>();
  private readonly nearest: Array<Chart | undefined> = [];
  /** Index after the last construct below each. */
  private readonly ends: number[] = [];

  constructor(app: IConstruct) {
    // An explicit stack: a tree may be deeper than the call stack.
    const open: number[] = [];
    const rest: Array<IConstruct | undefined> = [app];
    while (rest.length > 0) {
      const construct = rest.pop();
      if (!construct) {
        this.ends[open.pop()!] = this.constructs.length;
        continue;
      }
      const index = this.add(construct, open.length > 0 ? this.nearest[open[open.length - 1]] : undefined);
      const { children } = construct.node;
      if (children.length === 0) { continue; }
      open.push(index);
      rest.push(undefined);
      for (let child = children.length - 1; child >= 0; child--) { rest.push(children[child]); }
    }
  }

  /** A construct and all below it. */
  below(construct: IConstruct): readonly IConstruct[] {
    const index = this.indexes.get(construct)!;
    return this.constructs.slice(index, this.ends[index]);
  }

  /** Whether a construct has no children. */
  isLeaf(construct: IConstruct): boolean {
    const index = this.indexes.get(construct)!;
    return this.ends[index] === index + 1;
  }

  /** Whether a construct is in this app. */
  has(construct: IConstruct): boolean {
    return this.indexes.has(construct);
  }

  /** The nearest chart at or above a construct. */
  chartOf(construct: IConstruct): Chart | undefined {
    const index = this.indexes.get(construct);
    return index === undefined ? undefined : this.nearest[index];
  }

  /** All dependencies, in the order of the tree. */
  dependencies(): Dependency[] {
    const all: Dependency[] = [];
    // Most apps declare no dependencies.
    if (this.targets.size === 0) { return all; }
    for (const source of this.constructs) {
      this.targets.get(source)?.forEach((target) => all.push({ source, target }));
    }
    return all;
  }

  depend(source: IConstruct, target: IConstruct): void {
    const targets = this.targets.get(source);
    if (targets) { targets.add(target); } else { this.targets.set(source, new Set([target])); }
  }

  /** @throws the error of cdk8s when the construct is in no chart */
  chart(construct: IConstruct): Chart {
    return this.chartOf(construct) ?? Chart.of(construct);
  }

  /** @returns the index of the construct */
  private add(construct: IConstruct, chartAbove: Chart | undefined): number {
    const index = this.constructs.push(construct) - 1;
    this.indexes.set(construct, index);
    const isChart = Chart.isChart(construct);
    if (isChart) { this.charts.push(construct); }
    this.nearest.push(isChart ? construct : chartAbove);
    this.ends.push(index + 1);
    for (const target of construct.node.dependencies) { this.depend(construct, target); }
    return index;
  }
}

/**
 * Adds the dependencies between charts: on charts in them, and on the charts that their constructs depend on.
 *
 * @returns whether there is any
 */
function relateCharts(tree: ConstructTree): boolean {
  let related = false;
  const dependencies = tree.dependencies();
  for (const chart of tree.charts) {
    for (const child of chart.node.children) {
      if (!Chart.isChart(child)) { continue; }
      tree.depend(chart, child);
      related = true;
    }
  }
  for (const { source, target } of dependencies) {
    const [sourceChart, targetChart] = [tree.chart(source), tree.chart(target)];
    if (sourceChart === targetChart) { continue; }
    tree.depend(sourceChart, targetChart);
    related = true;
  }
  return related;
}

/** Whether a construct is an object without children. */
function isSingle(tree: ConstructTree, construct: IConstruct): boolean {
  return ApiObject.isApiObject(construct) && tree.isLeaf(construct);
}

function groupOf(tree: ConstructTree, target: IConstruct): Group {
  const objects = objectsOf(tree, target);
  return { objects, members: new Set(objects) };
}

/** Many constructs may depend on one group, such as tenants on a chart with the guardrails of all. */
function relateObjects(
  after: readonly ApiObject[],
  group: Group,
  edges: Map<IConstruct, Array<IConstruct | Group>>,
  preceding: Set<IConstruct>,
  complete: Set<Group>,
): void {
  const { objects } = group;
  if (objects.length === 0 || after.length === 0) { return; }
  for (const object of after) {
    const known = edges.get(object);
    if (!known) { edges.set(object, [group]); } else if (!known.includes(group)) { known.push(group); }
  }
  const itself = after.length === 1 ? after[0] : undefined;
  const isInIt = itself !== undefined && group.members.has(itself);
  if (!isInIt && complete.has(group)) { return; }
  for (const object of objects) {
    // An object does not precede itself.
    if (object !== itself) { preceding.add(object); }
  }
  if (!isInIt) { complete.add(group); }
}

/** The objects at and below a construct, within its chart. */
function objectsOf(tree: ConstructTree, construct: IConstruct): ApiObject[] {
  const chart = tree.chart(construct);
  return tree
    .below(construct)
    .filter((each): each is ApiObject => ApiObject.isApiObject(each) && tree.chartOf(each) === chart);
}
