/** The attack tables by topic. The threat model names the topics. */
import type { Attack } from './attack';
import { AMOUNTS } from './rows/amounts';
import { CLAIMER } from './rows/claimer';
import { EDITOR } from './rows/editor';
import { GUARDS } from './rows/guards';
import { IDENTITY } from './rows/identity';
import { ISOLATION } from './rows/isolation';
import { NEIGHBOURS } from './rows/neighbour';
import { NETWORK } from './rows/network';
import { OWNERS } from './rows/owners';
import { RUNNER } from './rows/runner';
import { SCHEDULING } from './rows/scheduling';
import { SHARED_GUARDS } from './rows/shared';
import { TEXTS } from './rows/texts';
import { VIEWER } from './rows/viewer';
import { VOLUMES } from './rows/volumes';
import { WORKLOAD } from './rows/workload';

export const TOPICS: Readonly<Record<string, readonly Attack[]>> = {
  viewer: VIEWER,
  claimer: CLAIMER,
  runner: RUNNER,
  isolation: ISOLATION,
  identity: IDENTITY,
  network: NETWORK,
  volumes: VOLUMES,
  amounts: AMOUNTS,
  scheduling: SCHEDULING,
  owners: OWNERS,
  guards: GUARDS,
  shared: SHARED_GUARDS,
  texts: TEXTS,
  workload: WORKLOAD,
  neighbour: NEIGHBOURS,
  editor: EDITOR,
};
