import { Construct } from 'constructs';
import { addBudget, SANDBOX } from './disruption/budget-object';
import { fqdn, hostnameOf } from './dns-name';
import { OperatingMode, ShutdownPolicy } from './enums';
import { unlessExternal } from './external-field';
import { ISandbox } from './references';
import { NetworkOwner, SandboxNetwork } from './sandbox-network';
import { SandboxPod } from './sandbox-pod';
import { SandboxPodProps } from './sandbox-pod-props';
import { SandboxReference } from './sandbox-reference';
import { checkSchedule } from './scheduled';
import { ADOPTABLE_LABEL, sandboxLabels } from '../api/labels';
import { atConstruct } from '../app/construct-errors';
import { shown } from '../checks/forms';
import { checkInstant } from '../checks/instant';
import { checkShapes, oneOf } from '../checks/shapes';
import type { Resource } from '../kubernetes/kplus';
import { refuseOtherEdition } from '../kubernetes/kplus-edition';
import { SandboxConnections } from '../network/sandbox-connections';
import { written, writtenService, writtenVersion } from '../release/features';
import { Release } from '../release/release';
import type { SandboxSchedule } from '../schedule/sandbox-schedule';

/** A Sandbox. */
export interface SandboxProps extends SandboxPodProps {
  /**
   * Whether it runs: `operatingMode`, before v0.5.0 `replicas` of 1 or 0. A mode that the manifest states is set at
   * each apply, which wakes what was suspended in the cluster; OperatingMode.EXTERNAL leaves the mode to its owner.
   * @default OperatingMode.RUNNING
   */
  readonly operatingMode?: OperatingMode;

  /**
   * Time at which it expires, in the format of RFC 3339: `2027-01-31T18:00:00Z`. A length of time would be counted from
   * the day of the synth, and so change the manifest at each.
   * @default - never
   */
  readonly shutdownTime?: string;

  /**
   * The objects that remain when it expires. Only with `shutdownTime`.
   * @default ShutdownPolicy.RETAIN
   */
  readonly shutdownPolicy?: ShutdownPolicy;
}

/**
 * A sandbox: one pod with a stable name, volumes that outlive it, suspend and resume, and an end.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 *
 * @example
 * new Sandbox(chart, 'Dev', {
 *   containers: [{ image: 'registry.example.com/devbox:2.4', portNumber: 3000 }],
 *   service: true,
 *   egress: SandboxEgress.internetOnly(),
 * });
 */
export class Sandbox extends SandboxPod implements ISandbox {
  /** The label of objects that the controller may adopt. */
  public static readonly ADOPTABLE_LABEL = ADOPTABLE_LABEL;

  /**
   * A Sandbox that exists, or that another app makes.
   *
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param name of the Sandbox, in the namespace of the chart
   */
  public static fromSandboxName(scope: Construct, id: string, name: string): ISandbox {
    return new SandboxReference(scope, id, name);
  }

  private static readonly NETWORK: NetworkOwner<Sandbox> = {
    suffix: 'sandbox-policy',
    labels: (sandbox) => sandbox.selectorLabels,
    isKeptByController: () => false,
    checkOpen: () => {},
  };

  /** Name of the resource in roles. */
  public readonly resourceType = 'sandboxes';

  /** @internal */
  declare protected readonly _props: SandboxProps;

  private readonly network: SandboxNetwork<Sandbox>;

  /** Few have one, so it is a field of these alone. */
  private declare schedule?: SandboxSchedule;

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct, from which the name of the Sandbox is made
   * @param props the pod, and when it runs
   * @throws when a prop is one that Kubernetes or the controller would not accept
   */
  public constructor(scope: Construct, id: string, props: SandboxProps) {
    super(scope, id, 'Sandbox', props);
    atConstruct(this, () => { checkLifecycle(props); });
    this.network = atConstruct(this, () => new SandboxNetwork<Sandbox>(this, this._props, Sandbox.NETWORK));
    addBudget(this, this._props.disruption, SANDBOX, () => ({ matchLabels: this.selectorLabels }));
  }

  /** Name of the Sandbox. */
  public get sandboxName(): string {
    return this.name;
  }

  /** Host name that processes in the pod see. */
  public get hostname(): string {
    return this._props.podSpec?.hostname ?? this.dns.hostname ?? hostnameOf(this.name);
  }

  /** Name of its headless Service, which it has with `service: true`. */
  public get serviceName(): string {
    return this.name;
  }

  /**
   * Whether it asks for its headless Service.
   * @internal
   */
  public get _hasService(): boolean {
    return this._props.service === true;
  }

  /** Connections that are allowed besides those of `egress` and `ingress`. */
  public get connections(): SandboxConnections {
    return this.network.connections;
  }

  /** Labels of its pod: the hash of its name. */
  public get selectorLabels(): { [key: string]: string } {
    return sandboxLabels(this.name);
  }

