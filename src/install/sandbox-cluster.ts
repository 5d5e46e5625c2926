import { IConstruct } from 'constructs';
import { AgentSandboxVersion } from '../release/agent-sandbox-version';
import { checkEngine } from '../network/policies/compilers';
import { NetworkPolicyEngine } from '../kubernetes/network-policy-engine';
import { clusterScopeOf, declareClusterScope, isClusterScope } from '../app/cluster-scope';
import { perApp } from '../app/per-app';
import { leaveOut } from '../app/unique-names';
import { Release } from '../release/release';
import { DEFAULT_LABEL_DOMAINS } from './settings';
import { checkForm } from '../checks/forms';
import { judgeTypedObjects } from '../judge/app/start-judge';

const CLUSTER = Symbol.for('cdk8s-agent-sandbox.SandboxCluster');

/** What is known of a cluster. */
export interface SandboxClusterProps {
  /**
   * The release of Agent Sandbox that runs there.
   * @default - that of the install in this scope
   */
  readonly version?: AgentSandboxVersion;

  /**
   * The Kubernetes minor of the cluster, such as `1.36`.
   * @default - unknown
   */
  readonly kubernetesVersion?: string;

  /**
   * DNS domain of the cluster.
   * @default cluster.local
   */
  readonly clusterDomain?: string;

  /**
   * Domains of the labels that claims may give to pods, as the controller there is configured.
   * @default - those of the install in this scope, else `sandbox.users.io`
   */
  readonly allowedLabelDomains?: string[];

  /**
   * What enforces network policies there: `egress`, `ingress` and connections are written for it. Declare the cluster
   * before the sandboxes in it.
   * @default NetworkPolicyEngine.KUBERNETES
   */
  readonly networkPolicyEngine?: NetworkPolicyEngine;
}

/** A scope that can carry a cluster. */
type Carrier = IConstruct & { [CLUSTER]?: SandboxCluster };

/**
 * What is known of the cluster that the objects below a scope go to.
 *
 * By default the app is one cluster. An app with several, such as a staging and a production chart, declares each:
 *
 *     SandboxCluster.at(staging, { version: AgentSandboxVersion.LATEST });
 */
export class SandboxCluster {
  /**
   * Declares that everything below a scope goes to one cluster of its own.
   *
   * @param scope an app, a chart or any other construct
   * @param props what is known of the cluster
   * @throws when the scope declares a cluster already, or the Kubernetes version is malformed
   */
  public static at(scope: IConstruct, props: SandboxClusterProps = {}): SandboxCluster {
    if (isClusterScope(scope)) { throw new Error(`${scope.node.path ? `'${scope.node.path}'` : 'the app'} declares a cluster already; call SandboxCluster.at once per scope`); }
    const cluster = new SandboxCluster(scope, props);
    judgeTypedObjects(scope);
    declareClusterScope(scope);
    return carry(scope, cluster);
  }

  /**
   * The cluster that a construct belongs to: the nearest one declared above it, else the app.
   *
   * @param scope any construct
   */
  public static of(scope: IConstruct): SandboxCluster {
    const carrier = clusterScopeOf(scope) as Carrier;
    return carrier[CLUSTER] ?? carry(carrier, new SandboxCluster(carrier, {}));
  }

  /**
   * Makes an install known to its cluster, which is looked up when the tree is complete.
   *
   * @param clusterDomain the domain that its controller is told
   * @internal
   */
  public static _register(install: Install, clusterDomain: string | undefined): void {
    SandboxCluster._join(install);
    judgeTypedObjects(install);
    installsOf(install).push(install);
    install.node.addValidation({ validate: () => SandboxCluster.of(install).judge(install, clusterDomain) });
  }

  /**
   * Has the version of a construct compared with that of its cluster, once the tree is complete.
   * @internal
   */
  public static _join(construct: Versioned): void {
    construct.node.addValidation({ validate: () => SandboxCluster.of(construct).judgeVersion(construct) });
  }

