import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { autoscalerSpec, Scaled, scaledObjectSpec, Window } from './autoscaler-spec';
import { claimLabels, claimRate } from './claim-rate';
import { PoolAutoscalerProps } from './demand-scaling';
import { ScalerSettings } from './pool-scaler';
import { targetOf } from './scaling-plan';
import { computedFrom, ScalingSettings, scalingSettings } from './scaling-settings';
import { KINDS } from '../../api/kinds';
import { Cluster } from '../../app/cluster';
import { atConstruct } from '../../app/construct-errors';
import { Findings } from '../../app/findings';
import { ScopedApiObject } from '../../app/scoped-api-object';
import { wholeSeconds } from '../../checks/whole-seconds';
import { FindingSeverity } from '../../findings/finding';
import { writtenVersion } from '../../release/features';
import type { Release } from '../../release/release';
import type { IWarmPool } from '../references';

/** Says on an object what its numbers come from. */
const COMPUTED_FROM = 'cdk8s-agent-sandbox/computed-from';

/** A pool whose count an autoscaler may take over. */
interface Scalable {
  markHasAutoscaler?(): void;
}

/**
 * An autoscaler of a pool by the rate of its claims: a HorizontalPodAutoscaler, or a ScaledObject of KEDA. Its numbers
 * come from what the pool is for, and an annotation says so.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/
 *
 * @example
 * const python = new SandboxTemplate(chart, 'Python', {
 *   containers: [{ image: 'registry.example.com/python:3.14' }],
 * });
 * python.addWarmPool('PythonPool').scaleOnDemand({
 *   claimsPerSecond: 0.5,
 *   startup: Duration.seconds(20),
 *   maximum: 60,
 *   scaler: PoolScaler.keda({ serverAddress: 'http://prometheus.monitoring:9090' }),
 * });
 */
export class PoolAutoscaler extends Construct {
  /** Name of the HorizontalPodAutoscaler or ScaledObject. */
  public readonly name: string;

  /** The pool. */
  public readonly target: IWarmPool;

  /** The least number of sandboxes outside of a schedule. */
  public readonly minReplicas: number;

  /** The greatest number of sandboxes. */
  public readonly maxReplicas: number;

  /** How many ready sandboxes the expected load needs, whatever the maximum. */
  public readonly wantedReplicas: number;

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param props the pool, what it is for, and what scales it
   * @throws when a prop is malformed or contradicts another, or the pool has a fixed count
   */
  public constructor(scope: Construct, id: string, props: PoolAutoscalerProps) {
    super(scope, id);
    const settings = atConstruct(this, () => scalingSettings(props));
    const { pool, scaler, minimum, maximum, plan } = settings;
    this.target = pool;
    this.minReplicas = minimum;
    this.maxReplicas = maximum;
    this.wantedReplicas = plan.sandboxes;
    (pool as Scalable).markHasAutoscaler?.();
    const { metadata } = props;
    const object: ApiObject = new ScopedApiObject(this, 'Resource', {
      apiVersion: scaler.kind === 'keda' ? 'keda.sh/v1alpha1' : 'autoscaling/v2',
      kind: scaler.kind === 'keda' ? 'ScaledObject' : 'HorizontalPodAutoscaler',
      metadata: {
        name: pool.name,
        namespace: settings.namespace,
        ...metadata,
        annotations: { [COMPUTED_FROM]: computedFrom(settings), ...metadata?.annotations },
      },
      spec: Lazy.any({ produce: () => specOf(settings, Cluster.releaseFor(this)) }),
    });
    this.name = object.name;
    this.node.addValidation({ validate: () => unfitness(settings, Cluster.of(this).version?._release) });
    if (plan.sandboxes > maximum) { Findings.of(this).add(tooSmall(settings)); }
  }
}

function tooSmall({ maximum, plan: { sandboxes }, demand: { claimsPerSecond } }: ScalingSettings) {
  return {
    code: 'ASB443',
    severity: FindingSeverity.WARNING,
    message:
      `${claimsPerSecond} claims in a second need ${sandboxes} ready sandboxes, and 'maximum' is ${maximum}: when so `
      + 'many are made, more of them wait than is asked for',
    remedy: `raise 'maximum' to ${sandboxes}, shorten the start-up (ImagePrePull), or acknowledge the limit`,
  };
}

/** Why no autoscaler of a release can do it. */
function unfitness({ pool, namespace }: ScalingSettings, release: Release | undefined): string[] {
  if (!release) { return []; }
  const scale = release.api.versions[0].kinds.SandboxWarmPool?.presentation.scale;
  if (scale?.labelSelectorPath === undefined) {
    return [
      `pools of ${release.id} do not tell which pods are theirs, which autoscalers ask for, so nothing would scale `
        + `'${pool.name}'; use v0.3.10 or newer`,
    ];
  }
  if (claimLabels(release, { ...counted(pool), namespace }) === undefined) {
    return [
      `${release.id} counts claims by their template, and that of pool '${pool.name}' is not known; `
        + 'give it: WarmPool.fromWarmPoolName(scope, id, name, { template }), or use v0.5.1 or newer',
    ];
  }
  return [];
}

function counted({ name, templateName }: IWarmPool) {
  return { name, ...(templateName !== undefined && { templateName }) };
}

function specOf(settings: ScalingSettings, release: Release): object {
  const { pool, namespace, scaler, windows, demand } = settings;
  const scaleTargetRef = {
    apiVersion: `${KINDS.SandboxWarmPool.group}/${writtenVersion(release)}`, kind: 'SandboxWarmPool', name: pool.name,
  };
  const scaled: Scaled = { ...settings, scaleTargetRef };
  const labels = claimLabels(release, { ...counted(pool), namespace }) ?? {};
  return scaler.kind === 'keda'
    ? ofKeda(scaled, scaler, labels, windows)
    : autoscalerSpec(scaled, withLabels(scaler, labels), targetOf(settings.plan, demand.claimsPerSecond, scaler.per));
}

function ofKeda(
  scaled: Scaled,
  scaler: Extract<ScalerSettings, { kind: 'keda' }>,
  labels: Readonly<Record<string, string>>,
  windows: readonly Window[],
): object {
  const { window, pollingInterval } = scaler.options;
  const rate = claimRate(labels, window ? wholeSeconds("'window'", window) : 120);
  const polling = pollingInterval ? wholeSeconds("'pollingInterval'", pollingInterval) : 30;
  return scaledObjectSpec(scaled, scaler, rate, windows, polling);
}

/** The labels that were given, else those of the controller; metrics of pods are selected by the pods. */
function withLabels(
  scaler: Exclude<ScalerSettings, { kind: 'keda' }>,
  labels: Readonly<Record<string, string>>,
): { kind: 'external' | 'pods'; metric: string; labels?: Readonly<Record<string, string>> } {
  const { kind, metric, labels: given, prefix } = scaler;
  if (given) { return { kind, metric, ...(Object.keys(given).length > 0 && { labels: given }) }; }
  if (kind === 'pods') { return { kind, metric }; }
  return {
    kind,
    metric,
    labels: Object.fromEntries(Object.entries(labels).map(([label, value]) => [`${prefix}${label}`, value])),
  };
}
