import { Construct } from 'constructs';
import type * as k8s from '../l1';
import { addBudget, TEMPLATE } from './disruption/budget-object';
import { EnvVarsInjectionPolicy, NetworkPolicyManagement, VolumeClaimTemplatesPolicy } from './enums';
import { ISandboxTemplate, IWarmPool } from './references';
import { SandboxClaim, SandboxClaimOptions } from './sandbox-claim';
import { NetworkOwner, SandboxNetwork } from './sandbox-network';
import { SandboxPod } from './sandbox-pod';
import { SandboxPodProps } from './sandbox-pod-props';
import { protectsByTemplateHash, selectsByTemplateHash } from './template-hash';
import { WarmPool } from './warm-pool';
import type { WarmPoolOptions } from './warm-pool-props';
import { WarmPoolReference } from './warm-pool-reference';
import { poolLabels, templateLabels } from '../api/labels';
import { Cluster } from '../app/cluster';
import { atConstruct } from '../app/construct-errors';
import { PodsReference } from '../app/pods-reference';
import { checkForm } from '../checks/forms';
import { checkShapes, oneOf, Shapes } from '../checks/shapes';
import { compilerFor } from '../network/policies/compilers';
import { SandboxConnections } from '../network/sandbox-connections';
import { has, written, writtenService, writtenVersion } from '../release/features';
import { Release } from '../release/release';

/** The name in claims for no pool, in releases before v0.5.0. */
const NO_POOL = 'none';

const SHAPES: Shapes = {
  envVarsInjectionPolicy: oneOf(EnvVarsInjectionPolicy),
  volumeClaimTemplatesPolicy: oneOf(VolumeClaimTemplatesPolicy),
  networkPolicyManagement: oneOf(NetworkPolicyManagement),
  networkPolicy: 'object',
};

/** A SandboxTemplate. */
export interface SandboxTemplateProps extends SandboxPodProps {
  /**
   * The changes that claims may make to the environment variables. From v0.4.0.
   * @default EnvVarsInjectionPolicy.DISALLOWED
   */
  readonly envVarsInjectionPolicy?: EnvVarsInjectionPolicy;

  /**
   * The changes that claims may make to the volume claim templates. From v0.5.0.
   * @default VolumeClaimTemplatesPolicy.DISALLOWED
   */
  readonly volumeClaimTemplatesPolicy?: VolumeClaimTemplatesPolicy;

  /**
   * The manager of the network policy of the template: the controller or nobody. From v0.2.1.
   * @default NetworkPolicyManagement.MANAGED
   */
  readonly networkPolicyManagement?: NetworkPolicyManagement;

  /**
   * The rules of the controller's network policy, in place of its default. Both lists left out deny everything;
   * one of them left out denies its direction. From v0.1.1.
   * @default - from v0.2.1 the router in, and the internet without private addresses out; before, no policy
   */
  readonly networkPolicy?: k8s.SandboxTemplateV1Beta1NetworkPolicy;
}

/**
 * The template of sandboxes: the pod of each, and the changes that claims may make to it.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 *
 * @example
 * const python = new SandboxTemplate(chart, 'Python', {
 *   containers: [{ image: 'registry.example.com/python:3.14', portNumber: 8888 }],
 * });
 * python.addWarmPool('PythonPool', { replicas: 4 });
 */
export class SandboxTemplate extends SandboxPod implements ISandboxTemplate {
  /**
   * A SandboxTemplate that exists, or that another app makes.
   *
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param name of the SandboxTemplate, in the namespace of the chart
   */
  public static fromSandboxTemplateName(scope: Construct, id: string, name: string): ISandboxTemplate {
    return new SandboxTemplateReference(scope, id, name);
  }

  private static readonly NETWORK: NetworkOwner<SandboxTemplate> = {
    suffix: 'template-policy',
    labels: ({ name }) => templateLabels(name),
    isKeptByController: (template) => template.isPolicyManaged(),
    checkOpen: (template) => template.checkPolicyIsOurs(),
    made: (template) => protectsByTemplateHash(template),
  };

