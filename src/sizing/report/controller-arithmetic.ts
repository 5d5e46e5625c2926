import type { AppPool, ReadApp } from './app-pools';
import type { Expectations, Expected } from './expectation';
import {
  CREATES_PER_SECOND, DEFAULT_SEATS, PODS_OF_CLUSTER, REQUESTS_PER_CLAIM, REQUESTS_PER_SANDBOX,
  SCHEDULED_PER_SECOND, STREAMS_PER_CONNECTION,
} from '../../capacity/model/controller-cost';
import type { Refill } from '../../capacity/model/refill';
import type { CapacityStage, PoolCapacity } from '../pool-capacity';

/** A flag as it is, and as the load needs it. */
export interface FlagNeed {
  readonly name: string;
  readonly now: string;
  readonly needed: string;
}

/** What the claims of all pools ask of the controller and of what stands behind it. */
export interface ControllerNeeds {
  readonly flags: readonly FlagNeed[];
  readonly requestsPerSecond: number;
  readonly seats: number;
  readonly stages: readonly CapacityStage[];
}

export const CLAIM_WORKERS = 'sandbox-claim-concurrent-workers';
const SANDBOX_WORKERS = 'sandbox-concurrent-workers';
const POOL_WORKERS = 'sandbox-warm-pool-concurrent-workers';
export const REFILL_RATE = 'sandbox-warm-pool-max-refill-rate';
export const REPLENISH_DELAY = 'sandbox-warm-pool-replenish-delay';
const QPS = 'kube-api-qps';
const CONNECTIONS = 'api-connections';

/** Seconds for a claim, divided by the workers for claims. */
export function handlingOf(app: ReadApp, { apiLatency }: Expectations): number {
  return (REQUESTS_PER_CLAIM * apiLatency) / (numberOf(app, CLAIM_WORKERS) ?? 1);
}

/** How the flags of an install refill its pools. */
export function refillOf(app: ReadApp): Refill {
  return { rate: numberOf(app, REFILL_RATE) ?? 0, delay: secondsOf(flagOf(app, REPLENISH_DELAY)) };
}

/** @param capacities what is known of the pools themselves */
export function controllerNeeds(
  app: ReadApp,
  expectations: Expectations,
  capacities: readonly PoolCapacity[],
): ControllerNeeds {
  const loads = app.pools.map((pool) => ({ pool, expected: expectations.of(pool.title, pool.name) }));
  const rate = loads.reduce((sum, { expected }) => sum + expected.arrivals, 0);
  const burst = loads.reduce((sum, { expected }) => sum + expected.burst, 0);
  const { apiLatency } = expectations;
  const requestsPerSecond = rate * (REQUESTS_PER_CLAIM + REQUESTS_PER_SANDBOX);
  const workers = (name: string) => numberOf(app, name) ?? 1;
  // Twice the mean, as claims do not come evenly; a worker has one request at a time.
  const demand = 2 * requestsPerSecond * apiLatency
    + Math.min(burst, workers(CLAIM_WORKERS) + workers(SANDBOX_WORKERS));
  return {
    requestsPerSecond,
    seats: Math.max(1, Math.ceil(demand)),
    flags: flagNeeds(app, loads, rate, apiLatency),
    stages: [
      ...stagesOf(app, loads, rate, apiLatency, requestsPerSecond, demand),
      {
        name: 'pods of a cluster',
        used: capacities.reduce((sum, { sandboxes }) => sum + sandboxes, 0),
        limit: PODS_OF_CLUSTER,
        unit: 'pods',
        remedy: 'divide the load over clusters, or hold sandboxes for less time',
      },
    ],
  };
}

interface Load { readonly pool: AppPool; readonly expected: Expected }

