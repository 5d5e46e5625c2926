import { Duration } from 'cdk8s';
import { RouterAuth } from './router-auth';
import type { ContainerResources, INetworkPolicyPeer } from '../kubernetes/kplus';
import { Toleration } from '../kubernetes/toleration';

/** The routers that upstream has: neither is part of a release. */
export enum RouterImplementation {
  /** The router that comes with the Python client: finds sandboxes by the names of their Services. */
  PYTHON = 'python',
  /** The router in Go, from v0.5.1: finds them by name, and by the addresses of their pods. */
  GO = 'go',
}

/** A Gateway that leads to a router. */
export interface RouterRouteOptions {
  /** Name of the Gateway. */
  readonly gatewayName: string;

  /**
   * Namespace of the Gateway, which must admit routes of the router's.
   * @default - that of the router
   */
  readonly gatewayNamespace?: string;

  /**
   * Name of the listener.
   * @default - all listeners
   */
  readonly sectionName?: string;

  /**
   * Host names of the requests.
   * @default - any
   */
  readonly hostnames?: string[];
}

/** A sandbox router. */
export interface SandboxRouterProps {
  /** Which router the image is. */
  readonly implementation: RouterImplementation;

  /** The image, with its tag or digest; upstream publishes none for the Python router. */
  readonly image: string;

  /** How callers prove who they are. */
  readonly auth: RouterAuth;

  /**
   * Namespace of the router, which exists. Policies that the controller manages admit routers of `agent-sandbox-system`
   * alone (from v0.5.0); templates of other policies name the router in theirs.
   * @default agent-sandbox-system
   */
  readonly namespace?: string;

  /**
   * How many.
   * @default 2
   */
  readonly replicas?: number;

  /**
   * Who may call it. Given, a NetworkPolicy admits these alone, and lets the router reach sandboxes, cluster DNS and the
   * API server.
   * @default - no policy: whatever the cluster allows
   */
  readonly allowFrom?: INetworkPolicyPeer[];

  /**
   * Who may scrape the metrics of a Go router. Needs `allowFrom`.
   * @default - nobody, where `allowFrom` is given
   */
  readonly metricsFrom?: INetworkPolicyPeer[];

  /**
   * An HTTPRoute by which a Gateway leads to it.
   * @default - none
   * @see https://gateway-api.sigs.k8s.io/api-types/httproute/
   */
  readonly route?: RouterRouteOptions;

  /**
   * Whether a Go router watches pods, which is what the header `X-Sandbox-UID` and sandboxes without a Service need.
   * @default true for Go
   */
  readonly podCache?: boolean;

  /**
   * The one namespace whose sandboxes the cache of a Go router serves.
   * @default - all namespaces
   */
  readonly cacheNamespace?: string;

  /**
   * How long a sandbox may take to answer, in whole seconds.
   * @default Duration.seconds(180)
   */
  readonly proxyTimeout?: Duration;

  /**
   * Name of a Secret with `tls.crt` and `tls.key`, with which a Go router serves TLS on port 8443 besides.
   * @default - no TLS
   */
  readonly tlsSecretName?: string;

  /**
   * Addresses of the proxies in front of a Python router, as CIDRs: only behind known proxies can it tell clients apart
   * and bound the connections of each, to 64.
   * @default - none, and connections are not bounded
   */
  readonly trustedProxyCidrs?: string[];

  /**
   * Arguments of a Go router that have no prop.
   * @default - none
   */
  readonly extraArgs?: string[];

  /**
   * Environment, besides what the props set.
   * @default - none
   */
  readonly env?: { [name: string]: string };

  /**
   * CPU, memory and ephemeral storage. Replaces the default as a whole.
   * @default - upstream's: requests of 250m and 512Mi, limits of 1 and 1Gi (Go: 250m and 256Mi, 2 and 1Gi)
   */
  readonly resources?: ContainerResources;

  /**
   * Names of Secrets to pull the image with.
   * @default - none
   */
  readonly imagePullSecrets?: string[];

  /**
   * Labels of nodes that it may run on.
   * @default - any node
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * Taints that it may run in spite of.
   * @default - none
   */
  readonly tolerations?: Toleration[];

  /**
   * Priority class.
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;

  /**
   * Labels for every object. The label `app` belongs to its selectors.
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations for every object.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };

  /**
   * Annotations for its pods, such as those that a collector of metrics looks for.
   * @default - none
   */
  readonly podAnnotations?: { [key: string]: string };
}
