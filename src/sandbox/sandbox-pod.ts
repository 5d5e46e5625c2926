import { ApiObject, ApiObjectMetadata, ApiObjectMetadataDefinition } from 'cdk8s';
import { Construct } from 'constructs';
import { attachedContainer } from './findings';
import { checkPod } from './pod/check-pod';
import { withDefaults } from './pod/container-defaults';
import { preparedPod, useIdentity } from './pod/identified-pod';
import { hasMountAt, isUsual, Made, mountsIn, WorkspaceMount } from './pod/made-of';
import { podFindings } from './pod/pod-findings';
import { ContainerOrigin, podJson } from './pod/pod-json';
import { podMembers } from './pod/pod-members';
import { podMetadataOf } from './pod/pod-metadata';
import { shapedContainer, WORKSPACE } from './pod/pod-shapes';
import { ReleaseRendering, renderedObject } from './rendered-object';
import { SandboxPodProps } from './sandbox-pod-props';
import { ClaimTemplate } from './volume-claim-template';
import { Workspace, WorkspaceOptions } from './workspace';
import type { Kind } from '../api/kinds';
import { Cluster } from '../app/cluster';
import { Findings } from '../app/findings';
import { metadataJson } from '../app/json/metadata-json';
import { mirroredImage } from '../app/mirrored-image';
import { podsWith } from '../app/pod-selector';
import { copyOf } from '../checks/copy-of';
import { checkShapes } from '../checks/shapes';
import {
  AbstractPod, AbstractPodProps, Container, ContainerProps, k8s, PodScheduling, PodSelectorConfig,
} from '../kubernetes/kplus';
import { refuseOtherEdition } from '../kubernetes/kplus-edition';
import { Resolver } from '../network/intent/resolver';
import type { SandboxConnections } from '../network/sandbox-connections';
import { Release } from '../release/release';
import { OperatingSystem } from '../runtime/enums';
import { printedPod } from './pod/kplus-json';
import { usualPodTemplate } from './pod/usual-pod';
import { volumeGroup } from './pod/volume-group';
import { atChild, atConstruct } from '../app/construct-errors';

/**
 * The pod that a Sandbox or a SandboxTemplate describes: containers, volumes, probes and service account as cdk8s-plus
 * has them, without the defaults that hurt sandboxes.
 */
export abstract class SandboxPod extends AbstractPod {
  private static readonly RENDERING = new ReleaseRendering<SandboxPod>(
    (pod, release, isOrdered) => pod._spec(release, isOrdered),
    (pod) => podFindings(pod, pod._props.containerOptions),
  );

  /** Name of the resource in roles. */
  public abstract readonly resourceType: string;

  /** The object that is printed. */
  protected readonly apiObject: ApiObject;

  /**
   * The props as they were given, less the containers.
   * @internal
   */
  protected readonly _props: SandboxPodProps;

  /** Labels and annotations of the pod as they were given, until somebody asks for an object that takes more. */
  private givenMetadata?: Pick<ApiObjectMetadata, 'labels' | 'annotations'>;
  private definition?: ApiObjectMetadataDefinition;
  // Lists are copied, not pushed to: they have one or two members, and V8 reserves room for seventeen on a push.
  private madeOf: readonly Made[] = [];
  private mounts: readonly WorkspaceMount[] = [];
  private placement?: PodScheduling;

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct, from which the name of the object is made
   * @param kind of the object
   * @param props the pod
   * @throws when a prop is one that Kubernetes or the controller would not accept
   */
  public constructor(scope: Construct, id: string, kind: string, props: SandboxPodProps) {
    // cdk8s-plus adds containers through methods that need the fields of this class: they follow below.
    const pod = atChild(scope, id, () => copyOf(preparedPod(props, scope, id, kind)));
    // It does not compile if an edition of cdk8s-plus has a prop that SandboxPodProps lacks.
    super(scope, id, pod satisfies Pick<SandboxPodProps, keyof AbstractPodProps>);
    atConstruct(this, () => { checkPod(pod); });
    this._props = pod;
    this.apiObject = renderedObject<SandboxPod>(this, kind as Kind, props.metadata, SandboxPod.RENDERING);
    this.givenMetadata = podMetadataOf(pod);
    atConstruct(this, () => { useIdentity(this, this.apiObject, pod); });
    atConstruct(this, () => {
      for (const container of props.containers ?? []) { this.addContainer(container); }
      for (const container of props.initContainers ?? []) { this.addInitContainer(container); }
    });
  }

