import { IConstruct } from 'constructs';
import { CLUSTER } from './shapes';
import { keepData, toolsOf } from '../app/applied/keep-data';
import { Cluster } from '../app/cluster';
import type { SandboxClusterProps } from '../app/sandbox-cluster-props';
import { copyOf } from '../checks/copy-of';
import { checkShapes } from '../checks/shapes';
import type { Cloud } from '../cloud/cloud';
import type { InstallOwner } from '../cloud/install-owner';
import { judgeTypedObjects } from '../judge/app/start-judge';
import { GitOpsTool } from '../kubernetes/gitops-tool';
import { NetworkPolicyEngine } from '../kubernetes/network-policy-engine';
import { AgentSandboxVersion } from '../release/agent-sandbox-version';

/**
 * The key of a cluster's public object. A WeakMap would keep dropped trees in memory until a full garbage collection.
 */
const SHELL = Symbol('SandboxCluster');

/**
 * Facts about the cluster to which the objects below a scope are applied.
 *
 * By default the app is one cluster. An app with several, such as a staging and a production chart, declares each.
 *
 * @example
 * SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5, kubernetesVersion: '1.36' });
 */
export class SandboxCluster {
  /**
   * Declares that everything below a scope goes to one cluster of its own.
   *
   * @param scope an app, a chart or any other construct
   * @param props what is known of the cluster
   * @throws when the scope declares a cluster already, or the Kubernetes version is malformed
   */
  public static declare(scope: IConstruct, props: SandboxClusterProps = {}): SandboxCluster {
    checkShapes('the props', props, CLUSTER);
    const cluster = Cluster.declare(scope, copyOf(props));
    keepData(scope, { scope: () => scope, tools: [...props.appliedBy ?? []] });
    judgeTypedObjects(scope);
    return SandboxCluster.shellOf(cluster);
  }

  /**
   * The cluster that a construct belongs to: the nearest one declared above it, else the app.
   *
   * @param scope any construct
   */
  public static of(scope: IConstruct): SandboxCluster {
    return SandboxCluster.shellOf(Cluster.of(scope));
  }

  private static shellOf(cluster: Cluster & { [SHELL]?: SandboxCluster }): SandboxCluster {
    return cluster[SHELL] ??= new SandboxCluster(cluster);
  }

  private constructor(private readonly cluster: Cluster) {}

  /** The scope of the cluster. */
  public get scope(): IConstruct {
    return this.cluster.scope;
  }

  /** What runs the cluster, if that is declared. */
  public get cloud(): Cloud | undefined {
    return this.cluster.cloud;
  }

  /** Who installs Agent Sandbox there, where it is not the app. */
  public get installedBy(): InstallOwner | undefined {
    return this.cluster.installedBy;
  }

  /** What applies the objects there, as far as it is declared. */
  public get appliedBy(): GitOpsTool[] {
    return toolsOf(this.cluster.scope);
  }

  /** The Kubernetes minor of the cluster, such as `1.36`, if it is known. */
  public get kubernetesVersion(): string | undefined {
    return this.cluster.kubernetesVersion;
  }

  /** DNS domain of the cluster. */
  public get clusterDomain(): string {
    return this.cluster.clusterDomain;
  }

  /** The engine that enforces network policies there. */
  public get networkPolicyEngine(): NetworkPolicyEngine {
    return this.cluster.networkPolicyEngine;
  }

  /** The release of Agent Sandbox in the cluster: the one declared, else that of the install, if there is one. */
  public get version(): AgentSandboxVersion | undefined {
    return this.cluster.version;
  }

  /** The registry with copies of all images, if there is one. */
  public get imageRegistry(): string | undefined {
    return this.cluster.mirror?.registry;
  }

  /** Names of the Secrets that pods pull images with, unless they name others. */
  public get imagePullSecrets(): string[] {
    return [...this.cluster.imagePullSecrets];
  }

  /** Domains of the labels that claims may give to pods, themselves and what is below them. */
  public get allowedLabelDomains(): string[] {
    return this.cluster.allowedLabelDomains;
  }
}
