import type { Duration } from 'cdk8s';
import type { FlagNeed } from './controller-arithmetic';
import type { PromisedWait } from './expectation';
import type { CapacityStage, PoolCapacity } from '../pool-capacity';

/** What a report tells. */
export interface Reported {
  readonly pools: readonly PoolCapacity[];
  readonly stages: readonly CapacityStage[];
  readonly flags: readonly FlagNeed[];
  readonly requestsPerSecond: number;
  readonly seats: number;
  readonly target: PromisedWait;
  readonly currency: string;
  readonly nodes?: number;
  readonly costPerHour?: number;
}

export function percent(share: number): string {
  const value = 100 * share;
  if (value === 0 || value === 100) { return `${value} %`; }
  if (value < 0.01) { return 'below 0.01 %'; }
  return `${value < 1 ? value.toFixed(2) : value.toFixed(1)} %`;
}

export function secondsText(duration: Duration): string {
  const seconds = duration.toMilliseconds() / 1000;
  return `${seconds >= 10 ? Math.round(seconds) : Number(seconds.toFixed(1))} s`;
}

export function rateText(perSecond: number): string {
  const [amount, unit] = perSecond >= 1 || perSecond === 0 ? [perSecond, 's'] : [perSecond * 3600, 'h'];
  return `${Number(amount.toPrecision(3))}/${unit}`;
}

export function money(amount: number, currency: string): string {
  return `${amount.toFixed(2)} ${currency}/h`;
}

export function targetText({ wait, share, cold }: PromisedWait): string {
  return `${Number(wait.toFixed(2))} s at p${Number((100 * (1 - share)).toFixed(3))}`
    + (cold < 1 ? `, at most ${percent(cold)} cold` : '');
}

export function neededText({ replicasNeeded }: PoolCapacity): string {
  return replicasNeeded === undefined ? 'none is enough' : String(replicasNeeded);
}

export function sandboxesText(count: number): string {
  return count === 1 ? '1 sandbox' : `${count} sandboxes`;
}

export function textOf(reported: Reported): string {
  const { pools, stages, flags, seats, requestsPerSecond, target, currency, nodes, costPerHour } = reported;
  const rows = (all: ReadonlyArray<readonly [string, string]>) => (
    all.map(([name, value]) => `  ${name.padEnd(20)}${value}`)
  );
  const lines = [
    ...pools.flatMap((pool) => [
      `${pool.pool}: ${sandboxesText(pool.replicas)} for ${rateText(pool.claimsPerSecond)} claims`,
      ...rows([
        ['cold starts', percent(pool.coldStarts)],
        ['wait', `p50 ${secondsText(pool.waitP50)}, p99 ${secondsText(pool.waitP99)}`],
        ...(pool.burstWait
          ? [['burst', `${percent(pool.burstColdStarts!)} cold, last after ${secondsText(pool.burstWait)}`]] as const
          : []),
        ['needed', `${neededText(pool)} for ${targetText(target)}: ${pool.isEnough ? 'met' : 'NOT MET'}`],
        ['at once', `${pool.sandboxes} sandboxes of cpu ${pool.cpu}, memory ${pool.memory}`],
        ['headroom', `${pool.headroom} sandboxes`],
        ...(pool.nodes === undefined
          ? []
          : [['nodes', `${pool.nodes}, each for ${pool.sandboxesPerNode} sandboxes`] as const]),
        ...(pool.costPerHour === undefined
          ? []
          : [['cost', `${money(pool.costPerHour, currency)}, of which the pool ${
            money(pool.idleCostPerHour!, currency)}`] as const]),
      ]),
      '',
    ]),
    ...(pools.length === 0 ? ['There are no pools.', ''] : []),
    'controller',
    ...rows([
      ['API server', `${Number(requestsPerSecond.toPrecision(3))} requests/s, ${seatsText(seats)}`],
      ...flags.map(({ name, now, needed }) => [
        now === needed ? 'flag' : 'CHANGE FLAG', `--${name}=${needed}${now === needed ? '' : `, now ${now}`}`,
      ] as const),
    ]),
    '',
    'what breaks first',
    ...stages.map((stage) => `  ${percent(stage.used / stage.limit).padStart(8)}  ${stage.name}: ${stageText(stage)}`),
    ...(nodes === undefined ? [] : ['', `nodes for all: ${nodes}${
      costPerHour === undefined ? '' : `, ${money(costPerHour, currency)}`}`]),
    '',
  ];
  return lines.join('\n');
}

export function seatsText(seats: number): string {
  return seats === 1 ? '1 seat' : `${seats} seats`;
}

export function stageText({ used, limit, unit }: CapacityStage): string {
  return `${Number(used.toPrecision(3))} of ${Number(limit.toPrecision(3))} ${unit}`;
}

export function markdownOf(reported: Reported): string {
  const { pools, stages, flags, seats, requestsPerSecond, target, currency, nodes, costPerHour } = reported;
  const priced = costPerHour !== undefined;
  const counted = nodes !== undefined;
  const allNodes = `${nodes === 1 ? '1 node' : `${nodes} nodes`}${priced ? `, ${money(costPerHour, currency)}` : ''}`;
  const head = [
    'Pool', 'Claims', 'Replicas', `Needed for ${targetText(target)}`, 'Cold starts', 'Wait p50', 'Wait p99',
    'Sandboxes at once', 'Headroom', ...(counted ? ['Nodes'] : []), ...(priced ? ['Cost', 'of which the pool'] : []),
  ];
  return [
    ...table(head, pools.map((pool) => [
      pool.pool,
      rateText(pool.claimsPerSecond),
      String(pool.replicas),
      neededText(pool),
      percent(pool.coldStarts),
      secondsText(pool.waitP50),
      secondsText(pool.waitP99),
      String(pool.sandboxes),
      String(pool.headroom),
      ...(counted ? [String(pool.nodes)] : []),
      ...(priced ? [money(pool.costPerHour!, currency), money(pool.idleCostPerHour!, currency)] : []),
    ])),
    '',
    ...(counted ? [`All pools together: ${allNodes}.`, ''] : []),
    ...table(['Flag of the controller', 'Now', 'Needed'], flags.map(({ name, now, needed }) => [
      `\`--${name}\``, now, needed,
    ])),
    '',
    `The controller sends ${Number(requestsPerSecond.toPrecision(3))} requests/s to the API server, and needs `
      + `${seatsText(seats)} of it.`,
    '',
    ...table(['What breaks first', 'Used', 'Remedy'], stages.map((stage) => [
      stage.name, `${percent(stage.used / stage.limit)}: ${stageText(stage)}`, stage.remedy,
    ])),
    '',
  ].join('\n');
}

function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}
