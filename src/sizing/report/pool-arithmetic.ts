import { Duration } from 'cdk8s';
import type { AppPool } from './app-pools';
import type { Expected, Nodes, PromisedWait } from './expectation';
import { CREATES_PER_SECOND } from '../../capacity/model/controller-cost';
import { leastWhole } from '../../capacity/model/erlang';
import { claimedSandboxes, growth } from '../../capacity/model/nodes';
import { PATIENCE, PoolLoad } from '../../capacity/model/pool-queue';
import { leastWait, Refill, refilled, Service } from '../../capacity/model/refill';
import { quantityText } from '../../judge/capacity/needs';
import type { Release } from '../../release/release';
import type { PoolCapacity } from '../pool-capacity';

/** More sandboxes than an API server keeps: a target that needs more is not met by any number. */
const MOST_REPLICAS = 100_000;

/** What a pool is up against: what is expected of it, and what its controller and its nodes do. */
export interface Circumstances {
  readonly release: Release;
  readonly expected: Expected;
  readonly target: PromisedWait;
  readonly refill: Refill;
  readonly nodes?: Nodes;
  /** Seconds that the controller takes for a claim, divided by the claims that it handles at a time. */
  readonly handling: number;
}

export function poolCapacity(pool: AppPool, circumstances: Circumstances): PoolCapacity {
  const { expected, target, nodes } = circumstances;
  const { arrivals, hold, startup, burst } = expected;
  const service = serviceOf(pool.replicas, circumstances);
  const needed = replicasNeeded(circumstances);
  const sandboxes = pool.replicas + claimedSandboxes(arrivals, hold + service.cold * startup);
  const headroom = burst + (nodes ? growth(arrivals, hold, nodes.provisioning) : 0);
  const perNode = nodes && perNodeOf(pool, nodes);
  const price = nodes?.price;
  const count = perNode ? Math.ceil((sandboxes + headroom) / perNode) : undefined;
  return {
    pool: pool.title,
    replicas: pool.replicas,
    claimsPerSecond: arrivals,
    coldStarts: service.cold,
    waitP50: durationOf(service.exceededBy(0.5)),
    waitP99: durationOf(service.exceededBy(0.01)),
    ...(burst > 0 && {
      burstWait: durationOf(burstWait(pool.replicas, circumstances)),
      burstColdStarts: circumstances.release.controller.claimsNeedPodAddress
        ? Math.max(0, 1 - pool.replicas / burst)
        : 0,
    }),
    ...(needed <= MOST_REPLICAS && { replicasNeeded: needed }),
    isEnough: needed <= pool.replicas
      || (burst === 0 && service.cold <= target.cold && service.waitingLonger(target.wait) <= target.share),
    sandboxes,
    headroom,
    cpu: quantityText('cpu', pool.cpu),
    memory: quantityText('memory', pool.memory),
    ...(perNode !== undefined && perNode > 0 && { sandboxesPerNode: perNode }),
    ...(count !== undefined && { nodes: count }),
    ...(count !== undefined && price !== undefined && {
      costPerHour: count * price,
      idleCostPerHour: (pool.replicas / perNode!) * price,
    }),
  };
}

/** The claims of the pool and those that it is not asked for, which always start cold. */
function serviceOf(replicas: number, { release, expected, refill }: Circumstances): Service {
  const { startup, customized } = expected;
  const served = refilled(loadOf(release, expected), replicas, refill);
  const longer = (wait: number) => (
    (1 - customized) * served.waitingLonger(wait) + (wait < startup ? customized : 0)
  );
  return {
    cold: customized + (1 - customized) * served.cold,
    waitingLonger: longer,
    exceededBy: (share) => (customized === 0 ? served.exceededBy(share) : leastWait(longer, startup + PATIENCE, share)),
  };
}

/** What a claim of a release may take, and for how long it looks for it. */
function loadOf({ controller }: Release, { arrivals, startup, podAddress, customized }: Expected): PoolLoad {
  return {
    arrivals: arrivals * (1 - customized),
    startup,
    takenAfter: controller.claimsNeedPodAddress ? podAddress : 0,
    ...(controller.claimRetry !== undefined && { retry: controller.claimRetry / 1000 }),
  };
}

function replicasNeeded(circumstances: Circumstances): number {
  const { expected: { arrivals, startup, burst }, target } = circumstances;
  const meets = (replicas: number) => {
    const service = serviceOf(replicas, circumstances);
    return service.cold <= target.cold && service.waitingLonger(target.wait) <= target.share;
  };
  if (!meets(MOST_REPLICAS)) { return Infinity; }
  const steady = leastWhole(meets, Math.ceil(arrivals * startup));
  // What a burst takes at once is there beside what claims take one by one.
  return steady + (target.wait < startup ? burst : 0);
}

/** The wait of the last claim of a burst: those that find nothing start cold, as fast as sandboxes are created. */
function burstWait(replicas: number, { release, expected: { burst, startup }, handling }: Circumstances): number {
  const left = burst - replicas;
  if (left <= 0) { return burst * handling; }
  const patience = release.controller.claimsNeedPodAddress ? PATIENCE : 0;
  return burst * handling + startup + patience + left / CREATES_PER_SECOND;
}

function perNodeOf({ cpu, memory }: AppPool, { millicores, bytes, pods }: Nodes): number {
  const fits = [
    pods,
    ...(cpu > 0n ? [Math.floor(millicores / Number(cpu))] : []),
    ...(memory > 0n ? [Math.floor((bytes * 1000) / Number(memory))] : []),
  ];
  return Math.min(...fits);
}

function durationOf(seconds: number): Duration {
  return Duration.millis(Math.round(seconds * 1000));
}
