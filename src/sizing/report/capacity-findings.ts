import type { ReadApp } from './app-pools';
import { neededText, percent, rateText, sandboxesText, secondsText, stageText, targetText } from './capacity-texts';
import { REFILL_RATE, REPLENISH_DELAY } from './controller-arithmetic';
import type { Expectations, Expected } from './expectation';
import type { Refill } from '../../capacity/model/refill';
import { Finding, FindingSeverity } from '../../findings/finding';
import type { CapacityStage, PoolCapacity } from '../pool-capacity';

interface Judged {
  readonly app: ReadApp;
  readonly pools: readonly PoolCapacity[];
  readonly expectations: Expectations;
  readonly refill: Refill;
  readonly stages: readonly CapacityStage[];
}

/** What contradicts: a target and a pool, a target and flags, a sandbox and nodes, a load and the controller. */
export function capacityFindings({ app, pools, expectations, refill, stages }: Judged): Finding[] {
  return [
    ...pools.flatMap((capacity, index) => {
      const { path, isKnown, title, name } = app.pools[index];
      const expected = expectations.of(title, name);
      const found = (code: string, text: Pick<Finding, 'message' | 'remedy'>): Finding => (
        { code, severity: FindingSeverity.WARNING, ...text, path }
      );
      return [
        ...ofTarget(capacity, expected, expectations, refill).map(([code, text]) => found(code, text)),
        ...ofNodes(capacity, expectations, isKnown).map(([code, text]) => found(code, text)),
      ];
    }),
    ...stages.filter(({ used, limit }) => used > limit).map((stage): Finding => ({
      code: 'ASB453',
      severity: FindingSeverity.WARNING,
      message: `the claims of all pools ask more of the ${stage.name} than it does: ${stageText(stage)}`,
      remedy: stage.remedy,
    })),
  ];
}

type Coded = readonly [code: string, text: Pick<Finding, 'message' | 'remedy'>];

function ofTarget(pool: PoolCapacity, expected: Expected, { target }: Expectations, refill: Refill): Coded[] {
  if (pool.isEnough) { return []; }
  const asked = targetText(target);
  if (pool.replicasNeeded === undefined) {
    const why = unreachable(pool, expected, refill);
    return [['ASB451', {
      message: `no size of pool '${pool.pool}' meets the target of ${asked}: ${why}`,
      remedy: remedyOf(expected, refill),
    }]];
  }
  return [['ASB450', {
    message: `pool '${pool.pool}' keeps ${sandboxesText(pool.replicas)}, and ${rateText(pool.claimsPerSecond)} claims `
      + `need ${neededText(pool)} for the target of ${asked}: ${percent(pool.coldStarts)} start cold, and one in a `
      + `hundred waits longer than ${secondsText(pool.waitP99)}`,
    remedy: `set 'replicas' to ${pool.replicasNeeded}, or the maximum of its autoscaler, or lower the target`,
  }]];
}

function unreachable(
  { claimsPerSecond }: PoolCapacity,
  { customized }: Expected,
  { rate = 0, delay = 0 }: Refill,
): string {
  if (rate > 0 && claimsPerSecond * (1 - customized) > rate) {
    return `${rateText(claimsPerSecond)} claims come, and --${REFILL_RATE} lets the controller create ${rate}/s`;
  }
  if (delay > 0) {
    return `--${REPLENISH_DELAY} holds the refill until claims pause for ${delay} s`;
  }
  return `${percent(customized)} of its claims have variables or volumes of their own, and always start cold`;
}

function remedyOf({ customized }: Expected, { rate = 0, delay = 0 }: Refill): string {
  if (rate > 0) { return `raise --${REFILL_RATE} above the rate of claims, or remove it`; }
  if (delay > 0) { return `remove --${REPLENISH_DELAY}, and pace the refill with --${REFILL_RATE}`; }
  return customized > 0
    ? 'give what differs by claim in another way, such as a template for each kind, or raise the target'
    : 'raise the target';
}

function ofNodes(pool: PoolCapacity, { nodes }: Expectations, isKnown: boolean): Coded[] {
  if (!nodes) { return []; }
  if (pool.cpu === '0' && pool.memory === '0') {
    return [['ASB454', {
      message: `the nodes of pool '${pool.pool}' are counted by pods alone: ${
        isKnown ? 'its sandboxes request neither CPU nor memory' : 'its template is not in the app'}`,
      remedy: isKnown ? "give its containers 'resources' with requests" : 'make the report of an app that has it',
    }]];
  }
  return pool.sandboxesPerNode !== undefined ? [] : [['ASB452', {
    message: `no sandbox of pool '${pool.pool}' fits on a node: it needs cpu ${pool.cpu} and memory ${pool.memory}, `
      + 'with the overhead of its runtime',
    remedy: "give larger 'nodes', or lower the requests of its containers",
  }]];
}
