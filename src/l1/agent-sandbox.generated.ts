// Generated from imports/ and the release history by 'npx projen l1'. Do not edit.

import { ApiObjectMetadata, GroupVersionKind } from 'cdk8s';
import { Construct } from 'constructs';
import { NetworkPolicyEgressRule, NetworkPolicyIngressRule, PersistentVolumeClaimSpec, PodSpec } from './k8s.generated';
import { ScopedApiObject } from '../app/scoped-api-object';

/**
 * Labels and annotations of the pod.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxV1Beta1PodTemplateMetadata {
  /**
   * Annotations by key. Keys under agents.x-k8s.io are reserved for the controller.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly annotations?: { [key: string]: string };

  /**
   * Labels by key. Keys under agents.x-k8s.io are reserved for the controller.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly labels?: { [key: string]: string };
}

/**
 * The pod that the sandbox runs.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxV1Beta1PodTemplate {
  /**
   * Labels and annotations of the pod.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly metadata?: SandboxV1Beta1PodTemplateMetadata;

  /**
   * The pod as Kubernetes specifies it. A change reaches a sandbox that runs already only when its pod is next created.
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly spec: PodSpec;
}

/**
 * Name, labels and annotations of the claim.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxV1Beta1VolumeClaimTemplateMetadata {
  /**
   * Annotations of the PersistentVolumeClaim.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly annotations?: { [key: string]: string };

  /**
   * Labels of the PersistentVolumeClaim.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly labels?: { [key: string]: string };

  /**
   * Name of the volume in the pod, and first part of the name of the PersistentVolumeClaim. The controller needs it, although the schema does not.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly name?: string;
}

/**
 * An item of SandboxV1Beta1VolumeClaimTemplate.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxV1Beta1VolumeClaimTemplate {
  /**
   * Name, labels and annotations of the claim.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly metadata?: SandboxV1Beta1VolumeClaimTemplateMetadata;

  /**
   * The claim as Kubernetes specifies it.
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly spec: PersistentVolumeClaimSpec;
}

/**
 * What a Sandbox should be, in v1beta1.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxV1Beta1Spec {
  /**
   * Whether the sandbox has a pod (Running) or only keeps its volumes (Suspended). One of `Running` or `Suspended`.
   * @default - `Running`
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly operatingMode?: string;

  /**
   * The pod that the sandbox runs.
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly podTemplate: SandboxV1Beta1PodTemplate;

  /**
   * Whether the sandbox has a headless Service of its name. Unset keeps one that exists and makes none; false deletes it.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly service?: boolean;

  /**
   * What remains of an expired sandbox: nothing (Delete), or the object without its pod (Retain). One of `Delete` or `Retain`.
   * @default - `Retain`
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly shutdownPolicy?: string;

  /**
   * When the sandbox expires. Without it, never.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly shutdownTime?: string;

  /**
   * Volumes that outlive the pod: each becomes a PersistentVolumeClaim named after itself and the sandbox, kept while suspended and deleted with the sandbox.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly volumeClaimTemplates?: SandboxV1Beta1VolumeClaimTemplate[];
}

/** A Sandbox of agents.x-k8s.io/v1beta1. */
export interface KubeSandboxV1Beta1Props {
  /**
   * Name, labels, annotations.
   * @default - a name made from the path of the construct
   */
  readonly metadata?: ApiObjectMetadata;

  /** What the Sandbox should be. */
  readonly spec: SandboxV1Beta1Spec;
}

/**
 * A Sandbox, field by field, as agents.x-k8s.io/v1beta1 has it.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export class KubeSandboxV1Beta1 extends ScopedApiObject {
  /** Group, version and kind. */
  public static readonly GVK: GroupVersionKind = { apiVersion: 'agents.x-k8s.io/v1beta1', kind: 'Sandbox' };

  /**
   * The object as JSON, for where it stands inside another.
   *
   * @param props metadata and spec
   */
  public static manifest(props: KubeSandboxV1Beta1Props): any {
    return { ...KubeSandboxV1Beta1.GVK, ...props };
  }

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param props metadata and spec
   */
  constructor(scope: Construct, id: string, props: KubeSandboxV1Beta1Props) {
    super(scope, id, KubeSandboxV1Beta1.manifest(props));
  }
}

