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
  const order = new Map(facts.map((each) => [
    each.unit, facts.filter((other) => other !== each && needs(each, other)).map(({ unit }) => unit),
  ]));
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

function needs(one: Facts, other: Facts): boolean {
  const shares = (a: ReadonlySet<unknown>, b: ReadonlySet<unknown>) => [...a].some((each) => b.has(each));
  return shares(one.precedingCharts, other.charts)
    || [...one.used].some((kind) => other.defined.has(kind) && !one.defined.has(kind))
    || (one.isInstall && !shares(OURS, one.defined) && shares(OURS, other.defined))
    || (one.hasSandboxes && !one.isInstall && other.isInstall)
    || (one.hasSandboxes && !one.bounds && other.bounds)
    || [...one.namespaces].some((name) => !one.made.has(name) && other.made.has(name))
    || [...one.inhabited].some((name) => !one.made.has(name) && !one.guarded.has(name) && other.guarded.has(name));
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
