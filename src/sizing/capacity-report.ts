import { IConstruct } from 'constructs';
import type { CapacityReportOptions } from './capacity-options';
import type { CapacityStage, PoolCapacity } from './pool-capacity';
import { AppPool, readApp } from './report/app-pools';
import { capacityFindings } from './report/capacity-findings';
import { capacityPicture } from './report/capacity-picture';
import { markdownOf, Reported, textOf } from './report/capacity-texts';
import { ControllerNeeds, controllerNeeds, handlingOf, refillOf } from './report/controller-arithmetic';
import { Expectations, expectationsOf } from './report/expectation';
import { poolCapacity } from './report/pool-arithmetic';
import { Findings } from '../app/findings';
import { nearest } from '../checks/nearest';
import type { Finding } from '../findings/finding';
import { svgOf } from '../pictures/svg';

/**
 * What the pools of an app do for the claims that are expected, by the arithmetic of queues: cold starts, waits, the
 * replicas that a target needs, nodes, cost, and what the controller and the API server have to do for it.
 *
 * docs/capacity.md has the model, and how far it is from simulations and from real controllers.
 *
 * @example
 * const python = new SandboxTemplate(chart, 'Python', {
 *   containers: [{ image: 'registry.example.com/python:3.14' }],
 * });
 * python.addWarmPool('Pool', { replicas: 4 });
 * const report = CapacityReport.of(chart, {
 *   arrivals: ClaimRate.perHour(1000),
 *   hold: Duration.minutes(10),
 *   startup: Duration.seconds(6),
 * });
 * const needed = report.pools[0].replicasNeeded; // 6
 * const text = report.toText();
 */
export class CapacityReport {
  /**
   * The report of the pools at and below a scope, as the app is now.
   *
   * @param scope of whose pools it tells
   * @param options what the app does not say of its load and its nodes
   * @throws when an option is malformed, one of `pools` names none of the app, or the release is not known
   */
  public static of(scope: IConstruct, options: CapacityReportOptions): CapacityReport {
    return new CapacityReport(scope, options);
  }

  /** What it says of each pool, in the order of the app. */
  public readonly pools: PoolCapacity[];

  /** What all claims pass, the one that is used most first: the first to break when the load grows. */
  public readonly stages: CapacityStage[];

  /** Flags of the controller by name, such as `kube-api-qps`, with the values that the load needs. */
  public readonly flags: { readonly [name: string]: string };

  /** Requests of the controller to the API server in a second, on average. */
  public readonly requestsPerSecond: number;

  /** Requests of the controller that the API server should serve at a time: seats of its priority level. */
  public readonly apiServerSeats: number;

  /**
   * Nodes for all pools together.
   * @default - no nodes are given, or a sandbox fits on none
   */
  public readonly nodes?: number;

  /**
   * What they cost in an hour.
   * @default - no price is given
   */
  public readonly costPerHour?: number;

  /** What is wrong with the pools, for the load: codes ASB450 to ASB454. */
  public readonly findings: Finding[];

  private readonly scope: IConstruct;
  private readonly reported: Reported;

  private constructor(scope: IConstruct, options: CapacityReportOptions) {
    const expectations = expectationsOf(options);
    const app = readApp(scope);
    checkNames(expectations, app.pools);
    const refill = refillOf(app);
    const pools = app.pools.map((pool) => poolCapacity(pool, {
      release: app.release,
      expected: expectations.of(pool.title, pool.name),
      target: expectations.target,
      refill,
      handling: handlingOf(app, expectations),
      ...(expectations.nodes && { nodes: expectations.nodes }),
    }));
    const needs: ControllerNeeds = controllerNeeds(app, expectations, pools);
    const share = nodeShare(pools);
    const price = expectations.nodes?.price;
    this.scope = scope;
    this.pools = pools;
    this.stages = [...needs.stages].sort((one, other) => other.used / other.limit - one.used / one.limit);
    this.flags = Object.fromEntries(needs.flags.map(({ name, needed }) => [name, needed]));
    this.requestsPerSecond = needs.requestsPerSecond;
    this.apiServerSeats = needs.seats;
    if (share !== undefined) {
      this.nodes = Math.ceil(share);
      if (price !== undefined) { this.costPerHour = this.nodes * price; }
    }
    this.findings = capacityFindings({ app, pools, expectations, refill, stages: this.stages });
    this.reported = {
      pools,
      stages: this.stages,
      flags: needs.flags,
      requestsPerSecond: needs.requestsPerSecond,
      seats: needs.seats,
      target: expectations.target,
      currency: expectations.nodes?.currency ?? '',
      ...(this.nodes !== undefined && { nodes: this.nodes }),
      ...(this.costPerHour !== undefined && { costPerHour: this.costPerHour }),
    };
  }

  /**
   * What it says of one pool.
   *
   * @param name of the pool, or `namespace/name`
   * @throws when there is none, or several
   */
  public pool(name: string): PoolCapacity {
    const found = this.pools.filter(({ pool }) => pool === name || pool.endsWith(`/${name}`));
    if (found.length === 1) { return found[0]; }
    const all = this.pools.map(({ pool }) => `'${pool}'`).join(', ') || 'none';
    throw new Error(
      found.length === 0
        ? `the report has no pool '${name}'; it has ${all}`
        : `the report has several pools '${name}'; give the namespace too: ${found.map(({ pool }) => pool).join(', ')}`,
    );
  }

  /** Records its findings in the app, so that a synthesis prints them, and they can be acknowledged. */
  public recordFindings(): void {
    for (const finding of this.findings) { Findings.of(this.scope).add(finding); }
  }

  /** For terminals and logs. */
  public toText(): string {
    return textOf(this.reported);
  }

  /** Tables for reviews, as Markdown. */
  public toMarkdown(): string {
    return markdownOf(this.reported);
  }

  /**
   * The same as SVG: a part for each pool, with its claims, waits and nodes. One file without scripts, links or fonts,
   * that follows the light or dark scheme of its reader.
   */
  public toSvg(): string {
    return svgOf(capacityPicture(this.reported));
  }
}

/** The nodes of all pools, in fractions of a node; undefined where those of one are not known. */
function nodeShare(pools: readonly PoolCapacity[]): number | undefined {
  return pools.length === 0 || pools.some(({ sandboxesPerNode }) => sandboxesPerNode === undefined)
    ? undefined
    : pools.reduce((sum, each) => sum + (each.sandboxes + each.headroom) / each.sandboxesPerNode!, 0);
}

function checkNames({ named }: Expectations, pools: readonly AppPool[]): void {
  for (const name of named) {
    if (pools.some((pool) => pool.title === name || pool.name === name)) { continue; }
    const meant = nearest(name, pools.flatMap((pool) => [pool.name, pool.title]));
    throw new Error(
      `'pools' has '${name}', which is no pool here; `
        + (meant === undefined ? `give one of ${pools.map(({ title }) => `'${title}'`).join(', ')}` : `use '${meant}'`),
    );
  }
}