/**
 * Labels and annotations for the pod of this claim. Every label needs a domain that the controller allows (sandbox.users.io unless configured).
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxClaimV1Beta1AdditionalPodMetadata {
  /**
   * Annotations by key. Keys under agents.x-k8s.io are reserved for the controller.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly annotations?: { [key: string]: string };

  /**
   * Labels by key. Keys under agents.x-k8s.io are reserved for the controller.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly labels?: { [key: string]: string };
}

/**
 * An item of SandboxClaimV1Beta1Env.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxClaimV1Beta1Env {
  /**
   * Container that gets the variable; the first one when left out.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly containerName?: string;

  /**
   * Name of the variable.
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly name: string;

  /**
   * Value of the variable.
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly value: string;
}

/**
 * When the claim ends. Without it, never.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxClaimV1Beta1Lifecycle {
  /**
   * What remains of an expired claim: nothing (Delete; DeleteForeground waits for what it owns), or the claim without its sandbox (Retain). One of `Delete`, `DeleteForeground` or `Retain`.
   * @default - `Retain`
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly shutdownPolicy?: string;

  /**
   * When the claim expires.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly shutdownTime?: string;

  /**
   * Seconds that the claim outlives the end of its workload.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly ttlSecondsAfterFinished?: number;
}

/**
 * Name, labels and annotations of the claim.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxClaimV1Beta1VolumeClaimTemplateMetadata {
  /**
   * Annotations of the PersistentVolumeClaim.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly annotations?: { [key: string]: string };

  /**
   * Labels of the PersistentVolumeClaim.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly labels?: { [key: string]: string };

  /**
   * Name of the volume in the pod, and first part of the name of the PersistentVolumeClaim. The controller needs it, although the schema does not.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly name?: string;
}

/**
 * An item of SandboxClaimV1Beta1VolumeClaimTemplate.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxClaimV1Beta1VolumeClaimTemplate {
  /**
   * Name, labels and annotations of the claim.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly metadata?: SandboxClaimV1Beta1VolumeClaimTemplateMetadata;

  /**
   * The claim as Kubernetes specifies it.
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly spec: PersistentVolumeClaimSpec;
}

/**
 * The pool that serves the claim; its template is that of the sandbox.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxClaimV1Beta1WarmPoolRef {
  /**
   * Name of a SandboxWarmPool in the namespace of the claim.
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly name: string;
}

/**
 * What a SandboxClaim should be, in v1beta1.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxClaimV1Beta1Spec {
  /**
   * Labels and annotations for the pod of this claim. Every label needs a domain that the controller allows (sandbox.users.io unless configured).
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly additionalPodMetadata?: SandboxClaimV1Beta1AdditionalPodMetadata;

  /**
   * Environment variables for this claim, as far as the template permits. A claim with any starts cold.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly env?: SandboxClaimV1Beta1Env[];

  /**
   * When the claim ends. Without it, never.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly lifecycle?: SandboxClaimV1Beta1Lifecycle;

  /**
   * Volumes that outlive the pod: each becomes a PersistentVolumeClaim named after itself and the sandbox, kept while suspended and deleted with the sandbox.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly volumeClaimTemplates?: SandboxClaimV1Beta1VolumeClaimTemplate[];

  /**
   * The pool that serves the claim; its template is that of the sandbox.
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly warmPoolRef: SandboxClaimV1Beta1WarmPoolRef;
}

/** A SandboxClaim of extensions.agents.x-k8s.io/v1beta1. */
export interface KubeSandboxClaimV1Beta1Props {
  /**
   * Name, labels, annotations.
   * @default - a name made from the path of the construct
   */
  readonly metadata?: ApiObjectMetadata;

