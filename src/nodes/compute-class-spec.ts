import { GkeComputeClassProps, NodeCapacity } from './node-pool-props';
import { checkCount, checkForm, milliseconds } from '../checks/forms';

const MOST_MINUTES = 1440;

/** Percent of use below which GKE moves the pods of a node elsewhere, where that is asked for: its own default. */
const UNDERUTILIZED = 50;

/**
 * The spec of a ComputeClass.
 *
 * @throws when a prop is one that GKE would not accept
 */
export function computeClassSpec(props: GkeComputeClassProps): object {
  const { capacity = NodeCapacity.ON_DEMAND, nodePools, takesAnyMachine = false, emptyAfter } = props;
  const minutes = emptyAfter === undefined ? 10 : milliseconds("'emptyAfter'", emptyAfter) / 60_000;
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > MOST_MINUTES) {
    throw new Error(`'emptyAfter' is ${minutes} minutes; give whole minutes, 1 to ${MOST_MINUTES}`);
  }
  return {
    autoscalingPolicy: {
      consolidationDelayMinutes: minutes,
      // Below 0 percent of use there is no node: only those without pods go.
      consolidationThreshold: props.consolidateUnderutilized ? UNDERUTILIZED : 0,
    },
    // Pods are not moved to machines that are preferred, and have become free.
    activeMigration: { optimizeRulePriority: false },
    ...(nodePools ? {} : { nodePoolAutoCreation: { enabled: true } }),
    priorities: nodePools ? poolsOf(props, nodePools) : machinesOf(props, capacity),
    whenUnsatisfiable: takesAnyMachine ? 'ScaleUpAnyway' : 'DoNotScaleUp',
  };
}

function poolsOf(
  { machineFamily, minCores, minMemory, capacity }: GkeComputeClassProps, nodePools: string[],
): object[] {
  const ofMachines = { machineFamily, minCores, minMemory, capacity };
  const beside = Object.entries(ofMachines).find(([, given]) => given !== undefined);
  if (beside) {
    throw new Error(`'nodePools' names pools that exist, and '${beside[0]}' is about machines of new ones; remove one`);
  }
  if (nodePools.length === 0) { throw new Error("'nodePools' is empty; name one, or leave it out"); }
  for (const name of nodePools) { checkForm("'nodePools' has", name, 'DNS label'); }
  return [{ nodepools: [...nodePools] }];
}

function machinesOf({ machineFamily, minCores, minMemory }: GkeComputeClassProps, capacity: NodeCapacity): object[] {
  if (minCores !== undefined) { checkCount("'minCores'", minCores, 1); }
  const machine = {
    ...(machineFamily !== undefined && { machineFamily }),
    ...(minCores !== undefined && { minCores }),
    ...(minMemory && { minMemoryGb: Math.ceil(minMemory.toKibibytes() / 1024 ** 2) }),
  };
  const spot = { ...machine, spot: true };
  const onDemand = { ...machine, spot: false };
  switch (capacity) {
    case NodeCapacity.SPOT: return [spot];
    case NodeCapacity.SPOT_OR_ON_DEMAND: return [spot, onDemand];
    default: return [onDemand];
  }
}
