import { IConstruct } from 'constructs';
import { clusterScopeOf } from './cluster-scope';
import { perApp } from './per-app';

/** A pool of which programs claim sandboxes. */
interface ClaimedPool extends IConstruct {
  readonly name: string;
  readonly namespace?: string;
}

/** How many sandboxes of a pool programs claim at once at most, besides the claims of the app. */
export interface ExpectedClaims {
  readonly pool: ClaimedPool;
  readonly count: number;
}

/** Has a quota of its namespace leave room for claims of a pool. */
export function expectClaims(pool: ClaimedPool, count: number): void {
  listOf(pool).push({ pool, count });
}

/** What is expected in a namespace of the cluster of a construct. */
export function expectedClaims(construct: IConstruct, namespace: string): ExpectedClaims[] {
  const cluster = clusterScopeOf(construct);
  return listOf(construct).filter(({ pool }) => pool.namespace === namespace && clusterScopeOf(pool) === cluster);
}

function listOf(construct: IConstruct): ExpectedClaims[] {
  return perApp<ExpectedClaims[]>(construct, 'expectedClaims', () => []);
}