  /** What the SandboxClaim should be. */
  readonly spec: SandboxClaimV1Beta1Spec;
}

/**
 * A SandboxClaim, field by field, as extensions.agents.x-k8s.io/v1beta1 has it.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export class KubeSandboxClaimV1Beta1 extends ScopedApiObject {
  /** Group, version and kind. */
  public static readonly GVK: GroupVersionKind = { apiVersion: 'extensions.agents.x-k8s.io/v1beta1', kind: 'SandboxClaim' };

  /**
   * The object as JSON, for where it stands inside another.
   *
   * @param props metadata and spec
   */
  public static manifest(props: KubeSandboxClaimV1Beta1Props): any {
    return { ...KubeSandboxClaimV1Beta1.GVK, ...props };
  }

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param props metadata and spec
   */
  constructor(scope: Construct, id: string, props: KubeSandboxClaimV1Beta1Props) {
    super(scope, id, KubeSandboxClaimV1Beta1.manifest(props));
  }
}

/**
 * Who may talk to the sandboxes and to whom they may talk, in place of the default policy. A list left out denies its direction.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxTemplateV1Beta1NetworkPolicy {
  /**
   * Whom the sandboxes may reach.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly egress?: NetworkPolicyEgressRule[];

  /**
   * Who may reach the sandboxes.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly ingress?: NetworkPolicyIngressRule[];
}

/**
 * Labels and annotations of the pod.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxTemplateV1Beta1PodTemplateMetadata {
  /**
   * Annotations by key. Keys under agents.x-k8s.io are reserved for the controller.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly annotations?: { [key: string]: string };

  /**
   * Labels by key. Keys under agents.x-k8s.io are reserved for the controller.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly labels?: { [key: string]: string };
}

/**
 * The pod that the sandbox runs.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxTemplateV1Beta1PodTemplate {
  /**
   * Labels and annotations of the pod.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly metadata?: SandboxTemplateV1Beta1PodTemplateMetadata;

  /**
   * The pod as Kubernetes specifies it. A change reaches a sandbox that runs already only when its pod is next created.
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly spec: PodSpec;
}

/**
 * Name, labels and annotations of the claim.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxTemplateV1Beta1VolumeClaimTemplateMetadata {
  /**
   * Annotations of the PersistentVolumeClaim.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly annotations?: { [key: string]: string };

  /**
   * Labels of the PersistentVolumeClaim.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly labels?: { [key: string]: string };

  /**
   * Name of the volume in the pod, and first part of the name of the PersistentVolumeClaim. The controller needs it, although the schema does not.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly name?: string;
}

/**
 * An item of SandboxTemplateV1Beta1VolumeClaimTemplate.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxTemplateV1Beta1VolumeClaimTemplate {
  /**
   * Name, labels and annotations of the claim.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly metadata?: SandboxTemplateV1Beta1VolumeClaimTemplateMetadata;

  /**
   * The claim as Kubernetes specifies it.
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly spec: PersistentVolumeClaimSpec;
}

/**
 * What a SandboxTemplate should be, in v1beta1.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxTemplateV1Beta1Spec {
  /**
   * Whether claims may add environment variables (Allowed), also replace those of the template (Overrides), or neither (Disallowed). One of `Allowed`, `Overrides` or `Disallowed`.
   * @default - `Disallowed`
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly envVarsInjectionPolicy?: string;

  /**
   * Who may talk to the sandboxes and to whom they may talk, in place of the default policy. A list left out denies its direction.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly networkPolicy?: SandboxTemplateV1Beta1NetworkPolicy;

  /**
   * Whether the controller keeps a NetworkPolicy for the sandboxes of the template (Managed) or leaves that to others (Unmanaged). One of `Managed` or `Unmanaged`.
   * @default - `Managed`
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly networkPolicyManagement?: string;

  /**
   * The pod that the sandbox runs.
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly podTemplate: SandboxTemplateV1Beta1PodTemplate;

  /**
   * Whether the sandbox has a headless Service of its name. Unset keeps one that exists and makes none; false deletes it.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly service?: boolean;

  /**
   * Volumes that outlive the pod: each becomes a PersistentVolumeClaim named after itself and the sandbox, kept while suspended and deleted with the sandbox.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly volumeClaimTemplates?: SandboxTemplateV1Beta1VolumeClaimTemplate[];

  /**
   * Whether claims may not bring volumes (Disallowed), may add their own (Allowed), or may also replace those of the template (Overrides). One of `Disallowed`, `Allowed` or `Overrides`.
   * @default - `Disallowed`
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly volumeClaimTemplatesPolicy?: string;
}

/** A SandboxTemplate of extensions.agents.x-k8s.io/v1beta1. */
export interface KubeSandboxTemplateV1Beta1Props {
  /**
   * Name, labels, annotations.
   * @default - a name made from the path of the construct
   */
  readonly metadata?: ApiObjectMetadata;