  /** Namespace of the object, if it is known. */
  public get namespace(): string | undefined {
    return this.metadata.namespace;
  }

  /** Labels and annotations of the pod. */
  public get podMetadata(): ApiObjectMetadataDefinition {
    if (!this.definition) {
      this.definition = new ApiObjectMetadataDefinition({ ...this.givenMetadata, apiObject: this.apiObject });
      this.givenMetadata = undefined;
    }
    return this.definition;
  }

  /** Labels of the pods, by which policies, Services and disruption budgets select them. */
  public abstract get selectorLabels(): { [key: string]: string };

  /** Connections that are allowed besides those of `egress` and `ingress`. */
  public abstract get connections(): SandboxConnections;

  /** Where the pod may run: near or far from others, on which nodes. */
  public get scheduling(): PodScheduling {
    return this.placement ??= new PodScheduling(this);
  }

  /**
   * Adds a container: no privilege escalation, no capabilities, not as root, the file system writable, and no
   * resources, probes or pull policy that were not asked for.
   *
   * @param props the container
   */
  public addContainer(props: ContainerProps): Container {
    const given = copyOf(shapedContainer(props));
    const container = new Container(withDefaults(given));
    this.madeOf = [...this.madeOf, { container, props: given, isUsual: isUsual(given) }];
    super.attachContainer(container);
    return container;
  }

  /**
   * Adds a container as you built it, with the defaults of cdk8s-plus. It may not pass the restricted Pod Security
   * Standard, and requests CPU and memory: a finding says so.
   *
   * @param container to be added
   */
  public attachContainer(container: Container): void {
    atConstruct(this, () => { refuseOtherEdition('the container', container); });
    Findings.of(this).add(attachedContainer(container.name));
    super.attachContainer(container);
  }

  /**
   * Adds a container that runs before the others, or beside them when its restart policy is ALWAYS.
   *
   * @param props the container
   */
  public addInitContainer(props: ContainerProps): Container {
    const given = copyOf(shapedContainer(props));
    const container = super.addInitContainer(withDefaults(given));
    this.madeOf = [...this.madeOf, { container, props: given, isUsual: isUsual(given) }];
    return container;
  }

  /**
   * Adds a volume that outlives the pod, and mounts it.
   *
   * @param id of the construct, from which the name of the volume is made
   * @param path where it is mounted
   * @param options its size, class, access modes and container
   * @throws when there is a workspace or volume of the name, or Kubernetes would refuse an option
   */
  public addWorkspace(id: string, path: string, options: WorkspaceOptions): Workspace {
    if (typeof path !== 'string' || !path.startsWith('/')) {
      throw new Error(`path of workspace '${id}' is '${path}'; give an absolute path such as '/workspace'`);
    }
    const workspace = Workspace._in(this, id, options, options?.givesGroup);
    checkShapes(`the options of workspace '${workspace.name}'`, options, WORKSPACE);
    if (this.hasVolume(workspace.name)) {
      throw new Error(`'${this.node.path}' has two volumes '${workspace.name}'; give the workspace another id`);
    }
    const { container, subPath, readOnly } = options;
    if (container !== undefined && !this.allContainers.includes(container)) {
      throw new Error(
        `'container' of workspace '${id}' is none of '${this.node.path}'; give one that addContainer returned, or `
          + 'leave it out for the first',
      );
    }
    const target = container ?? this.containers[0];
    if (target && hasMountAt(path, target, mountsIn(this.mounts, target, !container))) {
      throw new Error(
        `container '${target.name}' of '${this.node.path}' has a volume at '${path}' already; mount workspace '${id}' `
          + 'elsewhere',
      );
    }
    const json = {
      mountPath: path,
      name: workspace.name,
      ...(subPath !== undefined && { subPath }),
      ...(readOnly !== undefined && { readOnly }),
    };
    this.mounts = [...this.mounts, { workspace, container, json }];
    return workspace;
  }