  /** Name of the resource in roles. */
  public readonly resourceType = 'sandboxtemplates';

  /** @internal */
  declare protected readonly _props: SandboxTemplateProps;

  private readonly network: SandboxNetwork<SandboxTemplate>;
  private coldPool?: IWarmPool;

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct, from which the name of the SandboxTemplate is made
   * @param props the pod, and what claims may change of it
   * @throws when a prop is one that Kubernetes or the controller would not accept
   */
  public constructor(scope: Construct, id: string, props: SandboxTemplateProps) {
    super(scope, id, 'SandboxTemplate', props);
    atConstruct(this, () => { checkNetwork(props); });
    this.network = atConstruct(
      this,
      () => new SandboxNetwork<SandboxTemplate>(this, this._props, SandboxTemplate.NETWORK),
    );
    addBudget(this, this._props.disruption, TEMPLATE, () => this.disrupted);
    if (this._props.disruption?._budget) { selectsByTemplateHash(this); }
  }

  /** Connections that are allowed besides those of `egress` and `ingress`. */
  public get connections(): SandboxConnections {
    return this.network.connections;
  }

  /** Name of the SandboxTemplate. */
  public get sandboxTemplateName(): string {
    return this.name;
  }

  /**
   * Labels of all pods made from it: the hash of its name. Pods of v0.5.0 and v0.5.1 lack them, and there this is
   * refused.
   */
  public get selectorLabels(): { [key: string]: string } {
    selectsByTemplateHash(this);
    return templateLabels(this.name);
  }

  /**
   * Adds a pool of sandboxes of this template that wait to be claimed.
   *
   * @param id of the construct, from which the name of the pool is made
   * @param options how many, and what becomes of them when the template changes
   */
  public addWarmPool(id: string, options: WarmPoolOptions = {}): WarmPool {
    return new WarmPool(this, id, { ...options, template: this });
  }

  /**
   * Adds a claim of a sandbox of this template that is made on demand. From v0.5.0 claims name a pool, and for those a
   * pool without replicas is made once, named `<template>-cold`.
   *
   * @param id of the construct, from which the name of the claim is made
   * @param options of the claim
   * @throws when the release of the cluster is not known yet
   */
  public addClaim(id: string, options: SandboxClaimOptions = {}): SandboxClaim {
    if (!this.coldPool) {
      const release = Cluster.releaseFor(this);
      this.coldPool = writtenVersion(release) === 'v1alpha1'
        ? new WarmPoolReference(this, 'ColdPool', NO_POOL, { template: this })
        : new WarmPool(this, 'ColdPool', { template: this, replicas: 0, metadata: { name: `${this.name}-cold` } });
    }
    return new SandboxClaim(this, id, { ...options, warmPool: this.coldPool });
  }

  /**
   * @param release that reads it
   * @param isOrdered whether keys are wanted in order
   * @internal
   */
  protected _spec(release: Release, isOrdered: boolean): object {
    const { envVarsInjectionPolicy, volumeClaimTemplatesPolicy, service } = this._props;
    const claims = this._claimTemplates();
    const networkPolicy = this._props.networkPolicy ?? this.network.managedRules;
    const isSayable = has(release, 'SandboxTemplate.spec.networkPolicyManagement');
    const networkPolicyManagement =
      isSayable && this.network.isElsewhere ? NetworkPolicyManagement.UNMANAGED : this._props.networkPolicyManagement;
    const managed = isSayable && networkPolicyManagement !== NetworkPolicyManagement.UNMANAGED;
    // Undefined members are not printed.
    return {
      podTemplate: this._podTemplate(isOrdered, managed && !networkPolicy, this.network.resolver),
      service: writtenService(release, 'SandboxTemplate', service),
      networkPolicyManagement: written(
        release,
        'SandboxTemplate.spec.networkPolicyManagement',
        networkPolicyManagement,
        NetworkPolicyManagement.MANAGED,
      ),
      networkPolicy,
      envVarsInjectionPolicy: written(
        release,
        'SandboxTemplate.spec.envVarsInjectionPolicy',
        envVarsInjectionPolicy,
        EnvVarsInjectionPolicy.DISALLOWED,
      ),
      volumeClaimTemplatesPolicy: written(
        release,
        'SandboxTemplate.spec.volumeClaimTemplatesPolicy',
        volumeClaimTemplatesPolicy,
        VolumeClaimTemplatesPolicy.DISALLOWED,
      ),
      volumeClaimTemplates: claims.length > 0 ? claims : undefined,
    };
  }