function stagesOf(
  app: ReadApp,
  loads: readonly Load[],
  rate: number,
  apiLatency: number,
  requestsPerSecond: number,
  demand: number,
): CapacityStage[] {
  const most = loads.reduce((max, { expected }) => Math.max(max, expected.arrivals), 0);
  const qps = numberOf(app, QPS) ?? -1;
  const refill = refillOf(app).rate ?? 0;
  return [
    {
      name: 'workers for claims',
      used: rate,
      limit: (numberOf(app, CLAIM_WORKERS) ?? 1) / (REQUESTS_PER_CLAIM * apiLatency),
      unit: 'claims/s',
      remedy: `raise --${CLAIM_WORKERS}`,
    },
    {
      name: 'workers for sandboxes',
      used: rate,
      limit: (numberOf(app, SANDBOX_WORKERS) ?? 1) / (REQUESTS_PER_SANDBOX * apiLatency),
      unit: 'sandboxes/s',
      remedy: `raise --${SANDBOX_WORKERS}`,
    },
    {
      name: 'refill of the busiest pool',
      used: most,
      limit: refill > 0 ? Math.min(refill, CREATES_PER_SECOND) : CREATES_PER_SECOND,
      unit: 'sandboxes/s',
      remedy: refill > 0 && refill < CREATES_PER_SECOND
        ? `raise --${REFILL_RATE}`
        : `divide its claims over several pools, and raise --${POOL_WORKERS} to their number`,
    },
    {
      name: 'kube-scheduler',
      used: rate,
      limit: SCHEDULED_PER_SECOND,
      unit: 'pods/s',
      remedy: 'raise --kube-api-qps of kube-scheduler, or divide the load over clusters',
    },
    ...(qps > 0
      ? [{
        name: "the controller's own limit",
        used: requestsPerSecond,
        limit: qps,
        unit: 'requests/s',
        remedy: `raise --${QPS}, or set it to -1`,
      }]
      : []),
    {
      name: 'API server, without a priority level of its own',
      used: demand,
      limit: DEFAULT_SEATS,
      unit: 'seats',
      remedy: 'give the controller a priority level of its own, and the API server a higher --max-requests-inflight',
    },
  ];
}

function flagNeeds(app: ReadApp, loads: readonly Load[], rate: number, apiLatency: number): FlagNeed[] {
  const needed = new Map<string, string>();
  const atLeast = (name: string, least: number) => {
    const now = numberOf(app, name);
    if (now !== undefined) { needed.set(name, String(Math.max(now, least))); }
  };
  atLeast(CLAIM_WORKERS, Math.ceil(2 * rate * REQUESTS_PER_CLAIM * apiLatency));
  atLeast(SANDBOX_WORKERS, Math.ceil(2 * rate * REQUESTS_PER_SANDBOX * apiLatency));
  // Each pool is refilled by one worker.
  atLeast(POOL_WORKERS, Math.min(loads.length, Math.ceil(rate)));
  const workers = [CLAIM_WORKERS, SANDBOX_WORKERS].reduce((sum, name) => sum + Number(needed.get(name) ?? 0), 0);
  atLeast(CONNECTIONS, Math.ceil(workers / STREAMS_PER_CONNECTION));
  const refill = numberOf(app, REFILL_RATE);
  if (refill !== undefined) {
    const busiest = Math.max(0, ...loads.map(({ expected }) => expected.arrivals));
    needed.set(REFILL_RATE, refill === 0 ? '0' : String(Math.max(refill, Math.ceil(1.5 * busiest))));
  }
  if (flagOf(app, REPLENISH_DELAY) !== undefined) { needed.set(REPLENISH_DELAY, '0'); }
  const qps = numberOf(app, QPS);
  if (qps !== undefined) { needed.set(QPS, qps > 0 && rate > 0 ? '-1' : String(qps)); }
  return [...needed].map(([name, value]) => ({ name, now: flagOf(app, name)!, needed: value }))
    .map((each) => (secondsOf(each.now) === 0 && each.name === REPLENISH_DELAY ? { ...each, needed: each.now } : each));
}

/** The value of a flag: as it is set, or its default; undefined where the release has no such flag. */
function flagOf({ flags, release }: ReadApp, name: string): string | undefined {
  return release.flags.has(name) ? flags.get(name) ?? release.flags.get(name)!.default : undefined;
}

function numberOf(app: ReadApp, name: string): number | undefined {
  const value = flagOf(app, name);
  return value === undefined || !Number.isFinite(Number(value)) ? undefined : Number(value);
}

/** A duration of Go, such as `1m30s`. */
function secondsOf(text: string | undefined): number {
  const units: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001, us: 1e-6, ns: 1e-9 };
  return [...(text ?? '').matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s|us|ns)/g)]
    .reduce((sum, [, digits, unit]) => sum + Number(digits) * units[unit], 0);
}