  /** The selector of its pods: `selectorLabels`, in the namespace of the object. */
  public toPodSelectorConfig(): PodSelectorConfig {
    return podsWith(this.selectorLabels, this.metadata.namespace);
  }

  /**
   * The pod as cdk8s-plus prints it, without the defaults of sandboxes.
   *
   * @deprecated Internal to cdk8s-plus: `Manifests` reads what is printed.
   * @internal
   */
  public _toPodSpec(): k8s.PodSpec {
    return super._toPodSpec();
  }

  /**
   * The spec of the object, as a release reads it.
   *
   * @param release that reads it
   * @param isOrdered whether keys are wanted in order
   * @internal
   */
  protected abstract _spec(release: Release, isOrdered: boolean): object;

  /**
   * The template of the pod.
   *
   * @param isOrdered whether keys are wanted in order
   * @param managedDns whether the controller would choose the name servers
   * @param resolver whom the pod asks for names, where that goes with its network policy
   * @internal
   */
  protected _podTemplate(isOrdered: boolean, managedDns: boolean, resolver?: Resolver): object {
    const { labels, annotations } = (this.definition ? metadataJson(this.definition) : this.givenMetadata) ?? {};
    const cluster = Cluster.of(this);
    const metadata = (labels || annotations) && { labels, annotations };
    const { caBundle = cluster.caBundle } = this._props;
    const parts = {
      pod: this,
      metadata,
      containers: this.containers.map((container, index) => this.origin(container, index === 0)),
      initContainers: this.initContainers.map((container) => this.origin(container, false)),
      claimed: this.mounts.filter(({ workspace }) => workspace._hasVolume).map(({ workspace }) => workspace.name),
      dns: this._props.dns,
      resolver,
      securityContext: this._props.securityContext,
      volumeGroup: volumeGroup(this._props, this.mounts, this.containers[0]),
      members: podMembers(this._props, this.placement, cluster.imagePullSecrets),
      isWindows: this._props.runtime?.operatingSystem === OperatingSystem.WINDOWS,
      ...(caBundle && { caBundle }),
      ...(cluster.mirrorsAllImages && { imageOf: (image: string) => mirroredImage(this, image) }),
      podSpec: this._props.podSpec,
      containerOptions: this._props.containerOptions,
    };
    const usual = isOrdered ? usualPodTemplate(parts, managedDns) : undefined;
    return (
      usual ?? {
        ...(metadata && { metadata }),
        spec: podJson({ ...parts, printed: printedPod(this._toPodSpec()) }, managedDns),
      }
    );
  }

  /**
   * The volume claim templates: those given, then the workspaces.
   * @internal
   */
  protected _claimTemplates(): ClaimTemplate[] {
    return [
      ...(this._props.volumeClaimTemplates ?? ([] as object[])),
      ...this.mounts.map(({ workspace }) => workspace._claimTemplate),
    ] as ClaimTemplate[];
  }

  private get allContainers(): Container[] {
    return [...this.containers, ...this.initContainers];
  }

  /** Whether a volume has the name. */
  private hasVolume(name: string): boolean {
    return this._claimTemplates().some(({ metadata }) => metadata.name === name)
      || this.volumes.some((volume) => volume.name === name)
      || this.allContainers.some(({ mounts }) => mounts.some(({ volume }) => volume.name === name));
  }

  /** The props that a container was made of, and the workspaces that are mounted in it. */
  private origin(container: Container, isFirst: boolean): ContainerOrigin {
    const made = this.madeOf.find((each) => each.container === container);
    return {
      props: made?.props,
      isUsual: made?.isUsual ?? false,
      mounts: mountsIn(this.mounts, container, isFirst),
    };
  }
}