  /** The selector of its budget. Pods of pools lose the label of their pool when they are claimed. */
  private get disrupted(): object {
    const matchLabels = templateLabels(this.name);
    if (this._props.disruption!._budget!.scope !== 'claimed') { return { matchLabels }; }
    const [key] = Object.keys(poolLabels('', Cluster.of(this).hasUnnamedPools));
    return { matchLabels, matchExpressions: [{ key, operator: 'DoesNotExist' }] };
  }

  /**
   * Whether the controller keeps the policy in the template. It does unless `networkPolicyManagement` is UNMANAGED, or
   * the release has no such field.
   */
  private isPolicyManaged(): boolean {
    const { networkPolicyManagement } = this._props;
    const release = Cluster.of(this).version?._release;
    return (
      networkPolicyManagement !== NetworkPolicyManagement.UNMANAGED &&
      (!release || has(release, 'SandboxTemplate.spec.networkPolicy'))
    );
  }

  /** @throws when the policy is given field by field, or is not for the engine */
  private checkPolicyIsOurs(): void {
    const {
      networkPolicy,
      networkPolicyManagement,
      networkPolicyEngine = Cluster.of(this).networkPolicyEngine,
    } = this._props;
    if (networkPolicy) {
      throw new Error(
        "'networkPolicy' says field by field what is let through, so 'egress', 'ingress' and connections cannot add "
          + 'to it; remove it, or them',
      );
    }
    if (
      networkPolicyManagement === NetworkPolicyManagement.MANAGED &&
      compilerFor(networkPolicyEngine).main.kind !== 'NetworkPolicy'
    ) {
      throw new Error(
        "'networkPolicyManagement' is MANAGED, and the controller keeps no policies for the engine "
          + `${networkPolicyEngine.toUpperCase().replace(/-/g, '_')}; leave it out`,
      );
    }
  }
}

/** A SandboxTemplate that exists already. */
class SandboxTemplateReference extends PodsReference implements ISandboxTemplate {
  constructor(scope: Construct, id: string, name: string) {
    super(scope, id, name);
    atConstruct(this, () => { checkForm('name of a SandboxTemplate', name, 'DNS subdomain'); });
  }

  public get sandboxTemplateName(): string {
    return this.name;
  }

  public get selectorLabels(): { [key: string]: string } {
    selectsByTemplateHash(this);
    return templateLabels(this.name);
  }
}

function checkNetwork(props: SandboxTemplateProps): void {
  checkShapes('the props', props, SHAPES);
  const { networkPolicy, networkPolicyManagement, isolate } = props;
  if (networkPolicy && networkPolicyManagement === NetworkPolicyManagement.UNMANAGED) {
    throw new Error(
      "'networkPolicy' is set, and 'networkPolicyManagement' is UNMANAGED, so nobody would apply it; remove one",
    );
  }
  if (isolate && (networkPolicy || networkPolicyManagement === NetworkPolicyManagement.UNMANAGED)) {
    throw new Error(
      `'isolate' denies everything, and '${networkPolicy ? 'networkPolicy' : 'networkPolicyManagement'}' says `
        + 'otherwise; remove one',
    );
  }
}
