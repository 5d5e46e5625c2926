/** The control plane of a file of tests. */
import { Client } from './client';
import { ControlPlane, ControlPlaneOptions } from './control-plane';
import { clusterBinaries } from '../support/cluster-binaries';

const BINARIES = clusterBinaries();

/** Describes tests that need a control plane; without its programs they are skipped. */
export const describeCluster = BINARIES ? describe : describe.skip;

/** The control plane and its client, once the tests run. */
export interface Plane {
  readonly client: Client;
  readonly plane: ControlPlane;
}

/** Starts a control plane before the tests of the surrounding `describe`, and ends it after them. */
export function aControlPlane(options?: ControlPlaneOptions): Plane {
  let plane: ControlPlane | undefined;
  beforeAll(async () => { plane = await ControlPlane.start(BINARIES!, options); });
  afterAll(async () => { await plane?.stop(); });
  return {
    get client() { return plane!.client; },
    get plane() { return plane!; },
  };
}
