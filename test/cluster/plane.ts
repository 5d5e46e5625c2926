/** The control plane of a file of tests. */
import { Client } from '../../src/rehearsal/cluster/client';
import { ControlPlane, ControlPlaneOptions } from '../../src/rehearsal/cluster/control-plane';
import { clusterBinaries } from '../support/cluster-binaries';

const BINARIES = clusterBinaries();

/** Describes tests that need a control plane; without its programs they are skipped. */
export const describeCluster = BINARIES ? describe : describe.skip;

/** With a feature gate off the server drops the field, so there is nothing to refuse. */
const GATES = [
  '--feature-gates=PodCertificateRequest=true',
  '--runtime-config=certificates.k8s.io/v1beta1/podcertificaterequests=true',
];

/** The control plane and its client, once the tests run. */
export interface Plane {
  readonly client: Client;
  readonly plane: ControlPlane;
}

/** Starts a control plane before the tests of the surrounding `describe`, and ends it after them. */
export function aControlPlane(options?: ControlPlaneOptions): Plane {
  let plane: ControlPlane | undefined;
  beforeAll(async () => { plane = await ControlPlane.start(BINARIES!, { apiServer: GATES, ...options }); });
  afterAll(async () => { await plane?.stop(); });
  return {
    get client() { return plane!.client; },
    get plane() { return plane!; },
  };
}
