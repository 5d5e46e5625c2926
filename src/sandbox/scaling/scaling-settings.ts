import type { Window } from './autoscaler-spec';
import { DemandScalingOptions, PoolAutoscalerProps, ScalingWindow } from './demand-scaling';
import { PoolScaler, ScalerSettings } from './pool-scaler';
import { Demand, ScalingPlan, scalingPlan, targetOf } from './scaling-plan';
import { checkCount, milliseconds, shown } from '../../checks/forms';
import { checkShapes, METADATA, Shapes, structOf } from '../../checks/shapes';
import { wholeSeconds } from '../../checks/whole-seconds';
import type { IWarmPool } from '../references';

/** Props of an autoscaler, checked and completed. */
export interface ScalingSettings {
  readonly pool: IWarmPool;
  readonly namespace: string;
  readonly demand: Demand;
  readonly plan: ScalingPlan;
  readonly minimum: number;
  readonly maximum: number;
  readonly windows: readonly Window[];
  /** In seconds. */
  readonly scaleDownAfter: number;
  readonly scaler: ScalerSettings;
}

const SHAPES: Shapes = {
  claimsPerSecond: 'number',
  startup: 'duration',
  targetWait: 'duration',
  waitingLonger: 'number',
  minimum: 'number',
  maximum: 'number',
  schedule: 'objects',
  scaleDownAfter: 'duration',
  metadata: METADATA,
};

const WINDOW = structOf({ timeZone: 'string', minimum: 'number' });

/** An hour is the longest that a HorizontalPodAutoscaler looks back. */
const LONGEST = 3600;

/**
 * The settings of an autoscaler.
 *
 * @throws when a prop is malformed, or contradicts another
 */
export function scalingSettings(props: PoolAutoscalerProps): ScalingSettings {
  checkShapes('the props', props, { pool: 'pool' }, 'pool');
  checkShapes('the props', props, SHAPES);
  for (const prop of ['claimsPerSecond', 'startup', 'maximum'] as const) {
    if (props[prop] === undefined) { throw new Error(`'${prop}' is missing; give it`); }
  }
  const { pool, minimum = 1, maximum, scaleDownAfter } = props;
  if (!(props.scaler instanceof PoolScaler)) {
    throw new Error(`'scaler' is ${shown(props.scaler)}; give a PoolScaler, such as PoolScaler.keda({ ... })`);
  }
  const scaler = props.scaler._settings;
  const { namespace } = pool;
  if (namespace === undefined) {
    throw new Error(
      `the namespace of pool '${pool.name}' is not known, and claims of other namespaces are counted by the same `
      + 'metric; give its chart a namespace',
    );
  }
  const demand = demandOf(props);
  const plan = scalingPlan(demand);
  checkCount("'minimum'", minimum, 0);
  checkCount("'maximum'", maximum, Math.max(1, minimum));
  checkFor(scaler, props, minimum);
  if (scaler.kind !== 'keda') { checkTarget(scaler.per, demand, plan); }
  const after = scaleDownAfter ? wholeSeconds("'scaleDownAfter'", scaleDownAfter) : 300;
  if (after > LONGEST) { throw new Error(`'scaleDownAfter' is ${after}s; give at most an hour`); }
  const windows = (props.schedule ?? []).map((window, index) => (
    windowOf(window, `schedule[${index}]`, minimum, maximum)
  ));
  return { pool, namespace, demand, plan, minimum, maximum, windows, scaleDownAfter: after, scaler };
}

