import { FlagChange } from './flags';
import { MetricChange } from './metrics';
import { RoleChange } from './permissions';
import { ApiChange } from '../api/changes';

/** An endpoint of the controller, named as its port. */
export type Endpoint = 'metrics' | 'healthz' | 'webhook';

/** A named port of the controller's container. */
export interface ContainerPort {
  readonly name: Endpoint;
  readonly containerPort: number;
}

/** The port of the controller's own Service. */
export interface ServicePort {
  readonly name?: string;
  readonly port: number;
  readonly targetPort: number | string;
}

/** The files that upstream publishes for a release. */
export interface AssetNames {
  /** Namespace, Sandbox CRD, RBAC, Services and a controller without extensions. */
  readonly core: string;
  /** The other three CRDs, their RBAC and a second copy of the controller, with extensions. */
  readonly extensions: string;
  /** All of it with one controller, from v0.5.2 on. */
  readonly all?: string;
}

/** Facts that every release must have, from its own record or an earlier one. */
export interface InstallFacts {
  readonly workload: 'Deployment' | 'StatefulSet';
  /** Arguments that upstream's manifests pass to every controller. */
  readonly args: readonly string[];
  readonly ports: readonly ContainerPort[];
  /** The ports of the second workload in the extensions asset, where upstream forgot some. */
  readonly extensionsAssetPorts?: readonly ContainerPort[];
  readonly servicePort: ServicePort;
  /** Whether the controller can elect a leader, so that several replicas are safe. */
  readonly leaderElection: boolean;
  /** Whether the controller reads the ConfigMap `agent-sandbox-config`. */
  readonly configMap: boolean;
  /** Whether the controller serves the conversion webhook and needs its Service. */
  readonly webhook: boolean;
  readonly assets: AssetNames;
}

/** Behaviour of the controller where releases differ and no schema shows it. */
export interface ControllerFacts {
  /** Whether pods bear the hash of their template's name as a label. */
  readonly podsBearTemplateHash: boolean;
  /** Whether pods of a pool have the hash of a sandbox's name as a label before they are claimed. */
  readonly poolPodsHaveNameHash: boolean;
  /** Whether labels and annotations under its own prefixes are dropped from pod templates. */
  readonly stripsReserved: boolean;
  /**
   * Whether a claim with variables of its own is refused unless it asks for no pool; later, its sandbox starts cold.
   */
  readonly refusesEnvFromPools: boolean;
  /**
   * Whether a claim of v1alpha1 that names no pool is converted to one of the pool `shadow-pool-<template>`, which
   * nobody makes.
   */
  readonly claimsOfShadowPools: boolean;
  /**
   * Whether labels that claims give to pods need a domain of a list; before, any but those of Kubernetes and the
   * controller will do.
   */
  readonly limitsLabelDomains: boolean;
  /** Whether claims may say of their pods that the cluster autoscaler may evict them. */
  readonly claimsSayWhoIsEvicted: boolean;
  /**
   * Whether a claim template replaces a volume of its name in the pod; before, the pod has both, and Kubernetes
   * refuses it.
   */
  readonly claimTemplatesReplaceVolumes: boolean;
  /** Whether waiting sandboxes of a pool are outdated by another `service` of their template. */
  readonly poolsCompareService: boolean;
  /**
   * Whether a pool that shrinks remembers what it has deleted; before, it may delete more than it has to, of sandboxes
   * that were created within a second, and makes new ones for them.
   */
  readonly poolsCountDeletions: boolean;
  /** Whether claims may not add variables to a container with `envFrom`, unless they may override. */
  readonly refusesEnvBesideEnvFrom: boolean;
  /** Whether templates without a network policy get one that lets pods reach public addresses only. */
  readonly defaultNetworkPolicy: boolean;
  /** Whether each claim gets a network policy of its own, if its template says what that lets through. */
  readonly claimNetworkPolicies: boolean;
  /** Where the default policy expects the router; without it, in the namespace of the template. */
  readonly routerNamespace?: string;
  /** Whether the default policy keeps pods from link-local addresses of IPv6. */
  readonly deniesLinkLocalV6: boolean;
  /** Whether pods of pools get public name servers along with that policy, as pods of claims do. */
  readonly resolverInPools: boolean;
  /** Whether pools delete and replace members that are not ready some minutes after they were made. */
  readonly replacesUnreadyMembers: boolean;
  /** Whether the counter of claims names the pool of those that start cold; before, it says `none`. */
  readonly coldClaimsNamePool: boolean;
  /**
   * Whether a claim takes a sandbox of a pool only once its pod has an address, and waits two seconds for one; before,
   * any that exists.
   */
  readonly claimsNeedPodAddress: boolean;
  /** Milliseconds between two looks of a claim that waits for one. */
  readonly claimRetry?: number;
  /** Whether the Service of a sandbox lists the ports of its containers. */
  readonly servicePorts: boolean;
}

/** Why a release should not be used. */
export interface KnownBad {
  readonly reason: string;
  /** The release that mends it. */
  readonly fixedIn: string;
}

/**
 * One release, as what changed since the one before: the file that a maintainer writes when upstream publishes.
 * What a record does not mention stays as it was, except `knownBad`, which is the release's own.
 */
export interface ReleaseRecord {
  /** The tag, such as `v1.0.5`. */
  readonly id: string;
  /** The day of the tag, where it is known. */
  readonly date?: string;
  readonly install?: Partial<InstallFacts>;
  readonly controller?: Partial<ControllerFacts>;
  readonly api?: readonly ApiChange[];
  readonly flags?: FlagChange;
  readonly metrics?: MetricChange;
  readonly roles?: {
    /** ClusterRole of every controller. */
    readonly controller?: RoleChange;
    /** ClusterRole that extensions add. */
    readonly extensions?: RoleChange;
    /** Role in the controller's namespace. */
    readonly namespaced?: RoleChange;
  };
  readonly knownBad?: readonly KnownBad[];
}
