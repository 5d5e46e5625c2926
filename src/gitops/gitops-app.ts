import { ApiObject, App, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Content, withInnerCharts } from './content';
import { levelsOf, Order, orderOf, GitOpsUnit } from './order';
import { Layout, layoutOf } from './output-layout';
import { markWave, markWaves } from './waves';
import { keepIn } from '../app/applied/kept';
import { objectsNow } from '../app/object-list';
import { perApp } from '../app/per-app';
import { shown } from '../checks/forms';
import { GitOpsTool } from '../kubernetes/gitops-tool';

/** What one construct has a tool apply to one cluster. */
export interface AppliedCharts {
  readonly tool: GitOpsTool;
  /** The cluster, as the tool knows it. */
  readonly cluster: string;
  readonly construct: IConstruct;
  readonly charts: readonly Chart[];
  /** The object that is itself applied after those that come before it. */
  readonly orders?: () => ApiObject;
}

/** What is known of an app when it is printed. */
interface Known {
  readonly units: ReadonlyMap<AppliedCharts, GitOpsUnit>;
  readonly applied: ReadonlyMap<GitOpsUnit, AppliedCharts>;
  readonly layout: () => Layout;
  readonly order: () => Order;
  readonly levels: () => ReadonlyMap<GitOpsUnit, number>;
  readonly objects: readonly ApiObject[];
}

/** All that the GitOps tools of an app apply. */
export class GitOpsApp {
  static of(construct: IConstruct): GitOpsApp {
    return perApp(construct, 'gitOps', (root) => new GitOpsApp(root));
  }

  private readonly all: AppliedCharts[] = [];
  /** What applies each chart, by tool and cluster. */
  private readonly charts = new Map<string, Map<Chart, AppliedCharts>>();
  private known?: Known;

  private constructor(private readonly root: IConstruct) {
    root.node.addValidation({ validate: () => this.validate() });
  }

  add(applied: AppliedCharts): void {
    const key = clusterKeyOf(applied);
    const charts = this.charts.get(key) ?? new Map<Chart, AppliedCharts>();
    const same = applied.charts.map((chart) => charts.get(chart)).find((each) => each !== undefined);
    if (same) {
      throw new Error(
        `'${same.construct.node.path}' has the same chart applied to the same cluster, and each would set back what `
          + 'the other does; leave the chart to one of them',
      );
    }
    this.charts.set(key, charts);
    for (const chart of applied.charts) { charts.set(chart, applied); }
    this.all.push(applied);
    this.known = undefined;
  }

  /** What is applied, as the app is now. */
  contentOf(applied: AppliedCharts): Content {
    return this.now().units.get(applied)!.content;
  }

  /** All objects of the app. */
  get objects(): readonly ApiObject[] {
    return this.now().objects;
  }

  /** Where the app writes its charts. */
  get layout(): Layout {
    return this.now().layout();
  }

  /** What must be applied before. */
  before(applied: AppliedCharts): AppliedCharts[] {
    const { units, applied: made, order } = this.now();
    return (order().get(units.get(applied)!) ?? []).map((unit) => made.get(unit)!);
  }

  /** How many must be applied before, one after the other. */
  levelOf(applied: AppliedCharts): number {
    const { units, levels } = this.now();
    return levels().get(units.get(applied)!) ?? 0;
  }

  private now(): Known {
    return this.known ??= this.look();
  }

  private look(): Known {
    // A list of its own: what is found in it is kept until the app is validated again.
    const objects = [...objectsNow(this.root)];
    const units = new Map(this.all.map((applied): [AppliedCharts, GitOpsUnit] => {
      const { construct: { node: { path } }, charts } = applied;
      return [applied, { path, charts, content: new Content(charts) }];
    }));
    const byCluster = new Map<string, GitOpsUnit[]>();
    for (const [applied, unit] of units) {
      const key = clusterKeyOf(applied);
      const same = byCluster.get(key);
      if (same) { same.push(unit); } else { byCluster.set(key, [unit]); }
    }
    const order = once(() => new Map([...byCluster.values()].flatMap((each) => [...orderOf(each)])));
    return {
      units,
      applied: new Map([...units].map(([applied, unit]) => [unit, applied])),
      objects,
      order,
      levels: once(() => levelsOf(order())),
      layout: once(() => layoutOf(this.root as App)),
    };
  }

  /** Marks the objects, which printing reads next. */
  private validate(): string[] {
    this.known = undefined;
    try {
      const { units, layout, levels } = this.now();
      const ordered = new Map<ApiObject, number>();
      for (const [{ tool, orders }, unit] of units) {
        const { content } = unit;
        // A set is one object for all of its Applications.
        if (orders) { ordered.set(orders(), Math.max(ordered.get(orders()) ?? 0, levels().get(unit)!)); }
        if (tool === GitOpsTool.ARGO_CD) { markWaves(content); }
        for (const object of content.objects) { keepIn(tool, object); }
      }
      for (const [object, level] of ordered) { markWave(object, level); }
      layout();
      levels();
      return [];
    } catch (error) {
      return [(error as Error).message];
    }
  }
}

function clusterKeyOf({ tool, cluster }: AppliedCharts): string {
  return `${tool} ${cluster}`;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/**
 * The charts that a construct has applied, with those within them.
 *
 * @throws when they are no charts of its app, or it is in one of them
 */
export function checkedCharts(construct: IConstruct, what: string, given: readonly Chart[]): Chart[] {
  if (!Array.isArray(given) || given.length === 0 || !given.every((each) => Chart.isChart(each))) {
    throw new Error(`'${what}' is ${shown(given)}; give at least one Chart of the app`);
  }
  const charts = withInnerCharts(given);
  for (const chart of charts) {
    if (chart.node.root !== construct.node.root) {
      throw new Error(`chart '${chart.node.path}' in '${what}' is of another app; give charts of the same app`);
    }
  }
  const own = Chart.of(construct);
  if (charts.includes(own)) {
    throw new Error(
      `'${what}' has the chart '${own.node.path}', which it is in itself; put it into a chart of its own`,
    );
  }
  return charts;
}
