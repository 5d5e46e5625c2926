import { IConstruct } from 'constructs';
import { contradictions } from './cluster-of-cloud';
import { clusterScopeOf, declareClusterScope, isClusterScope } from './cluster-scope';
import { isBelow } from './is-below';
import { perApp } from './per-app';
import type { SandboxClusterProps } from './sandbox-cluster-props';
import { leaveOut } from './unique-names';
import type { CaBundle } from '../air-gap/ca-bundle';
import { ImageMirror } from '../air-gap/image-mirror';
import { DEFAULT_LABEL_DOMAINS } from '../api/controller-names';
import { checkForm, checkOneOf } from '../checks/forms';
import { checkKubernetesMinor } from '../checks/kubernetes-minor';
import type { Cloud } from '../cloud/cloud';
import type { InstallOwner } from '../cloud/install-owner';
import { NetworkPolicyEngine } from '../kubernetes/network-policy-engine';
import type { ClusterDns } from '../kubernetes/well-known';
import type { AgentSandboxVersion } from '../release/agent-sandbox-version';
import type { Release } from '../release/release';

/** Several copies of this library share the cluster of a scope. */
const CLUSTER = Symbol.for('cdk8s-agent-sandbox.Cluster');

/** A scope that can carry a cluster. */
type Carrier = IConstruct & { [CLUSTER]?: Cluster };

/** The cluster that the objects below a scope go to: what is declared of it, and the installs in it. */
export class Cluster {
  /**
   * Declares that everything below a scope goes to one cluster of its own.
   *
   * @param dns who answers lookups there, where its cloud is not declared
   * @throws when the scope declares a cluster already, or a prop is malformed
   */
  static declare(scope: IConstruct, props: SandboxClusterProps, dns?: ClusterDns): Cluster {
    if (isClusterScope(scope)) {
      throw new Error(
        `${scope.node.path ? `'${scope.node.path}'` : 'the app'} declares a cluster already; ` +
          'call SandboxCluster.declare once per scope',
      );
    }
    const cluster = new Cluster(scope, props, dns);
    declareClusterScope(scope);
    if (props.cloud) { perApp(scope, 'clouds', (): Cloud[] => []).push(props.cloud); }
    if (cluster.mirror) { mirrorsOf(scope).push(cluster.mirror); }
    return carry(scope, cluster);
  }

  /** The cluster that a construct belongs to: the nearest one declared above it, else the app. */
  static of(construct: IConstruct): Cluster {
    const carrier = clusterScopeOf(construct) as Carrier;
    return carrier[CLUSTER] ?? carry(carrier, new Cluster(carrier, {}));
  }

  /**
   * Makes an install known to its cluster, which is looked up when the tree is complete.
   *
   * @param clusterDomain the domain that its controller is told
   */
  static register(install: Install, clusterDomain: string | undefined): void {
    Cluster.join(install);
    installsOf(install).push(install);
    install.node.addValidation({ validate: () => Cluster.of(install).compareInstall(install, clusterDomain) });
  }

  /** Has the version of a construct compared with that of its cluster, once the tree is complete. */
  static join(construct: Versioned): void {
    construct.node.addValidation({ validate: () => Cluster.of(construct).compareVersion(construct) });
  }

  /** Whether an app has an install in a cluster where somebody else installs. */
  static hasInstallBesideOwner(root: IConstruct): boolean {
    return installsOf(root).some((install) => Cluster.of(install).installedBy !== undefined);
  }

  /** Whether a cluster of an app is declared with its cloud. */
  static hasClouds(root: IConstruct): boolean {
    return perApp(root, 'clouds', (): Cloud[] => []).length > 0;
  }

  /**
   * The release that the objects of a construct are written for.
   *
   * @throws when none is known
   */
  static releaseFor(construct: IConstruct): Release {
    const { version } = Cluster.of(construct);
    if (!version) {
      throw new Error(
        `no release of Agent Sandbox is known for the cluster of '${construct.node.path}'; ` +
          'create an AgentSandbox in it, or declare the release that runs there: ' +
          'SandboxCluster.declare(app, { version })',
      );
    }
    return version._release;
  }

  /** Whether an app has a cluster with a registry that holds copies of all images. */
  static hasMirror(root: IConstruct): boolean {
    return mirrorsOf(root).length > 0;
  }

