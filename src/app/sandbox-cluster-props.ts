import type { CaBundle } from '../air-gap/ca-bundle';
import type { ImageRegistryLayout } from '../air-gap/image-registry-layout';
import type { Cloud } from '../cloud/cloud';
import type { InstallOwner } from '../cloud/install-owner';
import type { GitOpsTool } from '../kubernetes/gitops-tool';
import type { NetworkPolicyEngine } from '../kubernetes/network-policy-engine';
import type { AgentSandboxVersion } from '../release/agent-sandbox-version';

/** Facts about a cluster. */
export interface SandboxClusterProps {
  /**
   * The release of Agent Sandbox that runs there.
   * @default - that of the install in this scope
   */
  readonly version?: AgentSandboxVersion;

  /**
   * What runs the cluster, such as `Cloud.gke({ version: '1.36' })`: the other facts about it follow, and
   * RuntimeClasses and the DNS of the cluster are those of the cloud. Declare the cluster before what is in it.
   * @default - unknown
   */
  readonly cloud?: Cloud;

  /**
   * Who installs Agent Sandbox there, where it is not the app: a controller in the app, such as that of an
   * `AgentSandbox`, is an error then. Give `version` too.
   * @default - that of `cloud`, else the app, if it has an install
   */
  readonly installedBy?: InstallOwner;

  /**
   * What applies the objects there from a repository, where the app has no ArgoApplication or FluxKustomization of
   * them: objects that are data get annotations by which it never deletes them.
   * @default - what the app has; of a tenant of facts, what these say
   */
  readonly appliedBy?: GitOpsTool[];

  /**
   * The Kubernetes minor of the cluster, such as `1.36`.
   * @default - that of `cloud`, else unknown
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
   * Names of PriorityClasses that the cluster has and the app does not make, for pods to name.
   * @default - none besides those of Kubernetes: `system-cluster-critical` and `system-node-critical`
   */
  readonly priorityClasses?: string[];

  /**
   * What enforces network policies there: `egress`, `ingress` and connections are written for it. Declare the cluster
   * before the sandboxes in it.
   * @default - that of `cloud`, else NetworkPolicyEngine.KUBERNETES
   */
  readonly networkPolicyEngine?: NetworkPolicyEngine;

  /**
   * The registry that holds copies of all images, with a path if it has one, such as `registry.example.com/mirror`.
   * Images that the library prints by itself are pulled from it: those of the controller, the router, jobs, node
   * preparation and pause. Another image from elsewhere is a finding (ASB348). Declare the cluster before what is in
   * it.
   * @default - each image comes from where it is published
   */
  readonly imageRegistry?: string;

  /**
   * Where an image is in `imageRegistry`.
   * @default ImageRegistryLayout.PATH
   */
  readonly imageRegistryLayout?: ImageRegistryLayout;

  /**
   * Whether images of Sandboxes, templates and pre-pulls are rewritten to `imageRegistry`, too, wherever they were said
   * to come from.
   * @default false
   */
  readonly mirrorAllImages?: boolean;

  /**
   * Names of Secrets that pods pull images with, unless they name others. Each namespace with such pods needs Secrets
   * of these names.
   * @default - none
   */
  readonly imagePullSecrets?: string[];

  /**
   * Certificate authorities that programs in sandboxes trust, unless a Sandbox or a template has others. Each namespace
   * with sandboxes needs the ConfigMap or Secret.
   * @default - those of the images
   */
  readonly caBundle?: CaBundle;
}
