import { IConstruct } from 'constructs';
import { clusterScopeOf } from './cluster-scope';
import { perApp } from './per-app';
import type { KubeObject } from '../kubernetes/kube-object';

/** An object that a cluster has and the app does not print. */
export interface Standing {
  /** The construct that knows of it. */
  readonly by: IConstruct;
  readonly object: KubeObject;
  /** Whether that construct judges by it itself. */
  readonly isProven: boolean;
}

/** The objects that clusters of an app have besides its own, by which its own are judged. */
export function standingObjects(construct: IConstruct): Standing[] {
  return perApp<Standing[]>(construct, 'standingObjects', () => []);
}

/** Those in one cluster. */
export function standingIn(construct: IConstruct): readonly Standing[] {
  const all = standingObjects(construct);
  if (all.length === 0) { return all; }
  const scope = clusterScopeOf(construct);
  return all.filter(({ by }) => clusterScopeOf(by) === scope);
}

/** The LimitRanges of a namespace that the app does not print. */
export function standingLimits(construct: IConstruct, namespace: string | undefined): KubeObject[] {
  return standingIn(construct)
    .filter(({ object: { kind, metadata } }) => kind === 'LimitRange' && metadata.namespace === namespace)
    .map(({ object }) => object);
}