  /**
   * The name by which other pods of the cluster reach it: `<name>.<namespace>.svc.<domain>`.
   *
   * @param clusterDomain DNS domain of the cluster; that of its SandboxCluster when left out
   * @throws when it has no Service, or its namespace is not known
   */
  public fqdn(clusterDomain?: string): string {
    if (!this._props.service) {
      throw new Error(`'${this.node.path}' has no Service, so no name in DNS; set 'service' to true`);
    }
    return fqdn(this, this.name, this.metadata.namespace, clusterDomain);
  }

  /**
   * Has the sandbox run in the hours of a schedule. The schedule then owns the mode, as with OperatingMode.EXTERNAL,
   * and the sandbox has the label `cdk8s-agent-sandbox/schedule`.
   *
   * @param schedule in the same cluster
   * @throws when the sandbox has another schedule or states its mode, or its namespace is not known
   */
  public runDuring(schedule: SandboxSchedule): void {
    atConstruct(this, () => {
      checkSchedule(schedule, this.schedule);
      const { operatingMode = OperatingMode.EXTERNAL } = this._props;
      if (operatingMode !== OperatingMode.EXTERNAL) {
        throw new Error(
          `'operatingMode' is ${shown(operatingMode)}, and schedule '${schedule.node.path}' owns the mode: each apply `
            + "would undo what it set; remove 'operatingMode'",
        );
      }
      schedule._runSandbox(this.apiObject);
    });
    this.schedule = schedule;
  }

  /**
   * Has the sandbox take over what exists before it: a PersistentVolumeClaim named `<workspace>-<sandbox>`, a headless
   * Service with a selector or a Pod of its own name. Without the label that this adds, a sandbox from v0.5.0 on fails
   * on it. The selector and ports of the Service become those of the sandbox.
   *
   * @param resource what it takes over
   * @throws when the sandbox does not look for an object of the kind and name
   */
  public adopt(resource: Resource): void {
    refuseOtherEdition('the resource', resource);
    const looksFor: Record<string, string[]> = {
      PersistentVolumeClaim: this._claimTemplates().map(({ metadata }) => `${metadata.name}-${this.name}`),
      Service: [this.name],
      Pod: [this.name],
    };
    const names = looksFor[resource.kind];
    if (!names) {
      throw new Error(
        `a sandbox does not adopt a ${resource.kind}; it adopts a Pod, a Service or a PersistentVolumeClaim`,
      );
    }
    if (!names.includes(resource.name)) {
      throw new Error(`sandbox '${this.name}' does not look for ${resource.kind} '${resource.name}'; `
        + (names.length > 0 ? `name it ${names.map((name) => `'${name}'`).join(' or ')}` : 'call addWorkspace first'));
    }
    if (resource.metadata.namespace !== this.metadata.namespace) {
      throw new Error(
        `${resource.kind} '${resource.name}' is in namespace '${resource.metadata.namespace}', its sandbox in `
          + `'${this.metadata.namespace}'; put them into one`,
      );
    }
    resource.metadata.addLabel(ADOPTABLE_LABEL, 'true');
  }

  /**
   * @param release that reads it
   * @param isOrdered whether keys are wanted in order
   * @internal
   */
  protected _spec(release: Release, isOrdered: boolean): object {
    const { shutdownTime, shutdownPolicy, service } = this._props;
    const { operatingMode = this.schedule ? OperatingMode.EXTERNAL : OperatingMode.RUNNING } = this._props;
    const isExternal = operatingMode === OperatingMode.EXTERNAL;
    const claims = this._claimTemplates();
    const isScaled = writtenVersion(release) === 'v1alpha1';
    // Undefined members are not printed.
    return {
      operatingMode: isScaled ? undefined : unlessExternal({ value: operatingMode, isExternal }),
      replicas: isScaled
        ? unlessExternal({ value: operatingMode === OperatingMode.SUSPENDED ? 0 : 1, isExternal })
        : undefined,
      podTemplate: this._podTemplate(isOrdered, false, this.network.resolver),
      service: writtenService(release, 'Sandbox', service),
      shutdownTime: written(release, 'Sandbox.spec.shutdownTime', shutdownTime),
      shutdownPolicy: written(release, 'Sandbox.spec.shutdownPolicy', shutdownPolicy, ShutdownPolicy.RETAIN),
      volumeClaimTemplates: claims.length > 0 ? claims : undefined,
    };
  }
}

function checkLifecycle(props: SandboxProps): void {
  checkShapes('the props', props, { operatingMode: oneOf(OperatingMode), shutdownPolicy: oneOf(ShutdownPolicy) });
  const { shutdownTime, shutdownPolicy } = props;
  if (shutdownTime !== undefined) { checkInstant("'shutdownTime'", shutdownTime); }
  if (shutdownPolicy !== undefined && shutdownTime === undefined) {
    throw new Error(
      `'shutdownPolicy' is ${shown(shutdownPolicy)} without a 'shutdownTime', and then nothing ever shuts down; set `
        + "'shutdownTime' or remove 'shutdownPolicy'",
    );
  }
}
