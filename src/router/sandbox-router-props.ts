import { Duration } from 'cdk8s';
import { RouterAuth } from './router-auth';
import type { ContainerResources, INetworkPolicyPeer } from '../kubernetes/kplus';
import { Toleration } from '../kubernetes/toleration';
import type { HttpRouteOptions } from '../network/http-route-options';

/** The routers of upstream. Manifests and releases of Agent Sandbox do not contain them. */
export enum RouterImplementation {
  /**
   * The router of the Python client: it finds sandboxes by the names of their Services. Upstream publishes no image.
   */
  PYTHON = 'python',
  /**
   * The router in Go, from v0.5.1: it finds sandboxes by name and by the addresses of their pods. From v1.0.1 upstream
   * publishes the image `registry.k8s.io/agent-sandbox/sandbox-router-go:<release>`; there is no tag `latest`.
   */
  GO = 'go',
}

/** A sandbox router. */
export interface SandboxRouterProps {
  /** The router that the image contains. */
  readonly implementation: RouterImplementation;

  /**
   * The image, with its tag or digest, such as `registry.k8s.io/agent-sandbox/sandbox-router-go:v1.0.5`. Upstream
   * publishes none of the Python router, and none of the Go router before v1.0.1.
   */
  readonly image: string;

  /** The authentication of callers. */
  readonly auth: RouterAuth;

  /**
   * Namespace of the router, which must exist. From v0.5.0, policies that the controller manages admit routers in
   * `agent-sandbox-system` only; templates with other policies name the router in them.
   * @default agent-sandbox-system
   */
  readonly namespace?: string;

  /**
   * Number of replicas.
   * @default 2
   */
  readonly replicas?: number;

  /**
   * Peers that may call it. When set, a NetworkPolicy admits only these, and lets the router reach sandboxes, the DNS
   * of the cluster and, where it asks that, the API server.
   * @default - no policy
   */
  readonly allowFrom?: INetworkPolicyPeer[];

  /**
   * Peers that may scrape the metrics of a Go router. Needs `allowFrom`.
   * @default - none, where `allowFrom` is set
   */
  readonly metricsFrom?: INetworkPolicyPeer[];

  /**
   * Addresses of the API server as CIDRs, such as `192.0.2.10/32`: those of its endpoints, as a policy does not see the
   * address of its Service. Required with `allowFrom` where a Go router asks the API server, which it does for
   * `podCache` and `RouterAuth.tokenReview`; with the engine CILIUM they are known.
   * @default - none
   */
  readonly apiServerCidrs?: string[];

  /**
   * A Gateway whose requests an HTTPRoute sends to it.
   * @default - none
   * @see https://gateway-api.sigs.k8s.io/api-types/httproute/
   */
  readonly route?: HttpRouteOptions;

  /**
   * Whether a Go router watches pods. The header `X-Sandbox-UID` and sandboxes without a Service need it.
   * @default true for Go
   */
  readonly podCache?: boolean;

  /**
   * The only namespace whose pods the cache of a Go router contains.
   * @default - all namespaces
   */
  readonly cacheNamespace?: string;

  /**
   * The longest time until a sandbox answers, in whole seconds.
   * @default Duration.seconds(180)
   */
  readonly proxyTimeout?: Duration;

  /**
   * Name of a Secret with `tls.crt` and `tls.key`. A Go router then serves TLS on port 8443 as well.
   * @default - no TLS
   */
  readonly tlsSecretName?: string;

  /**
   * Addresses of the proxies in front of a Python router as CIDRs. Behind known proxies it tells clients apart, and
   * limits each to 64 connections.
   * @default - none, and connections are not limited
   */
  readonly trustedProxyCidrs?: string[];

  /**
   * Arguments of a Go router for which there is no prop.
   * @default - none
   */
  readonly extraArgs?: string[];

  /**
   * Environment variables besides those that props set.
   * @default - none
   */
  readonly env?: { [name: string]: string };

  /**
   * CPU, memory and ephemeral storage. Replaces the default as a whole.
   * @default - upstream's: requests of 250m and 512Mi, limits of 1 and 1Gi (Go: 250m and 256Mi, 2 and 1Gi)
   */
  readonly resources?: ContainerResources;

  /**
   * Names of Secrets to pull the image with, in the namespace of the router.
   * @default - those of the SandboxCluster
   */
  readonly imagePullSecrets?: string[];

  /**
   * Labels of the nodes that it may run on.
   * @default - all nodes
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * Taints that it tolerates.
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
   * Annotations for its pods, such as those for a collector of metrics.
   * @default - none
   */
  readonly podAnnotations?: { [key: string]: string };
}