  /** What runs it, if that is declared. */
  readonly cloud?: Cloud;
  /** The Kubernetes minor of the cluster, such as `1.36`, if it is known. */
  readonly kubernetesVersion?: string;
  /** DNS domain of the cluster. */
  readonly clusterDomain: string;
  /** What enforces network policies there. */
  readonly networkPolicyEngine: NetworkPolicyEngine;
  /** Who answers lookups there, where it is declared. */
  readonly dns?: ClusterDns;
  /** Whether nothing else was said than what the cloud has. */
  readonly isEngineOfCloud: boolean;
  /** Who installs Agent Sandbox there, where the app does not. */
  readonly installedBy?: InstallOwner;
  /** PriorityClasses of the cluster that the app does not make. */
  readonly priorityClasses: readonly string[];
  /** The registry with copies of all images, if there is one. */
  readonly mirror?: ImageMirror;
  /** Whether images that users write are rewritten to it. */
  readonly mirrorsAllImages: boolean;
  /** Names of the Secrets of pods that name none. */
  readonly imagePullSecrets: readonly string[];
  /** What sandboxes trust that do not say. */
  readonly caBundle?: CaBundle;
  /** The domain, if it was given, so that the controller must be told. */
  readonly givenDomain?: string;

  private readonly declaredVersion?: AgentSandboxVersion;
  private readonly declaredLabelDomains?: string[];

  private constructor(readonly scope: IConstruct, props: SandboxClusterProps, dns?: ClusterDns) {
    const { cloud } = props;
    this.dns = dns ?? cloud?._facts.dns;
    const {
      version,
      installedBy = cloud?.installedBy,
      kubernetesVersion = cloud?.kubernetesVersion,
      clusterDomain,
      allowedLabelDomains,
      priorityClasses = [],
      networkPolicyEngine = cloud?.networkPolicyEngine ?? NetworkPolicyEngine.KUBERNETES,
      imagePullSecrets = [],
    } = props;
    if (kubernetesVersion !== undefined) { checkKubernetesMinor('Kubernetes version', kubernetesVersion); }
    if (clusterDomain !== undefined) { checkForm('domain of the cluster', clusterDomain, 'DNS subdomain'); }
    for (const domain of allowedLabelDomains ?? []) { checkForm('label domain', domain, 'DNS subdomain'); }
    for (const name of priorityClasses) { checkForm('priority class', name, 'DNS subdomain'); }
    this.installedBy = installedBy;
    this.priorityClasses = priorityClasses;
    this.declaredVersion = version;
    this.declaredLabelDomains = allowedLabelDomains;
    this.kubernetesVersion = kubernetesVersion;
    checkOneOf("'networkPolicyEngine'", networkPolicyEngine, NetworkPolicyEngine);
    this.networkPolicyEngine = networkPolicyEngine;
    this.isEngineOfCloud = props.networkPolicyEngine === undefined;
    if (cloud) { contradictions(cloud, props); }
    this.cloud = cloud;
    for (const name of imagePullSecrets) { checkForm("'imagePullSecrets' has", name, 'DNS subdomain'); }
    this.mirror = mirrorOf(props);
    this.mirrorsAllImages = props.mirrorAllImages ?? false;
    this.imagePullSecrets = imagePullSecrets;
    this.caBundle = props.caBundle;
    this.clusterDomain = clusterDomain ?? 'cluster.local';
    this.givenDomain = clusterDomain;
  }

  /** The release of Agent Sandbox in the cluster: the one declared, else that of the install, if there is one. */
  get version(): AgentSandboxVersion | undefined {
    return this.declaredVersion ?? this.installs()[0]?.version;
  }

  /**
   * Whether the release is known, and pods of its pools lack the label by which sandboxes are selected: up to v0.2.1.
   */
  get hasUnnamedPools(): boolean {
    return this.version?._release.controller.poolPodsHaveNameHash === false;
  }

  /** Domains of the labels that claims may give to pods, themselves and what is below them. */
  get allowedLabelDomains(): string[] {
    return this.declaredLabelDomains ?? this.installs()[0]?._labelDomains ?? [...DEFAULT_LABEL_DOMAINS];
  }

