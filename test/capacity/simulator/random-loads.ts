import { poissonClaims, seeded, simulate, summary } from './simulate';
import { coldShare, PoolLoad, waitExceededBy, waitingLonger } from '../../../src/capacity/model/pool-queue';

/** What a claim may take: any sandbox, as before v0.5.6, or one whose pod has an address. */
export const REGIMES = ['any sandbox', 'an address when ready', 'an address before it is ready'] as const;

/** A random pool, and how far the arithmetic is from the simulation of it. */
export interface Deviation {
  readonly regime: typeof REGIMES[number];
  /** Sandboxes that are started at a time, by the mean, for each one of the pool. */
  readonly busy: number;
  readonly load: PoolLoad;
  readonly replicas: number;
  /** Predicted less simulated. */
  readonly cold: number;
  readonly waiting: number;
  readonly half: number;
  /** The simulated share of claims that wait longer than the predicted 99th percentile. */
  readonly aboveP99: number;
}

/** Claims of each simulation. */
const CLAIMS = 3000;

/** Starts of 0.5 to 60 seconds, pools of 1 to 150, a fifth of what they can start to half as much again. */
export function deviations(count: number, seed: number): Deviation[] {
  const random = seeded(seed);
  const between = (least: number, most: number) => least * (most / least) ** random();
  return Array.from({ length: count }, (_, index) => {
    const regime = REGIMES[index % REGIMES.length];
    const startup = between(0.5, 60);
    const replicas = Math.floor(between(1, 151));
    const busy = 0.2 + 1.3 * random();
    const early = random();
    const takenAfter = regime === 'any sandbox' ? 0 : regime === 'an address when ready' ? startup : startup * early;
    const retry = random() < 0.5 ? 0.1 : 0.5;
    const load = { arrivals: (busy * replicas) / startup, startup, takenAfter, retry };
    const simulated = summary(simulate({
      claims: poissonClaims(CLAIMS, load.arrivals, random),
      replicas,
      startup: () => startup,
      takenAfter,
      patience: takenAfter > 0 ? 2 : 0,
      retry,
      replacedAfter: 0,
    }), Math.min(CLAIMS / 4, 5 * replicas));
    return {
      regime,
      busy,
      load,
      replicas,
      cold: coldShare(load, replicas) - simulated.cold,
      waiting: waitingLonger(load, replicas, 0) - simulated.waitingLonger(0),
      half: waitingLonger(load, replicas, startup / 2) - simulated.waitingLonger(startup / 2),
      aboveP99: simulated.waitingLonger(waitExceededBy(load, replicas, 0.01)),
    };
  });
}

/** Pools that are busy up to this are what a target asks for; above, claims queue up. */
export const SIZED = 0.8;

/** The table of the documentation. */
export function deviationTable(all: readonly Deviation[]): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const both = (values: readonly number[]) => {
    const sizes = values.map(Math.abs).sort((one, other) => one - other);
    const mean = sizes.reduce((sum, each) => sum + each, 0) / sizes.length;
    return `${percent(mean)}, ${percent(sizes[Math.floor(sizes.length * 0.95)])}, ${percent(sizes.at(-1)!)}`;
  };
  const rows = REGIMES.flatMap((regime) => [true, false].map((isSized) => {
    const some = all.filter((each) => each.regime === regime && (each.busy <= SIZED) === isSized);
    return [
      regime,
      isSized ? `up to ${SIZED}` : `${SIZED} to 1.5`,
      String(some.length),
      both(some.map(({ cold }) => cold)),
      both(some.map(({ waiting }) => waiting)),
      both(some.map(({ half }) => half)),
    ];
  }));
  const head = ['A claim takes', 'Load', 'Pools', 'Cold starts', 'Claims that wait', 'longer than half a start'];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
