/** Whom a compromised sandbox may reach by its network. What is not given it may not. */
export interface NetworkBudget {
  /**
   * All public addresses, but no metadata service.
   * @default false
   */
  readonly internet?: boolean;

  /**
   * Ranges of addresses, such as `10.20.0.0/16`.
   * @default - none
   */
  readonly cidrs?: string[];

  /**
   * Domains that policies name, such as `pypi.org` or `*.pypi.org` as policies write them.
   * @default - none
   */
  readonly domains?: string[];

  /**
   * Metadata services of clouds, which give out credentials of the node.
   * @default false
   */
  readonly metadata?: boolean;

  /**
   * The DNS of the cluster. Data may leave by it.
   * @default false
   */
  readonly dns?: boolean;

  /**
   * Sandboxes of the same template.
   * @default false
   */
  readonly ownPods?: boolean;

  /**
   * Namespaces of which pods may be reached; its own is one of them, and `*` is all.
   * @default - none
   */
  readonly namespaces?: string[];
}

/** Verbs on resources of the API server. */
export interface ApiAllowance {
  /** Such as `get` and `list`; `*` is all. */
  readonly verbs: string[];

  /** As `kubectl auth can-i` takes them: `pods`, `pods/log`, `sandboxes.agents.x-k8s.io`; `*` is all of all groups. */
  readonly resources: string[];

  /**
   * Namespaces in which they may be used.
   * @default - all
   */
  readonly namespaces?: string[];

  /**
   * Names of the objects.
   * @default - all
   */
  readonly names?: string[];
}

/** What a compromised sandbox may do at the API server. What is not given it may not. */
export interface ApiBudget {
  /**
   * Verbs on resources.
   * @default - none
   */
  readonly allow?: ApiAllowance[];

  /**
   * Paths that are no resources, such as `/metrics`; `*` at the end is any end.
   * @default - none
   */
  readonly paths?: string[];

  /**
   * Names of roles whose rules are not in the app, such as `view`.
   * @default - none
   */
  readonly roles?: string[];
}

/** Which Secrets a compromised sandbox may have. What is not given it may not. */
export interface SecretsBudget {
  /**
   * Names of Secrets: in its variables and volumes, for its images, and by the API where roles name them; and audiences
   * of projected tokens as `token for vault`.
   * @default - none
   */
  readonly names?: string[];

  /**
   * Namespaces whose Secrets may be read by the API; `*` is all.
   * @default - none
   */
  readonly readableIn?: string[];
}

/** Whose identity a compromised sandbox may take. What is not given it may not. */
export interface IdentityBudget {
  /**
   * Identities of clouds, such as the ARN of a role, as the annotations of the ServiceAccount name them;
   * `eks-pod-identity` and `gke-workload-identity` are those that EKS and GKE give to a ServiceAccount by themselves.
   * @default - none
   */
  readonly identities?: string[];

  /**
   * That of the node, by a metadata service.
   * @default false
   */
  readonly node?: boolean;
}

/** Which volumes a compromised sandbox may share with others. What is not given it may not. */
export interface VolumesBudget {
  /**
   * Names of PersistentVolumeClaims, and servers of other volumes as the report names them, that it may write.
   * @default - none
   */
  readonly written?: string[];

  /**
   * The same that it may read; what is written may be read.
   * @default - none
   */
  readonly read?: string[];
}

/** What a compromised sandbox may have of its node. What is not given it may not. */
export interface NodesBudget {
  /**
   * The kernel of the node: no runtime isolates it, or one that is not known.
   * @default false
   */
  readonly kernel?: boolean;

  /**
   * Privileged containers.
   * @default false
   */
  readonly privileged?: boolean;

  /**
   * The network, the processes or the IPC of the node.
   * @default false
   */
  readonly hostNamespaces?: boolean;

  /**
   * Ports of the node.
   * @default false
   */
  readonly hostPorts?: boolean;

  /**
   * Capabilities that are added, such as `NET_ADMIN`.
   * @default - none
   */
  readonly capabilities?: string[];

  /**
   * Paths of the node that it may write, and what is below them.
   * @default - none
   */
  readonly writtenPaths?: string[];

  /**
   * Paths of the node that it may read, and what is below them.
   * @default - none
   */
  readonly readPaths?: string[];

  /**
   * Nodes that pods of other namespaces run on, too.
   * @default true
   */
  readonly shared?: boolean;
}

/**
 * What a compromised sandbox may reach. An area that is given bounds it to what is in it: `{}` is nothing.
 * `{ isolated: true }` is a sandbox on its own.
 */
export interface BlastBudget {
  /**
   * Bounds each area that is not given to nothing: no network, no API, no Secrets, no identity, no shared volumes, and
   * nothing of its node, which it may share with others.
   * @default false
   */
  readonly isolated?: boolean;

  /**
   * Whom it reaches by its network.
   * @default - not bounded
   */
  readonly network?: NetworkBudget;

  /**
   * What it does at the API server.
   * @default - not bounded
   */
  readonly api?: ApiBudget;

  /**
   * Which Secrets it has.
   * @default - not bounded
   */
  readonly secrets?: SecretsBudget;

  /**
   * Whose identity it takes.
   * @default - not bounded
   */
  readonly identity?: IdentityBudget;

  /**
   * Which volumes it shares.
   * @default - not bounded
   */
  readonly volumes?: VolumesBudget;

  /**
   * What it has of its node.
   * @default - not bounded
   */
  readonly nodes?: NodesBudget;
}
