import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { addBudget, checkDisruption, POOL } from './disruption/budget-object';
import { WarmPoolUpdateStrategy } from './enums';
import { unlessExternal } from './external-field';
import { countOwnedElsewhere, countWanted } from './findings';
import { ISandboxTemplate, IWarmPool, WarmPoolReferenceOptions } from './references';
import { ReleaseRendering, renderedObject } from './rendered-object';
import { SandboxClaim, SandboxClaimOptions } from './sandbox-claim';
import type { DemandScalingOptions } from './scaling/demand-scaling';
import { PoolAutoscaler } from './scaling/pool-autoscaler';
import { checkPoolSchedule } from './scheduled';
import type { WarmPoolOptions, WarmPoolProps } from './warm-pool-props';
import { WarmPoolReference } from './warm-pool-reference';
import { poolLabels } from '../api/labels';
import { Cluster } from '../app/cluster';
import { atConstruct } from '../app/construct-errors';
import { podsWith } from '../app/pod-selector';
import { copyOf } from '../checks/copy-of';
import { checkCount } from '../checks/forms';
import { checkSameNamespace } from '../checks/same-namespace';
import { checkShapes, METADATA, oneOf, Shapes } from '../checks/shapes';
import { Finding } from '../findings/finding';
import { replicasRequired } from '../judge/rules/claim-resolution';
import {
  AbstractPod, INetworkPolicyPeer, IPodSelector, IScalable, NetworkPolicyPeerConfig, PodSelectorConfig, Resource,
  ScalingTarget,
} from '../kubernetes/kplus';
import { member } from '../release/features';
import { Release } from '../release/release';
import type { SandboxSchedule } from '../schedule/sandbox-schedule';
import type { ScheduledReplicas } from '../schedule/sandbox-schedule-props';

const SHAPES: Shapes = {
  template: 'template',
  updateStrategy: oneOf(WarmPoolUpdateStrategy),
  scaledExternally: 'boolean',
  metadata: METADATA,
};

/**
 * A pool of sandboxes that are started before they are claimed.
 *
 * `scaleOnDemand` or a `kplus.HorizontalPodAutoscaler` may scale it. As a selector it stands for its pods that nobody
 * has claimed yet.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 *
 * @example
 * const python = new SandboxTemplate(chart, 'Python', {
 *   containers: [{ image: 'registry.example.com/python:3.14' }],
 * });
 * const pool = python.addWarmPool('PythonPool', { replicas: 4 });
 * pool.addClaim('Nightly');
 */
export class WarmPool extends Resource implements IWarmPool, IScalable, IPodSelector, INetworkPolicyPeer {
  /**
   * A SandboxWarmPool that exists, or that another app makes.
   *
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param name of the SandboxWarmPool, in the namespace of the chart
   * @param options what is known of it
   */
  public static fromWarmPoolName(
    scope: Construct,
    id: string,
    name: string,
    options: WarmPoolReferenceOptions = {},
  ): IWarmPool {
    return new WarmPoolReference(scope, id, name, options);
  }

  private static readonly RENDERING = new ReleaseRendering<WarmPool>(
    (pool, release) => pool.spec(release),
    (pool, release) => pool.findings(release),
  );

  /** Name of the resource in roles. */
  public readonly resourceType = 'sandboxwarmpools';

  /** The template of its sandboxes. */
  public readonly template: ISandboxTemplate;

  /** Whether an autoscaler owns the count. */
  public hasAutoscaler = false;

  /** The object that is printed. */
  protected readonly apiObject: ApiObject;

  private readonly props: WarmPoolOptions;

  /** Few have one, so it is a field of these alone. */
  private declare schedule?: { readonly by: SandboxSchedule; readonly replicas: number };

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct, from which the name of the pool is made
   * @param props template, count and update strategy
   * @throws when a prop is one that Kubernetes or the controller would not accept
   */
  public constructor(scope: Construct, id: string, props: WarmPoolProps) {
    super(scope, id);
    atConstruct(this, () => { checkPool(props); });
    this.template = props.template;
    this.props = copyOf(props);
    this.apiObject = renderedObject(this, 'SandboxWarmPool', props.metadata, WarmPool.RENDERING);
    addBudget(this, props.disruption, POOL, () => ({ matchLabels: this.selectorLabels }));
    atConstruct(this, () => {
      checkSameNamespace(
        'pool',
        this,
        'template',
        props.template,
        'pools make sandboxes of templates of their own namespace only',
      );
    });
  }

  /** Name of the SandboxWarmPool. */
  public get warmPoolName(): string {
    return this.name;
  }

  /** Namespace of the pool, if it is known. */
  public get namespace(): string | undefined {
    return this.metadata.namespace;
  }

  /** Name of the template of its sandboxes. */
  public get templateName(): string | undefined {
    return this.template.name;
  }

  /** Labels of its pods that nobody has claimed yet: the hash of its name. */
  public get selectorLabels(): { [key: string]: string } {
    return poolLabels(this.name, Cluster.of(this).hasUnnamedPools);
  }

  /**
   * Adds a claim of a sandbox of this pool.
   *
   * @param id of the construct, from which the name of the claim is made
   * @param options of the claim
   */
  public addClaim(id: string, options: SandboxClaimOptions = {}): SandboxClaim {
    return new SandboxClaim(this, id, { ...options, warmPool: this });
  }