  /** What the SandboxTemplate should be. */
  readonly spec: SandboxTemplateV1Beta1Spec;
}

/**
 * A SandboxTemplate, field by field, as extensions.agents.x-k8s.io/v1beta1 has it.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export class KubeSandboxTemplateV1Beta1 extends ScopedApiObject {
  /** Group, version and kind. */
  public static readonly GVK: GroupVersionKind = { apiVersion: 'extensions.agents.x-k8s.io/v1beta1', kind: 'SandboxTemplate' };

  /**
   * The object as JSON, for where it stands inside another.
   *
   * @param props metadata and spec
   */
  public static manifest(props: KubeSandboxTemplateV1Beta1Props): any {
    return { ...KubeSandboxTemplateV1Beta1.GVK, ...props };
  }

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param props metadata and spec
   */
  constructor(scope: Construct, id: string, props: KubeSandboxTemplateV1Beta1Props) {
    super(scope, id, KubeSandboxTemplateV1Beta1.manifest(props));
  }
}

/**
 * The template of the pool.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxWarmPoolV1Beta1SandboxTemplateRef {
  /**
   * Name of a SandboxTemplate in the namespace of the pool.
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly name: string;
}

/**
 * What happens to waiting sandboxes when the template changes.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxWarmPoolV1Beta1UpdateStrategy {
  /**
   * Whether outdated sandboxes are replaced at once (Recreate) or only once they are claimed (OnReplenish). One of `Recreate` or `OnReplenish`.
   * @default - `OnReplenish`
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly type?: string;
}

/**
 * What a SandboxWarmPool should be, in v1beta1.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxWarmPoolV1Beta1Spec {
  /**
   * How many ready, unclaimed sandboxes the pool keeps. 0 keeps none: claims then start cold.
   * @default - `1`
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly replicas?: number;

  /**
   * The template of the pool.
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly sandboxTemplateRef: SandboxWarmPoolV1Beta1SandboxTemplateRef;

  /**
   * What happens to waiting sandboxes when the template changes.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly updateStrategy?: SandboxWarmPoolV1Beta1UpdateStrategy;
}

/** A SandboxWarmPool of extensions.agents.x-k8s.io/v1beta1. */
export interface KubeSandboxWarmPoolV1Beta1Props {
  /**
   * Name, labels, annotations.
   * @default - a name made from the path of the construct
   */
  readonly metadata?: ApiObjectMetadata;

  /** What the SandboxWarmPool should be. */
  readonly spec: SandboxWarmPoolV1Beta1Spec;
}

