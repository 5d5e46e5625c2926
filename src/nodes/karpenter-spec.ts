import type { Duration } from 'cdk8s';
import { isReserved, isWellKnown } from './node-labels';
import { KarpenterNodePoolProps, NodeCapacity, NodePoolLimits, NodeRequirement } from './node-pool-props';
import { amountOfCpu, amountOfSize } from '../checks/amounts';
import { checkCount, milliseconds, shown } from '../checks/forms';
import { goDuration } from '../kubernetes/go-duration';
import type { Toleration } from '../kubernetes/toleration';

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'];

const CAPACITY: Readonly<Record<NodeCapacity, readonly string[]>> = {
  [NodeCapacity.ON_DEMAND]: ['on-demand'],
  [NodeCapacity.SPOT]: ['spot'],
  [NodeCapacity.SPOT_OR_ON_DEMAND]: ['on-demand', 'spot'],
};

/**
 * The spec of a NodePool.
 *
 * @throws when a prop is one that Karpenter would not accept
 */
export function karpenterSpec(props: KarpenterNodePoolProps): object {
  const { runtime, nodeClass, capacity = NodeCapacity.ON_DEMAND, requirements = [], startupTaints = [] } = props;
  const { limits, weight, expireAfter, terminationGracePeriod } = props;
  const selected = Object.entries(runtime.nodeSelector ?? {});
  const labels = Object.fromEntries(selected.filter(([key]) => !isWellKnown(key)).map(([key, value]) => {
    if (isReserved(key)) {
      throw new Error(
        `the nodes of runtime '${runtime.runtimeClassName}' have the label '${key}', which Karpenter gives to no node; `
          + "have the runtime select a label of your own, in its 'nodeSelector'",
      );
    }
    return [key, value];
  }));
  const taints = taintsOf(runtime.tolerations ?? []);
  if (weight !== undefined && (!Number.isInteger(weight) || weight < 1 || weight > 100)) {
    throw new Error(`'weight' is ${shown(weight)}; give a whole number from 1 to 100`);
  }
  return {
    ...(weight !== undefined && { weight }),
    ...limitsOf(limits),
    disruption: disruptionOf(props),
    template: {
      ...(Object.keys(labels).length > 0 && { metadata: { labels } }),
      spec: {
        nodeClassRef: { group: nodeClass.group, kind: nodeClass.kind, name: nodeClass.name },
        requirements: [
          { key: 'karpenter.sh/capacity-type', operator: 'In', values: [...CAPACITY[capacity]] },
          ...selected.filter(([key]) => isWellKnown(key)).map(([key, value]) => (
            { key, operator: 'In', values: [value] }
          )),
          ...requirements.map(requirementOf),
        ],
        ...(taints.length > 0 && { taints }),
        ...(startupTaints.length > 0 && { startupTaints: taintsOf(startupTaints) }),
        expireAfter: expireAfter === undefined ? '720h' : wholeMinutes("'expireAfter'", expireAfter),
        ...(terminationGracePeriod !== undefined && {
          terminationGracePeriod: wholeMinutes("'terminationGracePeriod'", terminationGracePeriod),
        }),
      },
    },
  };
}

function requirementOf({ key, operator = 'In', values }: NodeRequirement, index: number): object {
  if (!OPERATORS.includes(operator)) {
    throw new Error(
      `'requirements[${index}].operator' is ${shown(operator)}; give one of ${OPERATORS.join(', ')}`,
    );
  }
  if (typeof key !== 'string' || (isReserved(key) && !isWellKnown(key))) {
    throw new Error(
      `'requirements[${index}].key' is ${shown(key)}, which Karpenter does not take; give a label of nodes`,
    );
  }
  return { key, operator, ...(values && { values: [...values] }) };
}

/** @see https://karpenter.sh/docs/concepts/disruption/ */
function disruptionOf({
  emptyAfter, consolidateUnderutilized, quietTimes = [], disruptedAtOnce = 10,
}: KarpenterNodePoolProps): object {
  checkCount("'disruptedAtOnce'", disruptedAtOnce, 0);
  if (disruptedAtOnce > 100) { throw new Error(`'disruptedAtOnce' is ${disruptedAtOnce}; give percent, 0 to 100`); }
  const quiet = quietTimes.map(({ schedule, duration }, index) => ({
    nodes: '0',
    // A node without pods may go at any time: its sandboxes are suspended or have ended.
    reasons: ['Underutilized', 'Drifted'],
    schedule: expressionOf(`'quietTimes[${index}].schedule'`, schedule),
    duration: wholeMinutes(`'quietTimes[${index}].duration'`, duration),
  }));
  return {
    consolidationPolicy: consolidateUnderutilized ? 'WhenEmptyOrUnderutilized' : 'WhenEmpty',
    consolidateAfter: emptyAfter === undefined ? '10m' : wholeMinutes("'emptyAfter'", emptyAfter),
    budgets: [{ nodes: `${disruptedAtOnce}%` }, ...quiet],
  };
}

function limitsOf(limits: NodePoolLimits | undefined): object {
  if (limits === undefined) { return {}; }
  const { cpu, memory, nodes } = limits;
  if (nodes !== undefined) { checkCount("'limits.nodes'", nodes, 0); }
  const all = {
    ...(cpu && { cpu: amountOfCpu("'limits.cpu'", cpu).text }),
    ...(memory && { memory: amountOfSize("'limits.memory'", memory).text }),
    ...(nodes !== undefined && { nodes: String(nodes) }),
  };
  if (Object.keys(all).length === 0) { throw new Error("'limits' has no amount; give one, or leave it out"); }
  return { limits: all };
}

/** The taints that tolerations are for. One without a key tolerates any, and is for none. */
export function taintsOf(tolerations: readonly Toleration[]): object[] {
  const taints = tolerations.filter(({ key }) => key !== undefined).map(({ key, value, effect }) => ({
    key, ...(value !== undefined && { value }), effect: effect ?? 'NoSchedule',
  }));
  const texts = taints.map((each) => JSON.stringify(each));
  return taints.filter((_, index) => texts.indexOf(texts[index]) === index);
}

/** A time of whole minutes as Go writes it. */
function wholeMinutes(what: string, duration: Duration): string {
  const minutes = milliseconds(what, duration) / 60_000;
  if (!Number.isInteger(minutes) || minutes < 1) {
    throw new Error(`${what} is ${minutes} minutes; give whole minutes, at least 1`);
  }
  return goDuration(minutes * 60_000);
}

function expressionOf(what: string, schedule: { expressionString?: unknown }): string {
  const { expressionString } = schedule ?? {};
  if (typeof expressionString !== 'string') {
    throw new Error(`${what} is ${shown(schedule)}; give a Cron such as Cron.schedule({ hour: '7', minute: '0' })`);
  }
  return expressionString;
}
