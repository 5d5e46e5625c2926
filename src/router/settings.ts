import type { Amounts } from '../checks/amounts';

/** How callers of the router prove who they are. */
export type RouterAuthSettings =
  | { readonly mode: 'token'; readonly secretName: string; readonly key: string }
  | { readonly mode: 'token-review'; readonly audiences: readonly string[] }
  | { readonly mode: 'scoped-token'; readonly secretName: string; readonly key: string }
  | { readonly mode: 'none' };

/** A Gateway that leads to the router. */
export interface RouterRoute {
  readonly gatewayName: string;
  readonly gatewayNamespace?: string;
  readonly sectionName?: string;
  readonly hostnames: readonly string[];
}

/** A router, spelled out. */
export interface RouterSettings {
  readonly implementation: 'python' | 'go';
  readonly image: string;
  readonly namespace: string;
  readonly auth: RouterAuthSettings;
  readonly replicas: number;
  readonly clusterDomain: string;
  /** How long an answer of a sandbox may take, in whole seconds. */
  readonly proxyTimeout: number;
  /** Where the router finds pods by its cache: one namespace, all, or nowhere. */
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
  /** Rules of the policy: who may call it, and who may scrape it; without callers there is no policy. */
  readonly callers?: readonly object[];
  readonly scrapers: readonly object[];
  readonly route?: RouterRoute;
}