  /**
   * The release that the objects of a construct are written for.
   *
   * @throws when none is known
   * @internal
   */
  public static _releaseFor(construct: IConstruct): Release {
    const { version } = SandboxCluster.of(construct);
    if (!version) {
      throw new Error(`no release of Agent Sandbox is known for the cluster of '${construct.node.path}'; `
        + 'create an AgentSandbox in it, or declare the release that runs there: SandboxCluster.at(app, { version })');
    }
    return version._release;
  }

  /** The scope of the cluster. */
  public readonly scope: IConstruct;

  /** The Kubernetes minor of the cluster, such as `1.36`, if it is known. */
  public readonly kubernetesVersion?: string;

  /** DNS domain of the cluster. */
  public readonly clusterDomain: string;

  /** What enforces network policies there. */
  public readonly networkPolicyEngine: NetworkPolicyEngine;

  /**
   * The domain, if it was given, so that the controller must be told.
   * @internal
   */
  public readonly _givenDomain?: string;

  private readonly declaredVersion?: AgentSandboxVersion;
  private readonly declaredLabelDomains?: string[];

  private constructor(scope: IConstruct, props: SandboxClusterProps) {
    const { version, kubernetesVersion, clusterDomain, allowedLabelDomains, networkPolicyEngine = NetworkPolicyEngine.KUBERNETES } = props;
    if (kubernetesVersion !== undefined && !/^1\.\d+$/.test(kubernetesVersion)) {
      throw new Error(`Kubernetes version '${kubernetesVersion}' is not a minor; give, for example, '1.36'`);
    }
    if (clusterDomain !== undefined) { checkForm('domain of the cluster', clusterDomain, 'DNS subdomain'); }
    this.scope = scope;
    for (const domain of allowedLabelDomains ?? []) { checkForm('label domain', domain, 'DNS subdomain'); }
    this.declaredVersion = version;
    this.declaredLabelDomains = allowedLabelDomains;
    this.kubernetesVersion = kubernetesVersion;
    checkEngine(networkPolicyEngine);
    this.networkPolicyEngine = networkPolicyEngine;
    this.clusterDomain = clusterDomain ?? 'cluster.local';
    this._givenDomain = clusterDomain;
  }

  /** The release of Agent Sandbox in the cluster: the one declared, else that of the install, if there is one. */
  public get version(): AgentSandboxVersion | undefined {
    return this.declaredVersion ?? this.installs()[0]?.version;
  }

  /** Domains of the labels that claims may give to pods, themselves and what is below them. */
  public get allowedLabelDomains(): string[] {
    return this.declaredLabelDomains ?? this.installs()[0]?._labelDomains ?? [...DEFAULT_LABEL_DOMAINS];
  }

  /**
   * Whether an install of the release is known already.
   * @internal
   */
  public _hasInstall(version: AgentSandboxVersion): boolean {
    return this.installs().some((install) => install.version.id === version.id);
  }

  private installs(): Install[] {
    return installsOf(this.scope).filter((install) => clusterScopeOf(install) === this.scope);
  }

  private judgeVersion(construct: Versioned): string[] {
    const { version } = construct;
    const expected = this.version;
    // The CRDs of an install are as wrong as the install itself: one message is enough.
    const told = this.installs().some((install) => install !== construct && install.version.id === version.id);
    if (!expected || expected.id === version.id || told) { return []; }
    return [`the release here is ${version.id}, but its cluster ${this.declaredVersion ? 'is declared with' : 'has an install of'} ${expected.id}; give both the same version`];
  }

  private judge(install: Install, clusterDomain: string | undefined): string[] {
    const errors: string[] = [];
    const [first] = this.installs();
    if (first !== install) {
      errors.push(`the cluster has an install already, '${first.node.path}'; `
        + 'one cluster runs one controller: remove one, or declare each cluster with SandboxCluster.at(chart, ...)');
    }
    if (this._givenDomain && install.version.supports('--cluster-domain') && clusterDomain !== this._givenDomain) {
      errors.push(`the cluster has the domain '${this._givenDomain}', but its controller is told ${clusterDomain ? `'${clusterDomain}'` : 'none'}; `
        + 'declare the cluster before the install, and give both the same domain');
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

function carry(carrier: Carrier, cluster: SandboxCluster): SandboxCluster {
  Object.defineProperty(carrier, CLUSTER, { value: cluster, configurable: true });
  return cluster;
}