/**
 * A SandboxWarmPool, field by field, as extensions.agents.x-k8s.io/v1beta1 has it.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export class KubeSandboxWarmPoolV1Beta1 extends ScopedApiObject {
  /** Group, version and kind. */
  public static readonly GVK: GroupVersionKind = { apiVersion: 'extensions.agents.x-k8s.io/v1beta1', kind: 'SandboxWarmPool' };

  /**
   * The object as JSON, for where it stands inside another.
   *
   * @param props metadata and spec
   */
  public static manifest(props: KubeSandboxWarmPoolV1Beta1Props): any {
    return { ...KubeSandboxWarmPoolV1Beta1.GVK, ...props };
  }

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param props metadata and spec
   */
  constructor(scope: Construct, id: string, props: KubeSandboxWarmPoolV1Beta1Props) {
    super(scope, id, KubeSandboxWarmPoolV1Beta1.manifest(props));
  }
}

/**
 * Labels and annotations of the pod.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxV1Alpha1PodTemplateMetadata {
  /**
   * Annotations by key. Keys under agents.x-k8s.io are reserved for the controller.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly annotations?: { [key: string]: string };

  /**
   * Labels by key. Keys under agents.x-k8s.io are reserved for the controller.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly labels?: { [key: string]: string };
}

/**
 * The pod that the sandbox runs.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxV1Alpha1PodTemplate {
  /**
   * Labels and annotations of the pod.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly metadata?: SandboxV1Alpha1PodTemplateMetadata;

  /**
   * The pod as Kubernetes specifies it. A change reaches a sandbox that runs already only when its pod is next created.
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly spec: PodSpec;
}

/**
 * Name, labels and annotations of the claim.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxV1Alpha1VolumeClaimTemplateMetadata {
  /**
   * Annotations of the PersistentVolumeClaim.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly annotations?: { [key: string]: string };

  /**
   * Labels of the PersistentVolumeClaim.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly labels?: { [key: string]: string };

  /**
   * Name of the volume in the pod, and first part of the name of the PersistentVolumeClaim. The controller needs it, although the schema does not.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly name?: string;
}

/**
 * An item of SandboxV1Alpha1VolumeClaimTemplate.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxV1Alpha1VolumeClaimTemplate {
  /**
   * Name, labels and annotations of the claim.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly metadata?: SandboxV1Alpha1VolumeClaimTemplateMetadata;

  /**
   * The claim as Kubernetes specifies it.
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly spec: PersistentVolumeClaimSpec;
}

/**
 * What a Sandbox should be, in v1alpha1.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxV1Alpha1Spec {
  /**
   * The pod that the sandbox runs.
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly podTemplate: SandboxV1Alpha1PodTemplate;

  /**
   * 1 to run the sandbox, 0 to suspend it; its volumes stay.
   * @default - `1`
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly replicas?: number;

  /**
   * Whether the sandbox has a headless Service of its name. Unset keeps one that exists and makes none; false deletes it. From v0.4.6.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly service?: boolean;

  /**
   * What remains of an expired sandbox: nothing (Delete), or the object without its pod (Retain). One of `Delete` or `Retain`. From v0.1.1.
   * @default - `Retain`
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly shutdownPolicy?: string;

  /**
   * When the sandbox expires. Without it, never.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly shutdownTime?: string;

  /**
   * Volumes that outlive the pod: each becomes a PersistentVolumeClaim named after itself and the sandbox, kept while suspended and deleted with the sandbox.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly volumeClaimTemplates?: SandboxV1Alpha1VolumeClaimTemplate[];
}

/** A Sandbox of agents.x-k8s.io/v1alpha1. */
export interface KubeSandboxV1Alpha1Props {
  /**
   * Name, labels, annotations.
   * @default - a name made from the path of the construct
   */
  readonly metadata?: ApiObjectMetadata;

  /** What the Sandbox should be. */
  readonly spec: SandboxV1Alpha1Spec;
}

/**
 * A Sandbox, field by field, as agents.x-k8s.io/v1alpha1 has it.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export class KubeSandboxV1Alpha1 extends ScopedApiObject {
  /** Group, version and kind. */
  public static readonly GVK: GroupVersionKind = { apiVersion: 'agents.x-k8s.io/v1alpha1', kind: 'Sandbox' };

  /**
   * The object as JSON, for where it stands inside another.
   *
   * @param props metadata and spec
   */
  public static manifest(props: KubeSandboxV1Alpha1Props): any {
    return { ...KubeSandboxV1Alpha1.GVK, ...props };
  }

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param props metadata and spec
   */
  constructor(scope: Construct, id: string, props: KubeSandboxV1Alpha1Props) {
    super(scope, id, KubeSandboxV1Alpha1.manifest(props));
  }
}

