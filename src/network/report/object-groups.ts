import { COLUMNS, groupsOf, SandboxGroup } from './matrix';
import { networkPicture } from './network-picture';
import type { KubeObject } from '../../kubernetes/kube-object';
import type { Picture } from '../../pictures/picture';
import type { Cidr } from '../intent/cidr';
import { mayReach } from '../reachability';
import { ClusterNetwork } from '../reachability/cluster-network';
import { PodCluster, podOfObject } from '../reachability/pods';

/** Whether an object has a column of its own in a table of who reaches whom. */
export function isSubject({ kind }: KubeObject): boolean {
  return kind === 'Sandbox' || kind === 'SandboxTemplate';
}

/** The network of a cluster with these objects. */
export function networkOf(objects: readonly KubeObject[], cluster: PodCluster): ClusterNetwork {
  const sandboxes = objects.filter(({ kind }) => kind === 'Sandbox').map((object) => podOfObject(object, cluster));
  return new ClusterNetwork(objects, cluster, sandboxes);
}

/**
 * Sandboxes and templates that may reach the same, together.
 *
 * @param isNamed whether they must have the same named peers, too
 * @param podRanges where pods of the cluster have their addresses, if that is known
 */
export function groupsOfObjects(
  subjects: readonly KubeObject[],
  network: ClusterNetwork,
  cluster: PodCluster,
  isNamed: boolean,
  podRanges?: readonly Cidr[],
): SandboxGroup[] {
  return groupsOf(
    subjects.map((object) => network.pod(podOfObject(object, cluster))),
    {
      routerNamespace: cluster.release.controller.routerNamespace,
      dns: cluster.dns,
      pod: (pod) => network.pod(pod),
      policiesOf: (pod) => network.policies.of(pod),
      ask: (from, to, port, protocol) => mayReach(network.policies, { from, to, port, protocol }, podRanges).allowed,
    },
    isNamed,
  );
}

/** The picture of who reaches whom in a cluster with these objects. */
export function pictureOfNetwork(objects: readonly KubeObject[], cluster: PodCluster): Picture {
  const groups = groupsOfObjects(objects.filter(isSubject), networkOf(objects, cluster), cluster, true);
  return networkPicture(groups, COLUMNS);
}
