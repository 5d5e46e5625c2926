import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';

/** Objects that something comes after as a whole: those of a construct, as far as they are of its chart. */
export interface Group {
  readonly objects: readonly ApiObject[];
}

/** The tree of an app, looked at once. */
export interface AppGraph {
  /** All constructs, each before its children. */
  readonly constructs: readonly IConstruct[];
  /** What a construct comes after, in the order in which it was said. */
  readonly edges: ReadonlyMap<IConstruct, ReadonlyArray<IConstruct | Group>>;
  /** The constructs that something comes after. */
  readonly preceding: ReadonlySet<IConstruct>;
  /** Whether a chart comes after another, so that files are numbered. */
  readonly hasDependentCharts: boolean;
  /** The nearest chart at or above a construct, if it has one. */
  chartOf(construct: IConstruct): Chart | undefined;
  /** All constructs at and below one. */
  below(construct: IConstruct): readonly IConstruct[];
}

/**
 * Looks at an app: what comes after what, as cdk8s reads it. A chart comes after the charts in it, and after charts that hold
 * what something in it comes after; and where one construct comes after another, all its objects come after all of the
 * other. cdk8s writes that out, each with each; here it stays one group.
 *
 * @throws when a construct that depends on another is in no chart
 */
export function graphOf(app: IConstruct): AppGraph {
  const tree = new Tree(app);
  const hasDependentCharts = relateCharts(tree);
  const edges = new Map<IConstruct, Array<IConstruct | Group>>();
  const preceding = new Set<IConstruct>();
  for (const [source, targets] of tree.targets) {
    const own = [...targets].filter((target) => tree.has(target));
    edges.set(source, own);
    for (const target of own) { preceding.add(target); }
  }
  for (const { source, target } of tree.said()) {
    // One object and one object have said all of it.
    if (tree.has(target) && !(isSingle(tree, source) && isSingle(tree, target))) { relateObjects(tree, source, target, edges, preceding); }
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

/** The constructs of an app, and what was said of them. */
class Tree {
  readonly constructs: IConstruct[] = [];
  readonly charts: Chart[] = [];
  /** Only of those that come after something. */
  readonly targets = new Map<IConstruct, Set<IConstruct>>();
  /** Where each is among the constructs; there too, its chart, and where what is below it ends. */
  private readonly places = new Map<IConstruct, number>();
  private readonly nearest: Array<Chart | undefined> = [];
  private readonly ends: number[] = [];

  constructor(app: IConstruct) {
    // Its own stack: trees are as deep as their users like.
    const open: number[] = [];
    const rest: Array<IConstruct | undefined> = [app];
    while (rest.length > 0) {
      const construct = rest.pop();
      if (!construct) {
        this.ends[open.pop()!] = this.constructs.length;
        continue;
      }
      const place = this.meet(construct, open.length > 0 ? this.nearest[open[open.length - 1]] : undefined);
      const { children } = construct.node;
      if (children.length === 0) { continue; }
      open.push(place);
      rest.push(undefined);
      for (let index = children.length - 1; index >= 0; index--) { rest.push(children[index]); }
    }
  }

  /** A construct and all below it. */
  below(construct: IConstruct): readonly IConstruct[] {
    const place = this.places.get(construct)!;
    return this.constructs.slice(place, this.ends[place]);
  }

  /** Whether nothing is below a construct. */
  isLeaf(construct: IConstruct): boolean {
    const place = this.places.get(construct)!;
    return this.ends[place] === place + 1;
  }

  /** Whether a construct is of this app. */
  has(construct: IConstruct): boolean {
    return this.places.has(construct);
  }

  /** The nearest chart at or above a construct. */
  chartOf(construct: IConstruct): Chart | undefined {
    const place = this.places.get(construct);
    return place === undefined ? undefined : this.nearest[place];
  }

  /** What comes after what, in the order of the tree. */
  said(): Array<{ readonly source: IConstruct; readonly target: IConstruct }> {
    const said: Array<{ readonly source: IConstruct; readonly target: IConstruct }> = [];
    // Most apps say nothing.
    if (this.targets.size === 0) { return said; }
    for (const source of this.constructs) { this.targets.get(source)?.forEach((target) => said.push({ source, target })); }
    return said;
  }

  depend(source: IConstruct, target: IConstruct): void {
    const targets = this.targets.get(source);
    if (targets) { targets.add(target); } else { this.targets.set(source, new Set([target])); }
  }

  /** @throws as cdk8s does when it is in none */
  chart(construct: IConstruct): Chart {
    return this.chartOf(construct) ?? Chart.of(construct);
  }

  /** @returns its place */
  private meet(construct: IConstruct, chartAbove: Chart | undefined): number {
    const place = this.constructs.push(construct) - 1;
    this.places.set(construct, place);
    const isChart = Chart.isChart(construct);
    if (isChart) { this.charts.push(construct); }
    this.nearest.push(isChart ? construct : chartAbove);
    this.ends.push(place + 1);
    for (const target of construct.node.dependencies) { this.depend(construct, target); }
    return place;
  }
}

/** Has charts come after the charts in them, and after those of what is in them. */
function relateCharts(tree: Tree): boolean {
  let related = false;
  const said = tree.said();
  for (const chart of tree.charts) {
    for (const child of chart.node.children) {
      if (!Chart.isChart(child)) { continue; }
      tree.depend(chart, child);
      related = true;
    }
  }
  for (const { source, target } of said) {
    const [sourceChart, targetChart] = [tree.chart(source), tree.chart(target)];
    if (sourceChart === targetChart) { continue; }
    tree.depend(sourceChart, targetChart);
    related = true;
  }
  return related;
}

/** Whether a construct is an object, and nothing is below it. */
function isSingle(tree: Tree, construct: IConstruct): boolean {
  return ApiObject.isApiObject(construct) && tree.isLeaf(construct);
}

function relateObjects(
  tree: Tree, source: IConstruct, target: IConstruct, edges: Map<IConstruct, Array<IConstruct | Group>>, preceding: Set<IConstruct>,
): void {
  const after = objectsOf(tree, source);
  const group: Group = { objects: objectsOf(tree, target) };
  if (group.objects.length === 0) { return; }
  for (const object of after) {
    const known = edges.get(object);
    if (known) { known.push(group); } else { edges.set(object, [group]); }
  }
  for (const object of group.objects) {
    if (after.length > 1 || (after.length === 1 && after[0] !== object)) { preceding.add(object); }
  }
}

/** The objects at and below a construct, as far as they are of its chart. */
function objectsOf(tree: Tree, construct: IConstruct): ApiObject[] {
  const chart = tree.chart(construct);
  return tree.below(construct).filter((each): each is ApiObject => ApiObject.isApiObject(each) && tree.chartOf(each) === chart);
}
