import { Chart } from 'cdk8s';
import { Content } from './content';
import { Stage, stageOf } from './stage';
import { KIND_NAMES, KINDS } from '../api/kinds';
import { isOfOurKinds } from '../app/judged-objects';

/** What one object of a GitOps tool applies. */
export interface GitOpsUnit {
  /** Path of its construct. */
  readonly path: string;
  readonly charts: readonly Chart[];
  readonly content: Content;
}

/** The kinds of Agent Sandbox. */
const OURS: ReadonlySet<string> = new Set(KIND_NAMES.map((kind) => `${KINDS[kind].group} ${kind}`));

/** What is asked of each unit many times. */
interface Facts {
  readonly unit: GitOpsUnit;
  readonly charts: ReadonlySet<Chart>;
  readonly precedingCharts: ReadonlySet<Chart>;
  readonly defined: ReadonlySet<string>;
  readonly used: ReadonlySet<string>;
  readonly isInstall: boolean;
  readonly hasSandboxes: boolean;
  /** Whether it has classes or policies of the whole cluster. */
  readonly bounds: boolean;
  readonly made: ReadonlySet<string>;
  readonly guarded: ReadonlySet<string>;
  readonly inhabited: ReadonlySet<string>;
  readonly namespaces: ReadonlySet<string>;
}

/** The units that must be applied before each. */
export type Order = ReadonlyMap<GitOpsUnit, readonly GitOpsUnit[]>;

/**
 * Finds which units need others: kinds, namespaces and guardrails that they hold, the controller, and dependencies that
 * users declared.
 *
 * @throws when units need each other
 */
export function orderOf(units: readonly GitOpsUnit[]): Order {
  const facts = units.map(factsOf);
  const index = new Index(facts);
  const order = new Map(facts.map((each) => [each.unit, index.neededBy(each)]));
  refuseCircles(order);
  return order;
}

function factsOf(unit: GitOpsUnit): Facts {
  const { content } = unit;
  const of = (stage: Stage) => new Set(content.objects.filter((each) => stageOf(each) === stage)
    .flatMap(({ metadata }) => metadata.namespace ?? []));
  return {
    unit,
    charts: new Set(unit.charts),
    precedingCharts: precedingCharts(unit.charts),
    defined: content.definedKinds(),
    used: new Set(content.kinds(() => true).map(({ group, kind }) => `${group} ${kind}`)),
    isInstall: content.isInstall,
    hasSandboxes: content.objects.some(isOfOurKinds),
    bounds: content.objects.some((each) => each.metadata.namespace === undefined
      && [Stage.INSTALL, Stage.GUARDRAILS].includes(stageOf(each))),
    made: content.madeNamespaces(),
    guarded: of(Stage.GUARDRAILS),
    inhabited: of(Stage.WORKLOADS),
    namespaces: new Set(content.namespaces()),
  };
}

/** The charts on which constructs of charts depend. That cdk8s has a chart depend on those within it tells nothing. */
function precedingCharts(charts: readonly Chart[]): Set<Chart> {
  const all = charts.flatMap((chart) => chart.node.findAll());
  const found = all.flatMap(({ node }) => node.dependencies)
    .map((target) => Chart.of(target));
  return new Set(found.filter((chart) => !charts.includes(chart)));
}

/** Units by what they hold: with hundreds of them, each asks only those that may have what it needs. */
class Index {
  private readonly charts: ReadonlyMap<Chart, readonly number[]>;
  private readonly defined: ReadonlyMap<string, readonly number[]>;
  private readonly made: ReadonlyMap<string, readonly number[]>;
  private readonly guarded: ReadonlyMap<string, readonly number[]>;
  private readonly installs: readonly number[];
  private readonly bounds: readonly number[];

  constructor(private readonly facts: readonly Facts[]) {
    const by = <T>(held: (one: Facts) => ReadonlySet<T>) => {
      const found = new Map<T, number[]>();
      facts.forEach((each, index) => {
        for (const value of held(each)) {
          const same = found.get(value);
          if (same) { same.push(index); } else { found.set(value, [index]); }
        }
      });
      return found;
    };
    const those = (is: (one: Facts) => boolean) => facts.flatMap((each, index) => (is(each) ? [index] : []));
    this.charts = by((each) => each.charts);
    this.defined = by((each) => each.defined);
    this.made = by((each) => each.made);
    this.guarded = by((each) => each.guarded);
    this.installs = those(({ isInstall }) => isInstall);
    this.bounds = those(({ bounds }) => bounds);
  }

  /** The units that one needs, in the order in which they were made. */
  neededBy(one: Facts): GitOpsUnit[] {
    const found = new Set<number>();
    const add = (indices: readonly number[] = []) => { for (const each of indices) { found.add(each); } };
    for (const chart of one.precedingCharts) { add(this.charts.get(chart)); }
    for (const kind of one.used) { if (!one.defined.has(kind)) { add(this.defined.get(kind)); } }
    if (one.isInstall && ![...OURS].some((kind) => one.defined.has(kind))) {
      for (const kind of OURS) { add(this.defined.get(kind)); }
    }
    if (one.hasSandboxes && !one.isInstall) { add(this.installs); }
    if (one.hasSandboxes && !one.bounds) { add(this.bounds); }
    for (const name of one.namespaces) { if (!one.made.has(name)) { add(this.made.get(name)); } }
    for (const name of one.inhabited) {
      if (!one.made.has(name) && !one.guarded.has(name)) { add(this.guarded.get(name)); }
    }
    return [...found].sort((a, b) => a - b).map((index) => this.facts[index]).filter((each) => each !== one)
      .map(({ unit }) => unit);
  }
}

function refuseCircles(order: Order): void {
  const done = new Set<GitOpsUnit>();
  const visit = (unit: GitOpsUnit, way: readonly GitOpsUnit[]): void => {
    if (done.has(unit)) { return; }
    const begin = way.indexOf(unit);
    if (begin >= 0) {
      const names = way.slice(begin).map(({ path }) => `'${path}'`);
      throw new Error(
        `${names.join(' and ')} need each other: kinds, namespaces or guardrails of each are in the charts of the `
          + 'other one, so that neither can be applied first; have one apply the charts of both, or move these objects',
      );
    }
    for (const before of order.get(unit) ?? []) { visit(before, [...way, unit]); }
    done.add(unit);
  };
  for (const unit of order.keys()) { visit(unit, []); }
}

/** How many units come before each, one after the other. */
export function levelsOf(order: Order): ReadonlyMap<GitOpsUnit, number> {
  const levels = new Map<GitOpsUnit, number>();
  const level = (unit: GitOpsUnit): number => {
    if (!levels.has(unit)) { levels.set(unit, Math.max(0, ...(order.get(unit) ?? []).map((each) => level(each) + 1))); }
    return levels.get(unit)!;
  };
  for (const unit of order.keys()) { level(unit); }
  return levels;
}