/**
 * Labels and annotations for the pod of this claim. Every label needs a domain that the controller allows (sandbox.users.io unless configured).
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxClaimV1Alpha1AdditionalPodMetadata {
  /**
   * Annotations by key. Keys under agents.x-k8s.io are reserved for the controller. From v0.4.0.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly annotations?: { [key: string]: string };

  /**
   * Labels by key. Keys under agents.x-k8s.io are reserved for the controller. From v0.4.0.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly labels?: { [key: string]: string };
}

/**
 * An item of SandboxClaimV1Alpha1Env.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxClaimV1Alpha1Env {
  /**
   * Container that gets the variable; the first one when left out. From v0.4.0.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly containerName?: string;

  /**
   * Name of the variable. From v0.4.0.
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly name: string;

  /**
   * Value of the variable. From v0.4.0.
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly value: string;
}

/**
 * When the claim ends. Without it, never.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxClaimV1Alpha1Lifecycle {
  /**
   * What remains of an expired claim: nothing (Delete; DeleteForeground waits for what it owns), or the claim without its sandbox (Retain). One of `Delete`, `DeleteForeground` or `Retain`. From v0.1.1.
   * @default - `Retain`
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly shutdownPolicy?: string;

  /**
   * When the claim expires. From v0.1.1.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly shutdownTime?: string;

  /**
   * Seconds that the claim outlives the end of its workload. From v0.4.3.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly ttlSecondsAfterFinished?: number;
}

/**
 * The template to make the sandbox from.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxClaimV1Alpha1SandboxTemplateRef {
  /**
   * Name of a SandboxTemplate in the namespace of the claim.
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly name: string;
}

/**
 * What a SandboxClaim should be, in v1alpha1.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxClaimV1Alpha1Spec {
  /**
   * Labels and annotations for the pod of this claim. Every label needs a domain that the controller allows (sandbox.users.io unless configured). From v0.4.0.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly additionalPodMetadata?: SandboxClaimV1Alpha1AdditionalPodMetadata;

  /**
   * Environment variables for this claim, as far as the template permits. A claim with any starts cold. From v0.4.0.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly env?: SandboxClaimV1Alpha1Env[];

  /**
   * When the claim ends. Without it, never. From v0.1.1.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly lifecycle?: SandboxClaimV1Alpha1Lifecycle;

  /**
   * The template to make the sandbox from.
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly sandboxTemplateRef: SandboxClaimV1Alpha1SandboxTemplateRef;

  /**
   * Which pool may serve the claim: the name of one, `default` for any pool of the template, `none` for a cold start. From v0.3.10.
   * @default - `default`
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly warmpool?: string;
}

/** A SandboxClaim of extensions.agents.x-k8s.io/v1alpha1. */
export interface KubeSandboxClaimV1Alpha1Props {
  /**
   * Name, labels, annotations.
   * @default - a name made from the path of the construct
   */
  readonly metadata?: ApiObjectMetadata;

  /** What the SandboxClaim should be. */
  readonly spec: SandboxClaimV1Alpha1Spec;
}

/**
 * A SandboxClaim, field by field, as extensions.agents.x-k8s.io/v1alpha1 has it.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export class KubeSandboxClaimV1Alpha1 extends ScopedApiObject {
  /** Group, version and kind. */
  public static readonly GVK: GroupVersionKind = { apiVersion: 'extensions.agents.x-k8s.io/v1alpha1', kind: 'SandboxClaim' };

  /**
   * The object as JSON, for where it stands inside another.
   *
   * @param props metadata and spec
   */
  public static manifest(props: KubeSandboxClaimV1Alpha1Props): any {
    return { ...KubeSandboxClaimV1Alpha1.GVK, ...props };
  }

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param props metadata and spec
   */
  constructor(scope: Construct, id: string, props: KubeSandboxClaimV1Alpha1Props) {
    super(scope, id, KubeSandboxClaimV1Alpha1.manifest(props));
  }
}