  /** The namespaces of its installs: of one, as a rule. */
  get installNamespaces(): string[] {
    return this.installs().flatMap(({ namespace }) => namespace ?? []);
  }

  /** What is known of how the controller of its install, if there is one, is watched. */
  get watchedInstall(): WatchedInstall | undefined {
    return this.installs().find(({ _watched }) => _watched)?._watched;
  }

  /** Whether an install of the release is known already. */
  hasInstall(version: AgentSandboxVersion): boolean {
    return this.installs().some((install) => install.version.id === version.id);
  }

  private installs(): Install[] {
    return installsOf(this.scope).filter((install) => clusterScopeOf(install) === this.scope);
  }

  private compareVersion(construct: Versioned): string[] {
    const { version } = construct;
    const expected = this.version;
    const isApart = !this.installs().some((install) => isBelow(construct, install));
    if (this.cloud?.installedBy && isApart) {
      return [
        `the cluster is ${String(this.cloud)}, where ${this.installedBy!.name} installs Agent Sandbox with its CRDs; `
          + 'remove these, as a second install of them contends with the first',
      ];
    }
    // The CRDs of an install are as wrong as the install itself: one message is enough.
    const told = this.installs().some((install) => install !== construct && install.version.id === version.id);
    if (!expected || expected.id === version.id || told) { return []; }
    return [
      `the release here is ${version.id}, but its cluster ` +
        `${this.declaredVersion ? 'is declared with' : 'has an install of'} ${expected.id}; ` +
        'give both the same version',
    ];
  }

  private compareInstall(install: Install, clusterDomain: string | undefined): string[] {
    const errors: string[] = [];
    const [first] = this.installs();
    if (first !== install) {
      errors.push(
        `the cluster has an install already, '${first.node.path}'; ` +
          'one cluster runs one controller: remove one, ' +
          'or declare each cluster with SandboxCluster.declare(chart, ...)',
      );
    }
    if (this.givenDomain && install.version.supports('--cluster-domain') && clusterDomain !== this.givenDomain) {
      errors.push(
        `the cluster has the domain '${this.givenDomain}', ` +
          `but its controller is told ${clusterDomain ? `'${clusterDomain}'` : 'none'}; ` +
          'declare the cluster before the install, and give both the same domain',
      );
    }
    return errors;
  }
}

/** A construct that belongs to one release. */
interface Versioned extends IConstruct {
  readonly version: AgentSandboxVersion;
}

/** An install, as far as a cluster knows it. */
interface Install extends Versioned {
  readonly _labelDomains?: string[];
  readonly _watched?: WatchedInstall;
  readonly namespace?: string;
}

/** How an install watches its controller, for what else does. */
export interface WatchedInstall {
  readonly path: string;
  readonly namespace: string;
  readonly extensions: boolean;
  /** Whether there are metrics. */
  readonly metrics: boolean;
  /** Whether they are served by HTTPS. */
  readonly secure: boolean;
  readonly serviceMonitor: boolean;
  readonly prometheusRule: boolean;
}

/** The installs of an app. */
function installsOf(scope: IConstruct): Install[] {
  return perApp(scope, 'installs', (root) => {
    const installs: Install[] = [];
    // Two installs share every name; that they are two is what needs saying.
    leaveOut(root, (cluster) => installs.filter((install) => clusterScopeOf(install) === cluster).length > 1);
    return installs;
  });
}

/** The registries of the clusters of an app. */
function mirrorsOf(scope: IConstruct): ImageMirror[] {
  return perApp(scope, 'mirrors', () => []);
}

function mirrorOf(
  { imageRegistry, imageRegistryLayout, mirrorAllImages }: SandboxClusterProps,
): ImageMirror | undefined {
  if (imageRegistry !== undefined) { return new ImageMirror(imageRegistry, imageRegistryLayout, "'imageRegistry'"); }
  const about = Object.entries({ imageRegistryLayout, mirrorAllImages }).find(([, value]) => value !== undefined);
  if (about) {
    const [name] = about;
    throw new Error(`'${name}' is about 'imageRegistry', which is not set; set it, or remove '${name}'`);
  }
  return undefined;
}

function carry(carrier: Carrier, cluster: Cluster): Cluster {
  Object.defineProperty(carrier, CLUSTER, { value: cluster, configurable: true });
  return cluster;
}
