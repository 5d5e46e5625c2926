import { checkProps } from './check-props';
import { callsApiServer } from './implementations';
import { RouterImplementation, SandboxRouterProps } from './sandbox-router-props';
import type { RouterSettings } from './settings';
import { NAMESPACE } from '../api/controller-names';
import { resourceAmounts } from '../checks/amounts';
import { checkCount, milliseconds } from '../checks/forms';
import { tolerationJson } from '../checks/toleration-json';
import { NetworkPolicyEngine } from '../kubernetes/network-policy-engine';
import type { ClusterDns } from '../kubernetes/well-known';
import { ALWAYS_BLOCKED } from '../network/intent/addresses';
import { parseCidr } from '../network/intent/cidr';
import { checkRemains } from '../network/intent/intent';
import { peersJson } from '../network/intent/peer-json';

const DEFAULT_PROXY_TIMEOUT_SECONDS = 180;

/** The cluster of a router. */
export interface RouterCluster {
  readonly clusterDomain: string;
  readonly networkPolicyEngine: NetworkPolicyEngine;
  readonly dns?: ClusterDns;
}

/**
 * The settings of a router: its props, checked, with defaults.
 *
 * @throws at the first prop that is malformed, or of the other router
 */
export function resolveProps(props: SandboxRouterProps, cluster: RouterCluster): RouterSettings {
  checkProps(props);
  const { clusterDomain, networkPolicyEngine, dns } = cluster;
  const { implementation, podCache = implementation === RouterImplementation.GO, cacheNamespace, proxyTimeout } = props;
  const timeout = proxyTimeout === undefined
    ? DEFAULT_PROXY_TIMEOUT_SECONDS
    : milliseconds("'proxyTimeout'", proxyTimeout) / 1000;
  checkCount("'proxyTimeout' in seconds", timeout, 1);
  const settings: RouterSettings = {
    implementation,
    image: props.image,
    namespace: props.namespace ?? NAMESPACE,
    auth: props.auth._settings,
    replicas: props.replicas ?? 2,
    clusterDomain,
    proxyTimeout: timeout,
    cache: podCache ? { ...(cacheNamespace !== undefined && { namespace: cacheNamespace }) } : 'off',
    tlsSecretName: props.tlsSecretName,
    trustedProxyCidrs: props.trustedProxyCidrs ?? [],
    extraArgs: props.extraArgs ?? [],
    env: props.env ?? {},
    resources: props.resources && resourceAmounts(props.resources),
    imagePullSecrets: props.imagePullSecrets ?? [],
    nodeSelector: { ...props.nodeSelector },
    tolerations: props.tolerations?.map(tolerationJson),
    priorityClassName: props.priorityClassName,
    labels: props.labels ?? {},
    annotations: props.annotations ?? {},
    podAnnotations: props.podAnnotations ?? {},
    callers: props.allowFrom && peersJson(props.allowFrom),
    scrapers: peersJson(props.metricsFrom ?? []),
    apiServer: (props.apiServerCidrs ?? []).map(parseCidr),
    engine: networkPolicyEngine,
    dns,
    route: props.route,
  };
  checkApiServer(settings);
  return settings;
}

/** Cilium knows the API server by itself; a NetworkPolicy knows its addresses only. */
function checkApiServer(settings: RouterSettings): void {
  const { callers, apiServer, engine } = settings;
  for (const cidr of apiServer) { checkRemains({ kind: 'range', cidr }, ALWAYS_BLOCKED); }
  const isNamed = apiServer.length > 0 || engine === NetworkPolicyEngine.CILIUM;
  if (!callers || !callsApiServer(settings) || isNamed) { return; }
  throw new Error("the router asks the API server, and 'allowFrom' makes a policy that needs its addresses; "
    + "set 'apiServerCidrs', such as ['192.0.2.10/32'], to the endpoints that "
    + '`kubectl get endpointslices -n default -l kubernetes.io/service-name=kubernetes` shows');
}