/**
 * Who may talk to the sandboxes and to whom they may talk, in place of the default policy. A list left out denies its direction.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxTemplateV1Alpha1NetworkPolicy {
  /**
   * Whom the sandboxes may reach. From v0.1.1.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly egress?: NetworkPolicyEgressRule[];

  /**
   * Who may reach the sandboxes. From v0.1.1.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly ingress?: NetworkPolicyIngressRule[];
}

/**
 * Labels and annotations of the pod.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxTemplateV1Alpha1PodTemplateMetadata {
  /**
   * Annotations by key. Keys under agents.x-k8s.io are reserved for the controller.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly annotations?: { [key: string]: string };

  /**
   * Labels by key. Keys under agents.x-k8s.io are reserved for the controller.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly labels?: { [key: string]: string };
}

/**
 * The pod that the sandbox runs.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxTemplateV1Alpha1PodTemplate {
  /**
   * Labels and annotations of the pod.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly metadata?: SandboxTemplateV1Alpha1PodTemplateMetadata;

  /**
   * The pod as Kubernetes specifies it. A change reaches a sandbox that runs already only when its pod is next created.
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly spec: PodSpec;
}

/**
 * Name, labels and annotations of the claim.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxTemplateV1Alpha1VolumeClaimTemplateMetadata {
  /**
   * Annotations of the PersistentVolumeClaim. From v0.4.3.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly annotations?: { [key: string]: string };

  /**
   * Labels of the PersistentVolumeClaim. From v0.4.3.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly labels?: { [key: string]: string };

  /**
   * Name of the volume in the pod, and first part of the name of the PersistentVolumeClaim. The controller needs it, although the schema does not. From v0.4.3.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly name?: string;
}

/**
 * An item of SandboxTemplateV1Alpha1VolumeClaimTemplate.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxTemplateV1Alpha1VolumeClaimTemplate {
  /**
   * Name, labels and annotations of the claim. From v0.4.3.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly metadata?: SandboxTemplateV1Alpha1VolumeClaimTemplateMetadata;

  /**
   * The claim as Kubernetes specifies it. From v0.4.3.
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly spec: PersistentVolumeClaimSpec;
}

/**
 * What a SandboxTemplate should be, in v1alpha1.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxTemplateV1Alpha1Spec {
  /**
   * Whether claims may add environment variables (Allowed), also replace those of the template (Overrides), or neither (Disallowed). One of `Allowed`, `Overrides` or `Disallowed`. From v0.4.0.
   * @default - `Disallowed`
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly envVarsInjectionPolicy?: string;

  /**
   * Who may talk to the sandboxes and to whom they may talk, in place of the default policy. A list left out denies its direction. From v0.1.1.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly networkPolicy?: SandboxTemplateV1Alpha1NetworkPolicy;

  /**
   * Whether the controller keeps a NetworkPolicy for the sandboxes of the template (Managed) or leaves that to others (Unmanaged). One of `Managed` or `Unmanaged`. From v0.2.1.
   * @default - `Managed`
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly networkPolicyManagement?: string;

  /**
   * The pod that the sandbox runs.
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly podTemplate: SandboxTemplateV1Alpha1PodTemplate;

  /**
   * Whether the sandbox has a headless Service of its name. Unset keeps one that exists and makes none; false deletes it. From v0.4.6.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly service?: boolean;

  /**
   * Volumes that outlive the pod: each becomes a PersistentVolumeClaim named after itself and the sandbox, kept while suspended and deleted with the sandbox. From v0.4.3.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly volumeClaimTemplates?: SandboxTemplateV1Alpha1VolumeClaimTemplate[];
}

/** A SandboxTemplate of extensions.agents.x-k8s.io/v1alpha1. */
export interface KubeSandboxTemplateV1Alpha1Props {
  /**
   * Name, labels, annotations.
   * @default - a name made from the path of the construct
   */
  readonly metadata?: ApiObjectMetadata;

