import { aksFacts } from './aks';
import type { CloudFacts } from './cloud-facts';
import type {
  AksCloudProps, BareCloudProps, CloudFact, EksCloudProps, GkeCloudProps, KindCloudProps, OpenShiftCloudProps,
} from './cloud-props';
import { eksFacts } from './eks';
import { gkeFacts } from './gke';
import type { InstallOwner } from './install-owner';
import { bareFacts, kindFacts } from './no-cloud';
import { openShiftFacts } from './openshift';
import type { NetworkPolicyEngine } from '../kubernetes/network-policy-engine';

/**
 * What runs a cluster, as one fact: which RuntimeClasses are there and who owns them, what enforces network policies,
 * who answers lookups, and who installs Agent Sandbox. Constructs take their defaults from it, and what it does not
 * have is refused.
 *
 * @example
 * SandboxCluster.declare(app, {
 *   version: AgentSandboxVersion.V1_0_5,
 *   cloud: Cloud.gke({ version: '1.36.3-gke.1767000', addOn: true, dataplaneV2: true }),
 * });
 */
export class Cloud {
  /**
   * Google Kubernetes Engine.
   *
   * @param props version and features
   * @throws when the version lacks a feature, or is told too roughly to know
   */
  public static gke(props: GkeCloudProps): Cloud {
    return new Cloud(gkeFacts(props));
  }

  /**
   * Amazon Elastic Kubernetes Service.
   *
   * @param props version and features
   * @throws when the version lacks a feature, or an address is malformed
   */
  public static eks(props: EksCloudProps): Cloud {
    return new Cloud(eksFacts(props));
  }

  /**
   * Azure Kubernetes Service.
   *
   * @param props version and features
   * @throws when the version lacks a feature
   */
  public static aks(props: AksCloudProps): Cloud {
    return new Cloud(aksFacts(props));
  }

  /**
   * OpenShift, wherever it runs.
   *
   * @param props version and features
   * @throws when the version is malformed, or its Kubernetes minor is not known
   */
  public static openshift(props: OpenShiftCloudProps): Cloud {
    return new Cloud(openShiftFacts(props));
  }

  /**
   * A cluster of kind, on a machine of a developer or of CI.
   *
   * @param props version
   * @throws when the version is malformed
   */
  public static kind(props: KindCloudProps): Cloud {
    return new Cloud(kindFacts(props));
  }

  /**
   * A cluster that no cloud runs: what is not declared is not known.
   *
   * @param props version and features
   * @throws when the version is malformed
   */
  public static bare(props: BareCloudProps): Cloud {
    return new Cloud(bareFacts(props));
  }

  /** Its name in messages, such as `GKE`. */
  public readonly name: string;

  /** The version as it was declared. */
  public readonly version: string;

  /** The Kubernetes minor, such as `1.36`. */
  public readonly kubernetesVersion: string;

  /** Who installs Agent Sandbox there, where no app may. */
  public readonly installedBy?: InstallOwner;

  /** What enforces network policies there; undefined where nothing does, or it is not known. */
  public readonly networkPolicyEngine?: NetworkPolicyEngine;

  /** Names of RuntimeClasses that it makes, so that no app may. */
  public readonly ownedRuntimeClasses: string[];

  /** What is known of it, one sentence each, with its source. */
  public readonly facts: CloudFact[];

  /**
   * The facts as data.
   * @internal
   */
  public readonly _facts: CloudFacts;

  private constructor(facts: CloudFacts) {
    this._facts = facts;
    this.name = facts.name;
    this.version = facts.version;
    this.kubernetesVersion = facts.kubernetesVersion;
    this.installedBy = facts.installedBy;
    this.networkPolicyEngine = facts.engine;
    this.ownedRuntimeClasses = facts.runtimes.map(({ className }) => className);
    this.facts = facts.texts.map(({ text, source }) => ({ text, source }));
  }

  /** Its name and version, such as `GKE 1.36.3-gke.1767000`. */
  public toString(): string {
    return `${this.name} ${this.version}`;
  }
}
