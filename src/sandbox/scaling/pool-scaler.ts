import type { Duration } from 'cdk8s';
import { copyOf } from '../../checks/copy-of';
import { checkForm, checkMetadata, shown } from '../../checks/forms';
import { checkShapes, listOf, mapOf, Shapes, structOf } from '../../checks/shapes';
import { wholeSeconds } from '../../checks/whole-seconds';

/** A further trigger of a ScaledObject. The pool has as many sandboxes as the greatest of all asks for. */
export interface KedaTrigger {
  /** The type, such as `kafka`. */
  readonly type: string;

  /** Its settings. */
  readonly metadata: { [key: string]: string };

  /**
   * Name of its TriggerAuthentication.
   * @default - none
   */
  readonly authentication?: string;
}

/** A ScaledObject of KEDA that asks Prometheus. */
export interface KedaScalerOptions {
  /** The address that answers queries of Prometheus, such as `http://prometheus.monitoring:9090`. */
  readonly serverAddress: string;

  /**
   * Name of a TriggerAuthentication in the namespace of the pool.
   * @default - none
   */
  readonly authentication?: string;

  /**
   * How KEDA authenticates, such as `bearer`.
   * @default - as `authentication` says
   * @see https://keda.sh/docs/latest/scalers/prometheus/
   */
  readonly authModes?: string;

  /**
   * The time over which claims are averaged: at least four times as long as the interval at which the controller is
   * scraped. A longer one is smoother and later.
   * @default - 2 minutes
   */
  readonly window?: Duration;

  /**
   * How often KEDA asks.
   * @default - 30 seconds
   */
  readonly pollingInterval?: Duration;

  /**
   * Further triggers, such as the length of a queue.
   * @default - none
   */
  readonly triggers?: KedaTrigger[];
}

/** A metric that an adapter serves to HorizontalPodAutoscalers. */
export interface AutoscalerMetricOptions {
  /**
   * Labels by which the metric is selected.
   * @default - of an external metric, those that the controller gives to the claims of the pool; of pods, none
   */
  readonly labels?: { [key: string]: string };

  /**
   * The time in which the metric counts claims. A longer one is for rare claims: an autoscaler counts in thousandths.
   * @default - a second
   */
  readonly per?: Duration;
}

/** How a scaler is asked for. */
export type ScalerSettings =
  | { readonly kind: 'keda'; readonly options: KedaScalerOptions }
  | {
    readonly kind: 'external' | 'pods';
    readonly metric: string;
    readonly labels?: Readonly<Record<string, string>>;
    /** What stands before each label that the controller gives. */
    readonly prefix: string;
    /** In seconds. */
    readonly per: number;
  };

const KEDA: Shapes = {
  authentication: 'string',
  authModes: 'string',
  window: 'duration',
  pollingInterval: 'duration',
  triggers: listOf(structOf({ type: 'string', metadata: mapOf('string'), authentication: 'string' })),
};

/** What scales a pool, and by which metric. */
export class PoolScaler {
  /**
   * A ScaledObject of KEDA that asks Prometheus for the claims of the pool. It can scale to 0, and by the hour.
   *
   * @param options address of Prometheus, and how it is asked
   * @throws when an option is malformed
   * @see https://keda.sh/docs/latest/reference/scaledobject-spec/
   */
  public static keda(options: KedaScalerOptions): PoolScaler {
    checkShapes('the options of KEDA', options, { serverAddress: 'string' }, 'serverAddress');
    checkShapes('the options of KEDA', options, KEDA);
    const { serverAddress, authentication, window, pollingInterval, triggers = [] } = options;
    if (!/^https?:\/\/\S+$/.test(serverAddress)) {
      throw new Error(`'serverAddress' is ${shown(serverAddress)}; give a URL such as 'http://prometheus.monitoring:9090'`);
    }
    if (authentication !== undefined) { checkForm("'authentication'", authentication, 'DNS subdomain'); }
    if (window) { wholeSeconds("'window'", window); }
    if (pollingInterval) { wholeSeconds("'pollingInterval'", pollingInterval); }
    triggers.forEach((trigger, index) => {
      for (const prop of ['type', 'metadata'] as const) {
        if (trigger[prop] === undefined) { throw new Error(`'triggers[${index}].${prop}' is missing; give it`); }
      }
    });
    return new PoolScaler({ kind: 'keda', options: copyOf(options) });
  }

  /**
   * A HorizontalPodAutoscaler by an external metric: the rate of the pool's claims, as an adapter serves it.
   *
   * @param metric its name
   * @param options labels, and the time of which it is the rate
   * @throws when an option is malformed
   */
  public static externalMetric(metric: string, options: AutoscalerMetricOptions = {}): PoolScaler {
    return new PoolScaler(metricSettings('external', metric, options));
  }

  /**
   * The same by the metric of GKE's adapter, which reads Managed Service for Prometheus and serves counters as rates.
   *
   * @see https://cloud.google.com/stackdriver/docs/managed-prometheus/hpa
   */
  public static managedPrometheus(): PoolScaler {
    return new PoolScaler({
      kind: 'external',
      metric: 'prometheus.googleapis.com|agent_sandbox_claim_creation_total|counter',
      prefix: 'metric.labels.',
      per: 1,
    });
  }

  /**
   * A HorizontalPodAutoscaler by a metric of the pool's pods: the rate of the pool's claims divided among them. The
   * autoscaler takes the mean over the pods that have the metric, and multiplies by their number, so pods without it
   * hold the size down.
   *
   * @param metric its name
   * @param options labels, and the time of which it is the rate
   * @throws when an option is malformed
   */
  public static podsMetric(metric: string, options: AutoscalerMetricOptions = {}): PoolScaler {
    return new PoolScaler(metricSettings('pods', metric, options));
  }

  /** @internal */
  public readonly _settings: ScalerSettings;

  private constructor(settings: ScalerSettings) {
    this._settings = settings;
  }

  /** What scales, in words, such as `an autoscaler by the metric 'claims'`. */
  public toString(): string {
    return this._settings.kind === 'keda'
      ? `KEDA, which asks ${this._settings.options.serverAddress}`
      : `an autoscaler by the ${this._settings.kind} metric '${this._settings.metric}'`;
  }
}

function metricSettings(kind: 'external' | 'pods', metric: string, options: AutoscalerMetricOptions): ScalerSettings {
  if (typeof metric !== 'string' || !/^[^\s/%]+$/.test(metric)) {
    throw new Error(`the name of the metric is ${shown(metric)}; give text without spaces, slashes and per cents`);
  }
  const { labels, per } = checkShapes('the options of the metric', options, {
    labels: mapOf('string'), per: 'duration',
  });
  if (labels) { checkMetadata("'labels'", labels, 'label'); }
  const seconds = per ? wholeSeconds("'per'", per) : 1;
  return { kind, metric, prefix: '', per: seconds, ...(labels && { labels: { ...labels } }) };
}
