import { ScalerSettings } from './pool-scaler';
import { RateTarget, ScalingPlan } from './scaling-plan';

/** What specs of both kinds of autoscalers are made of. */
export interface Scaled {
  readonly scaleTargetRef: object;
  readonly minimum: number;
  readonly maximum: number;
  readonly plan: ScalingPlan;
  /** In seconds. */
  readonly scaleDownAfter: number;
}

/** Hours with a greater minimum. */
export interface Window {
  readonly start: string;
  readonly end: string;
  readonly timeZone: string;
  readonly minimum: number;
}

/**
 * How fast a pool may grow and shrink: up in one step to what the expected load needs, as the target does not move with
 * the size, and down once claims have been fewer for a while.
 */
function behaviorOf({ plan, scaleDownAfter }: Scaled): object {
  return {
    scaleUp: {
      stabilizationWindowSeconds: 0,
      selectPolicy: 'Max',
      policies: [
        { type: 'Percent', value: 100, periodSeconds: 15 },
        { type: 'Pods', value: Math.max(4, plan.sandboxes), periodSeconds: 15 },
      ],
    },
    scaleDown: {
      stabilizationWindowSeconds: scaleDownAfter,
      selectPolicy: 'Max',
      policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
    },
  };
}

/**
 * The spec of a HorizontalPodAutoscaler. The target is an average: the size is then the rate divided by the target, and
 * not the present size multiplied, which would grow until the maximum while claims come.
 */
export function autoscalerSpec(
  scaled: Scaled,
  { kind, metric, labels }: { kind: 'external' | 'pods'; metric: string; labels?: Readonly<Record<string, string>> },
  { thousandths }: RateTarget,
): object {
  const { scaleTargetRef, minimum, maximum } = scaled;
  const source = {
    metric: { name: metric, ...(labels && { selector: { matchLabels: labels } }) },
    target: { type: 'AverageValue', averageValue: quantityOf(thousandths) },
  };
  return {
    scaleTargetRef,
    minReplicas: minimum,
    maxReplicas: maximum,
    metrics: [kind === 'pods' ? { type: 'Pods', pods: source } : { type: 'External', external: source }],
    behavior: behaviorOf(scaled),
  };
}

/** Thousandths as the API server writes them, so that it changes nothing. */
function quantityOf(thousandths: number): string {
  return thousandths % 1000 === 0 ? String(thousandths / 1000) : `${thousandths}m`;
}

/** The spec of a ScaledObject. */
export function scaledObjectSpec(
  scaled: Scaled,
  { options }: Extract<ScalerSettings, { kind: 'keda' }>,
  rate: string,
  windows: readonly Window[],
  pollingInterval: number,
): object {
  const { scaleTargetRef, minimum, maximum, plan, scaleDownAfter } = scaled;
  const { serverAddress, authentication, authModes, triggers = [] } = options;
  return {
    scaleTargetRef,
    pollingInterval,
    cooldownPeriod: scaleDownAfter,
    minReplicaCount: minimum,
    maxReplicaCount: maximum,
    // Without answers of Prometheus the pool has the size for the expected load.
    fallback: { failureThreshold: 3, replicas: Math.min(maximum, plan.sandboxes) },
    advanced: {
      restoreToOriginalReplicaCount: false,
      horizontalPodAutoscalerConfig: { behavior: behaviorOf(scaled) },
    },
    triggers: [
      {
        type: 'prometheus',
        name: 'claims',
        metricType: 'AverageValue',
        metadata: {
          serverAddress,
          query: wantedQuery(plan, rate),
          // The query is a number of sandboxes, so each stands for one.
          threshold: '1',
          activationThreshold: '0',
          ...(authModes !== undefined && { authModes }),
        },
        ...(authentication !== undefined && { authenticationRef: { name: authentication } }),
      },
      ...windows.map(({ start, end, timeZone, minimum: desired }) => ({
        type: 'cron',
        metadata: { timezone: timeZone, start, end, desiredReplicas: String(desired) },
      })),
      ...triggers.map(({ type, metadata, authentication: name }) => ({
        type, metadata, ...(name !== undefined && { authenticationRef: { name } }),
      })),
    ],
  };
}

/** The sandboxes that a rate of claims needs, as a query; none where nothing was ever claimed. */
function wantedQuery({ linear, root }: ScalingPlan, rate: string): string {
  const parts = [
    ...(linear > 0 ? [`${digits(linear)} * ${rate}`] : []),
    ...(root > 0 ? [`${digits(root)} * sqrt(${rate})`] : []),
  ];
  return `(${parts.join(' + ')}) or vector(0)`;
}

/** Without exponents. KEDA cuts values to thousandths, so these digits are enough. */
function digits(value: number): string {
  return String(Number(value.toFixed(6)));
}
