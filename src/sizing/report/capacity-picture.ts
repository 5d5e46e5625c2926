import {
  money, neededText, percent, rateText, Reported, sandboxesText, seatsText, secondsText, stageText,
  targetText,
} from './capacity-texts';
import type { Panel, Picture } from '../../pictures/picture';
import { shortened } from '../../pictures/text-width';
import type { PoolCapacity } from '../pool-capacity';

/** Pools with a panel of their own. */
const MOST_POOLS = 24;

/** A panel for each pool: its claims, what serves them, and where that runs; and one for the controller. */
export function capacityPicture(reported: Reported): Picture {
  const { pools } = reported;
  const kept = pools.length > MOST_POOLS ? pools.slice(0, MOST_POOLS - 1) : pools;
  return {
    title: 'Capacity',
    description: 'For each pool, its claims, its sandboxes, how long claims wait, and the nodes for them; and how much '
      + 'of the controller and of what stands behind it they use.',
    panels: [
      ...kept.map((pool, index) => poolPanel(pool, reported, `p${index}`)),
      ...(kept.length < pools.length
        ? [{ id: 'others', notes: [], boxes: [], arrows: [], rest: [`and ${pools.length - kept.length} more pools`] }]
        : []),
      controllerPanel(reported),
    ],
    legend: [
      { style: 'open', text: 'meets the target' },
      { style: 'shut', text: 'does not' },
    ],
  };
}

function poolPanel(pool: PoolCapacity, { target, currency }: Reported, id: string): Panel {
  const { isEnough } = pool;
  const ids = { claims: `${id}_c`, pool: `${id}_p`, nodes: `${id}_n` };
  return {
    id,
    title: shortened(pool.pool, 48),
    notes: [`target: ${targetText(target)}`],
    boxes: [
      {
        id: ids.claims,
        tone: 'workload',
        kind: 'claims',
        name: rateText(pool.claimsPerSecond),
        details: [
          `wait p50 ${secondsText(pool.waitP50)}`,
          `wait p99 ${secondsText(pool.waitP99)}`,
          `cold starts ${percent(pool.coldStarts)}`,
          ...(pool.burstWait ? [`burst: ${percent(pool.burstColdStarts!)} cold, ${secondsText(pool.burstWait)}`] : []),
        ],
      },
      {
        id: ids.pool,
        tone: 'sandbox',
        kind: 'pool',
        name: sandboxesText(pool.replicas),
        details: [`needed: ${neededText(pool)}`, `cpu ${pool.cpu}, memory ${pool.memory} each`],
      },
      {
        id: ids.nodes,
        tone: 'runtime',
        kind: 'at once',
        name: sandboxesText(pool.sandboxes),
        details: [
          `and room for ${pool.headroom} more`,
          ...(pool.nodes === undefined ? [] : [`${pool.nodes} nodes`]),
          ...(pool.costPerHour === undefined ? [] : [money(pool.costPerHour, currency)]),
        ],
      },
    ],
    arrows: [
      { from: ids.claims, to: ids.pool, style: isEnough ? 'open' : 'shut' },
      { from: ids.pool, to: ids.nodes, style: 'plain' },
    ],
    rest: [],
  };
}

function controllerPanel({ stages, seats, nodes, costPerHour, currency }: Reported): Panel {
  return {
    id: 'controller',
    title: 'All pools',
    notes: [
      `${seatsText(seats)} of the API server`,
      ...(nodes === undefined ? [] : [`${nodes} nodes${
        costPerHour === undefined ? '' : `, ${money(costPerHour, currency)}`}`]),
    ],
    boxes: [],
    arrows: [],
    rest: stages.map((stage) => `${stage.name}: ${percent(stage.used / stage.limit)}, ${stageText(stage)}`),
  };
}