  /** What the SandboxTemplate should be. */
  readonly spec: SandboxTemplateV1Alpha1Spec;
}

/**
 * A SandboxTemplate, field by field, as extensions.agents.x-k8s.io/v1alpha1 has it.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export class KubeSandboxTemplateV1Alpha1 extends ScopedApiObject {
  /** Group, version and kind. */
  public static readonly GVK: GroupVersionKind = { apiVersion: 'extensions.agents.x-k8s.io/v1alpha1', kind: 'SandboxTemplate' };

  /**
   * The object as JSON, for where it stands inside another.
   *
   * @param props metadata and spec
   */
  public static manifest(props: KubeSandboxTemplateV1Alpha1Props): any {
    return { ...KubeSandboxTemplateV1Alpha1.GVK, ...props };
  }

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param props metadata and spec
   */
  constructor(scope: Construct, id: string, props: KubeSandboxTemplateV1Alpha1Props) {
    super(scope, id, KubeSandboxTemplateV1Alpha1.manifest(props));
  }
}

/**
 * The template of the pool.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxWarmPoolV1Alpha1SandboxTemplateRef {
  /**
   * Name of a SandboxTemplate in the namespace of the pool.
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly name: string;
}

/**
 * What happens to waiting sandboxes when the template changes.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxWarmPoolV1Alpha1UpdateStrategy {
  /**
   * Whether outdated sandboxes are replaced at once (Recreate) or only once they are claimed (OnReplenish). One of `Recreate` or `OnReplenish`. From v0.4.0.
   * @default - `OnReplenish`
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly type?: string;
}

/**
 * What a SandboxWarmPool should be, in v1alpha1.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export interface SandboxWarmPoolV1Alpha1Spec {
  /**
   * How many ready, unclaimed sandboxes the pool keeps. 0 keeps none: claims then start cold.
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly replicas: number;

  /**
   * The template of the pool.
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly sandboxTemplateRef: SandboxWarmPoolV1Alpha1SandboxTemplateRef;

  /**
   * What happens to waiting sandboxes when the template changes. From v0.4.0.
   * @default - none
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
   */
  readonly updateStrategy?: SandboxWarmPoolV1Alpha1UpdateStrategy;
}

/** A SandboxWarmPool of extensions.agents.x-k8s.io/v1alpha1. */
export interface KubeSandboxWarmPoolV1Alpha1Props {
  /**
   * Name, labels, annotations.
   * @default - a name made from the path of the construct
   */
  readonly metadata?: ApiObjectMetadata;

  /** What the SandboxWarmPool should be. */
  readonly spec: SandboxWarmPoolV1Alpha1Spec;
}

/**
 * A SandboxWarmPool, field by field, as extensions.agents.x-k8s.io/v1alpha1 has it.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 */
export class KubeSandboxWarmPoolV1Alpha1 extends ScopedApiObject {
  /** Group, version and kind. */
  public static readonly GVK: GroupVersionKind = { apiVersion: 'extensions.agents.x-k8s.io/v1alpha1', kind: 'SandboxWarmPool' };

  /**
   * The object as JSON, for where it stands inside another.
   *
   * @param props metadata and spec
   */
  public static manifest(props: KubeSandboxWarmPoolV1Alpha1Props): any {
    return { ...KubeSandboxWarmPoolV1Alpha1.GVK, ...props };
  }

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param props metadata and spec
   */
  constructor(scope: Construct, id: string, props: KubeSandboxWarmPoolV1Alpha1Props) {
    super(scope, id, KubeSandboxWarmPoolV1Alpha1.manifest(props));
  }
}
