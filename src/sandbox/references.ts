import type { Size } from 'cdk8s';
import { IConstruct } from 'constructs';
import type { INetworkPolicyPeer, IPodSelector } from '../kubernetes/kplus';

/** A Sandbox, made here or elsewhere. */
export interface ISandbox extends IConstruct, IPodSelector, INetworkPolicyPeer {
  /** Name of the Sandbox. */
  readonly name: string;

  /** Name of the Sandbox, the same as `name`: no other kind of reference has it, so none passes for a Sandbox. */
  readonly sandboxName: string;

  /** Namespace of the Sandbox, if it is known. */
  readonly namespace?: string;

  /** Host name that processes in the pod see. */
  readonly hostname: string;

  /** Name of the headless Service, which a Sandbox with `service: true` has. */
  readonly serviceName: string;

  /** Labels of its pod, by which policies, Services and disruption budgets select it. */
  readonly selectorLabels: { [key: string]: string };

  /**
   * The name by which other pods of the cluster reach it: `<name>.<namespace>.svc.<domain>`.
   *
   * @param clusterDomain DNS domain of the cluster; that of its SandboxCluster when left out
   * @throws when the namespace is not known
   */
  fqdn(clusterDomain?: string): string;
}

/** A SandboxTemplate, made here or elsewhere. */
export interface ISandboxTemplate extends IConstruct, IPodSelector, INetworkPolicyPeer {
  /** Name of the SandboxTemplate. */
  readonly name: string;

  /**
   * Name of the SandboxTemplate, the same as `name`: no other kind of reference has it, so none passes for a template.
   */
  readonly sandboxTemplateName: string;

  /** Namespace of the template, if it is known. */
  readonly namespace?: string;

  /** Labels of all pods made from it, by which policies, Services and disruption budgets select them. */
  readonly selectorLabels: { [key: string]: string };
}

/** A SandboxWarmPool, made here or elsewhere. */
export interface IWarmPool extends IConstruct, IPodSelector, INetworkPolicyPeer {
  /** Name of the SandboxWarmPool. */
  readonly name: string;

  /** Name of the SandboxWarmPool, the same as `name`: no other kind of reference has it, so none passes for a pool. */
  readonly warmPoolName: string;

  /**
   * Name of the template of its sandboxes, if it is known. Releases before v0.5.0 require it in claims.
   */
  readonly templateName?: string;

  /** Namespace of the pool, if it is known. */
  readonly namespace?: string;

  /** Labels of its pods that nobody has claimed yet. */
  readonly selectorLabels: { [key: string]: string };
}

/** A VolumeSnapshot, made here or elsewhere. */
export interface IVolumeSnapshot extends IConstruct {
  /** Name of the VolumeSnapshot. */
  readonly volumeSnapshotName: string;

  /** Its namespace, if it is known. */
  readonly namespace?: string;

  /** The size of the volume that it was taken of, if it is known. */
  readonly size?: Size;
}

/** Facts about a pool that exists already. */
export interface WarmPoolReferenceOptions {
  /**
   * The template of its sandboxes. Releases before v0.5.0 require its name in claims.
   * @default - unknown
   */
  readonly template?: ISandboxTemplate;
}
