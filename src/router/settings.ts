import type { Amounts } from '../checks/amounts';
import type { NetworkPolicyEngine } from '../kubernetes/network-policy-engine';
import type { ClusterDns } from '../kubernetes/well-known';
import type { HttpRouteOptions } from '../network/http-route-options';
import type { Cidr } from '../network/intent/cidr';

/** The authentication of the router's callers. */
export type RouterAuthSettings =
  | { readonly mode: 'token'; readonly secretName: string; readonly key: string }
  | { readonly mode: 'token-review'; readonly audiences: readonly string[] }
  | { readonly mode: 'scoped-token'; readonly secretName: string; readonly key: string }
  | { readonly mode: 'none' };

/** A router: its props with defaults. */
export interface RouterSettings {
  readonly implementation: 'python' | 'go';
  readonly image: string;
  readonly namespace: string;
  readonly auth: RouterAuthSettings;
  readonly replicas: number;
  readonly clusterDomain: string;
  /** The longest time until a sandbox answers, in whole seconds. */
  readonly proxyTimeout: number;
  /** The cache of pods: of one namespace, of all, or none. */
  readonly cache: 'off' | { readonly namespace?: string };
  readonly tlsSecretName?: string;
  readonly trustedProxyCidrs: readonly string[];
  readonly extraArgs: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly resources?: Amounts;
  readonly imagePullSecrets: readonly string[];
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly object[];
  readonly priorityClassName?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly podAnnotations: Readonly<Record<string, string>>;
  /** Peers of its policy that may call it. Undefined: there is no policy. */
  readonly callers?: readonly object[];
  /** Peers of its policy that may scrape its metrics. */
  readonly scrapers: readonly object[];
  /** Addresses of the API server. */
  readonly apiServer: readonly Cidr[];
  /** The network policy engine of the cluster. */
  readonly engine: NetworkPolicyEngine;
  /** Who answers lookups there, where it is known. */
  readonly dns?: ClusterDns;
  readonly route?: HttpRouteOptions;
}