  /**
   * Has the count follow the claims of the pool, by an autoscaler with the id `Autoscaler`.
   *
   * @param options what the pool is for, and what scales it
   * @throws when an option is malformed or contradicts another, or the pool has a fixed count
   */
  public scaleOnDemand(options: DemandScalingOptions): PoolAutoscaler {
    return new PoolAutoscaler(this, 'Autoscaler', { ...options, pool: this });
  }

  /**
   * Called by the autoscaler that takes over the count.
   *
   * @throws when the pool has a fixed count, or another owner
   */
  public markHasAutoscaler(): void {
    const { replicas, scaledExternally } = this.props;
    if (replicas !== undefined) {
      throw new Error(
        `warm pool '${this.node.path}' has replicas ${replicas} and an autoscaler; remove 'replicas' so that the `
          + 'autoscaler owns the count',
      );
    }
    if (scaledExternally) {
      throw new Error(`warm pool '${this.node.path}' has an autoscaler and is 'scaledExternally'; remove one`);
    }
    if (this.schedule) {
      throw new Error(
        `warm pool '${this.node.path}' has an autoscaler and runs during '${this.schedule.by.node.path}'; remove one`,
      );
    }
    if (this.hasAutoscaler) {
      throw new Error(`warm pool '${this.node.path}' has two autoscalers; remove one`);
    }
    this.hasAutoscaler = true;
  }

  /**
   * Has the pool one size in the hours of a schedule, and another outside of them. The schedule then owns the count, so
   * that none is printed but for releases that want one in every pool.
   *
   * @param schedule in the same cluster
   * @param sizes of the pool
   * @throws when the pool has a fixed count or another owner of it, or its namespace is not known
   */
  public runDuring(schedule: SandboxSchedule, sizes: ScheduledReplicas): void {
    atConstruct(this, () => {
      checkPoolSchedule(schedule, { ...this.props, schedule: this.schedule?.by, owner: this._countOwner });
      schedule._runPool(this.apiObject, sizes);
    });
    this.schedule = { by: schedule, replicas: sizes.replicas };
  }

  /** The target of an autoscaler. */
  public toScalingTarget(): ScalingTarget {
    const { kind, apiVersion, name, template } = this;
    return { kind, apiVersion, name, containers: template instanceof AbstractPod ? template.containers : [] };
  }

  /** Its pods that nobody has claimed yet. */
  public toPodSelectorConfig(): PodSelectorConfig {
    return podsWith(this.selectorLabels, this.namespace);
  }

  /** Its pods that nobody has claimed yet, as the peer of a network policy. */
  public toNetworkPolicyPeerConfig(): NetworkPolicyPeerConfig {
    return { podSelector: this.toPodSelectorConfig() };
  }

  /** Its pods that nobody has claimed yet. */
  public toPodSelector(): IPodSelector | undefined {
    return this;
  }

  /**
   * The owner of the count, if it is not this manifest.
   * @internal
   */
  public get _countOwner(): string | undefined {
    return this.hasAutoscaler
      ? 'an autoscaler'
      : this.props.scaledExternally
        ? 'something outside this app'
        : this.schedule
          ? `schedule '${this.schedule.by.node.path}'`
          : undefined;
  }

  private spec(release: Release): object {
    const { updateStrategy } = this.props;
    const type = member(
      release,
      'SandboxWarmPool.spec.updateStrategy.type',
      updateStrategy,
      WarmPoolUpdateStrategy.ON_REPLENISH,
    );
    return {
      ...this.count(release),
      sandboxTemplateRef: { name: this.template.name },
      ...('type' in type && { updateStrategy: type }),
    };
  }

  private count(release: Release): { replicas?: number } {
    const { replicas = 1 } = this.props;
    const stated = () => (
      this.hasAutoscaler ? minimumOfAutoscaler(this) : this.schedule?.replicas ?? this.props.replicas
    );
    const required = this._countOwner !== undefined && replicasRequired(release) ? { value: stated() } : undefined;
    const printed = unlessExternal({ value: replicas, isExternal: this._countOwner !== undefined, required });
    return printed === undefined ? {} : { replicas: printed };
  }

  /** Findings about an owner outside the app. Rules about objects report an autoscaler and a schedule in it. */
  private findings(release: Release): Finding[] {
    if (!this._countOwner || this.hasAutoscaler || this.schedule || !replicasRequired(release)) {
      return [];
    }
    return [this.props.replicas !== undefined ? countOwnedElsewhere(this._countOwner, release) : countWanted(release)];
  }
}

/** The minimum of the autoscaler of a pool. The autoscaler refers to the pool, so the tree is searched for it. */
function minimumOfAutoscaler(pool: WarmPool): number {
  const autoscaler = pool.node.root.node
    .findAll()
    .find((each: IConstruct & { target?: unknown; minReplicas?: number }) => each.target === pool);
  return (autoscaler as { minReplicas?: number } | undefined)?.minReplicas ?? 1;
}

function checkPool(props: WarmPoolProps): void {
  checkShapes('the props', props, SHAPES, 'template');
  checkDisruption(props.disruption, POOL);
  if (props.replicas !== undefined) { checkCount("'replicas'", props.replicas, 0); }
}