function demandOf(props: DemandScalingOptions): Demand {
  const { claimsPerSecond, waitingLonger = 0.01, targetWait } = props;
  if (!(claimsPerSecond > 0 && claimsPerSecond <= 10_000)) {
    throw new Error(`'claimsPerSecond' is ${shown(claimsPerSecond)}; give a number above 0, and at most 10,000`);
  }
  if (!(waitingLonger > 0 && waitingLonger < 1)) {
    throw new Error(`'waitingLonger' is ${shown(waitingLonger)}; give a share between 0 and 1, such as 0.01`);
  }
  const startup = milliseconds("'startup'", props.startup) / 1000;
  if (!(startup > 0)) { throw new Error("'startup' is 0s; give the time from creation to readiness"); }
  const wait = targetWait ? milliseconds("'targetWait'", targetWait) / 1000 : 0;
  if (wait >= startup) {
    throw new Error(
      `'targetWait' is ${wait}s, and a sandbox is ready ${startup}s after a claim without any pool; `
      + "give a shorter wait, or a pool with 'replicas' 0",
    );
  }
  return { claimsPerSecond, startup, targetWait: wait, waitingLonger };
}

/** @throws where a HorizontalPodAutoscaler is asked for what only KEDA can do */
function checkFor({ kind }: ScalerSettings, { schedule }: DemandScalingOptions, minimum: number): void {
  if (kind === 'keda') { return; }
  const wanted = minimum === 0 ? "'minimum' is 0" : schedule?.length ? "'schedule' is given" : undefined;
  if (wanted !== undefined) {
    throw new Error(
      `${wanted}, which a HorizontalPodAutoscaler cannot do; use PoolScaler.keda, or `
      + (minimum === 0 ? "a 'minimum' of 1 or more" : "leave 'schedule' out"),
    );
  }
}

/** @throws when the claims for each sandbox are less than an autoscaler can count */
function checkTarget(per: number, { claimsPerSecond }: Demand, plan: ScalingPlan): void {
  if (targetOf(plan, claimsPerSecond, per).thousandths >= 1) { return; }
  throw new Error(
    `${claimsPerSecond} claims in a second for ${plan.sandboxes} sandboxes are less than a thousandth for each, which `
    + "an autoscaler cannot count; give a metric of claims in a longer time, and that time in 'per', or use "
    + 'PoolScaler.keda',
  );
}

function windowOf(window: ScalingWindow, path: string, minimum: number, maximum: number): Window {
  WINDOW(path, window);
  const { timeZone } = window;
  const [start, end] = (['start', 'end'] as const).map((prop) => {
    const expression = (window[prop] as { expressionString?: unknown } | undefined)?.expressionString;
    if (typeof expression !== 'string') {
      throw new Error(
        `'${path}.${prop}' is ${shown(window[prop])}; give a Cron, such as Cron.schedule({ minute: '0', hour: '8' })`,
      );
    }
    return expression;
  });
  if (start === end) { throw new Error(`'${path}' starts and ends at '${start}'; give two times`); }
  if (typeof timeZone !== 'string' || !/^[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*$/.test(timeZone)) {
    throw new Error(
      `'${path}.timeZone' is ${shown(timeZone)}; give a name of the IANA database, such as 'Europe/Berlin'`,
    );
  }
  checkCount(`'${path}.minimum'`, window.minimum, 1);
  if (window.minimum > maximum || window.minimum <= minimum) {
    throw new Error(
      `'${path}.minimum' is ${window.minimum}; give more than 'minimum', ${minimum}, and at most 'maximum', ${maximum}`,
    );
  }
  return { start, end, timeZone, minimum: window.minimum };
}

/** What the numbers of an autoscaler come from, in words. */
export function computedFrom({ demand, plan, scaler }: ScalingSettings): string {
  const { claimsPerSecond, startup, targetWait, waitingLonger } = demand;
  const wait = targetWait === 0 ? 'wait' : `wait longer than ${targetWait}s`;
  const parts = [
    `${claimsPerSecond} claims/s, start-up ${startup}s, at most ${Number((waitingLonger * 100).toPrecision(6))}% of `
      + `claims ${wait}: ${plan.sandboxes} ready sandboxes`,
  ];
  if (scaler.kind !== 'keda') {
    const { thousandths, sandboxes } = targetOf(plan, claimsPerSecond, scaler.per);
    parts.push(`one for each ${thousandths / 1000} claims in ${scaler.per}s: ${sandboxes} at that rate`);
  }
  return parts.join('; ');
}
