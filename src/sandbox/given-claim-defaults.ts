import type { IConstruct } from 'constructs';
import type { ClaimDefaults } from './claim-defaults';
import { clusterScopeOf } from '../app/cluster-scope';
import { perApp } from '../app/per-app';

/** Defaults, and a construct of their cluster, which may be declared later. */
interface Given {
  readonly by: IConstruct;
  readonly defaults: ClaimDefaults;
}

/** The defaults of an app, by namespace: each cluster may have one of the name. */
function defaultsIn(construct: IConstruct): Map<string, Given[]> {
  return perApp(construct, 'claimDefaults', () => new Map<string, Given[]>());
}

/** Gives defaults to the claims of a namespace, wherever in the app they are made. */
export function giveClaimDefaults(by: IConstruct, namespace: string, defaults: ClaimDefaults): void {
  const all = defaultsIn(by);
  all.set(namespace, [...all.get(namespace) ?? [], { by, defaults: { ...defaults } }]);
}

/** The defaults of a claim. */
export function claimDefaultsOf(construct: IConstruct, namespace: string | undefined): ClaimDefaults {
  const all = defaultsIn(construct);
  if (all.size === 0 || namespace === undefined) { return NONE; }
  return all.get(namespace)?.find(({ by }) => clusterScopeOf(by) === clusterScopeOf(construct))?.defaults ?? NONE;
}

const NONE: ClaimDefaults = {};
