import { NetworkContext } from './network-context';
import { SandboxPods } from './sandboxes';
import { ClusterNetwork } from '../reachability/cluster-network';
import { hasPods, podOfObject } from '../reachability/pods';
import { isNetworkPolicy } from '../reachability/policies';

/**
 * All of a cluster that bears on who reaches whom.
 *
 * @param sandboxes at least one
 * @param others policies, Namespaces and objects with pods
 * @param imported values of the labels of pods that are made elsewhere
 */
export function contextOf(
  sandboxes: readonly SandboxPods[],
  others: NetworkContext['policies'],
  imported?: NetworkContext['imported'],
): NetworkContext {
  const [{ cluster }] = sandboxes;
  const templates = sandboxes.flatMap(({ template }) => template ?? []);
  const single = sandboxes.filter(({ template }) => !template).map(({ pod }) => pod);
  const network = new ClusterNetwork([...others.map(({ json }) => json), ...templates], cluster, single);
  return {
    cluster,
    network,
    imported,
    sandboxes: sandboxes.map((sandbox) => ({ ...sandbox, pod: network.pod(sandbox.pod) })),
    policies: others.filter(({ json }) => isNetworkPolicy(json)),
    workloads: others
      .filter(({ json }) => hasPods(json.kind))
      .map(({ json, path }) => ({ pod: network.pod(podOfObject(json, cluster)), path })),
  };
}
