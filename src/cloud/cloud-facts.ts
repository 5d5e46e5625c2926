import type { CloudFact } from './cloud-props';
import type { InstallOwner } from './install-owner';
import type { NetworkPolicyEngine } from '../kubernetes/network-policy-engine';
import type { ClusterDns } from '../kubernetes/well-known';

/** Clouds by name. */
export type CloudName = 'GKE' | 'EKS' | 'AKS' | 'OpenShift' | 'kind' | 'bare metal';

/** A RuntimeClass that a cloud makes. */
export interface OwnedClass {
  readonly className: string;
  /** Who makes it, as the catalogue of runtimes names the owner. */
  readonly owner: string;
  readonly source: string;
}

/** A cloud as data. */
export interface CloudFacts {
  readonly name: CloudName;
  /** How it was declared, as a text: see `cloudOfText`. */
  readonly declared: string;
  readonly version: string;
  readonly kubernetesVersion: string;
  readonly installedBy?: InstallOwner;
  /** The API version that the install of the cloud serves, where it is known. */
  readonly servedVersion?: 'v1alpha1' | 'v1beta1';
  readonly engine?: NetworkPolicyEngine;
  /** Why nobody enforces network policies, and what would. */
  readonly unenforced?: CloudFact;
  readonly runtimes: readonly OwnedClass[];
  /** Classes that the cloud would make, and does not as it is declared. */
  readonly absentClasses: readonly string[];
  /** Why nodes take no runtime of one's own. */
  readonly managedNodes?: CloudFact;
  readonly dns?: ClusterDns;
  /** Why the DNS of the cluster is not known, and what to give. */
  readonly unknownDns?: string;
  /** Whether addresses of IPv6 in a policy break it. */
  readonly isIpv4Only?: boolean;
  /** Whose addresses of metadata matter there, as the table of addresses names it. */
  readonly platform?: 'AWS' | 'GCP' | 'Azure';
  /** Why the engine of the cloud filters no domains, although its kind of policies has them. */
  readonly unfilteredDomains?: string;
  readonly workloadPool?: string;
  readonly oidcIssuer?: string;
  readonly podIdentityAgent?: boolean;
  readonly isIpv6?: boolean;
  readonly texts: readonly CloudFact[];
}
