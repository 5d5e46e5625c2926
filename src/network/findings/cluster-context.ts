import { NetworkContext } from './network-context';
import { SandboxPods } from './sandboxes';
import { isSelectorObject } from './selector-objects';
import { ClusterNetwork } from '../reachability/cluster-network';
import { hasPods, podOfObject } from '../reachability/pods';
import { isNetworkPolicy } from '../reachability/policies';

/**
 * All of a cluster that bears on who reaches whom.
 *
 * @param sandboxes at least one
 * @param others policies, Namespaces, objects with pods and what selects pods
 * @param elsewhere which pods may be made elsewhere
 */
export function contextOf(
  sandboxes: readonly SandboxPods[],
  others: NetworkContext['policies'],
  elsewhere: Pick<NetworkContext, 'imported' | 'hasAllPods'> = {},
): NetworkContext {
  const [{ cluster }] = sandboxes;
  const templates = sandboxes.flatMap(({ template }) => template ?? []);
  const single = sandboxes.filter(({ template }) => !template).map(({ pod }) => pod);
  const network = new ClusterNetwork([...others.map(({ json }) => json), ...templates], cluster, single);
  return {
    cluster,
    network,
    ...elsewhere,
    sandboxes: sandboxes.map((sandbox) => ({ ...sandbox, pod: network.pod(sandbox.pod) })),
    policies: others.filter(({ json }) => isNetworkPolicy(json)),
    selectors: others.filter(({ json }) => isSelectorObject(json)),
    workloads: others
      .filter(({ json }) => hasPods(json.kind))
      .map(({ json, path }) => ({ pod: network.pod(podOfObject(json, cluster)), path })),
  };
}
