import { ENV_OF_PROPS } from './configuration';
import { RouterImplementation, RouterRouteOptions, SandboxRouterProps } from './sandbox-router-props';
import type { RouterRoute, RouterSettings } from './settings';
import { ROUTER_LABELS } from '../api/labels';
import { resourceAmounts } from '../checks/amounts';
import { checkCount, checkForm, checkMetadata, milliseconds, shown } from '../checks/forms';
import { tolerationJson } from '../checks/toleration-json';
import { parseCidr } from '../network/intent/cidr';
import { peersJson } from '../network/intent/peer-json';

const DEFAULT_PROXY_TIMEOUT_SECONDS = 180;

/** What only one of the two routers understands. */
const OF_ONE: Record<RouterImplementation, ReadonlyArray<keyof SandboxRouterProps>> = {
  [RouterImplementation.PYTHON]: ['trustedProxyCidrs'],
  [RouterImplementation.GO]: ['podCache', 'cacheNamespace', 'tlsSecretName', 'extraArgs', 'metricsFrom'],
};

const AUTH_OF: Record<
  RouterSettings['auth']['mode'],
  { readonly implementation?: RouterImplementation; readonly name: string }
> = {
  'token': { implementation: RouterImplementation.PYTHON, name: 'RouterAuth.token' },
  'token-review': { implementation: RouterImplementation.GO, name: 'RouterAuth.tokenReview' },
  'scoped-token': { implementation: RouterImplementation.GO, name: 'RouterAuth.scopedToken' },
  'none': { name: 'RouterAuth.unauthenticated' },
};

/**
 * The props of a router spelled out and checked.
 *
 * @throws at the first that is malformed, or of the other implementation
 */
export function resolveProps(props: SandboxRouterProps, namespace: string, clusterDomain: string): RouterSettings {
  check(props, namespace);
  const { implementation, podCache = implementation === RouterImplementation.GO, cacheNamespace, proxyTimeout } = props;
  const timeout =
    proxyTimeout === undefined ? DEFAULT_PROXY_TIMEOUT_SECONDS : milliseconds("'proxyTimeout'", proxyTimeout) / 1000;
  checkCount("'proxyTimeout' in seconds", timeout, 1);
  return {
    implementation,
    image: props.image,
    namespace,
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
    nodeSelector: props.nodeSelector,
    tolerations: props.tolerations?.map(tolerationJson),
    priorityClassName: props.priorityClassName,
    labels: props.labels ?? {},
    annotations: props.annotations ?? {},
    podAnnotations: props.podAnnotations ?? {},
    callers: props.allowFrom && peersJson(props.allowFrom),
    scrapers: peersJson(props.metricsFrom ?? []),
    route: props.route && routeOf(props.route),
  };
}

function check(props: SandboxRouterProps, namespace: string): void {
  const { implementation, image, auth, labels, podAnnotations, annotations, env } = props;
  if (!Object.values(RouterImplementation).includes(implementation)) {
    throw new Error(
      `'implementation' is ${shown(implementation)}; give RouterImplementation.PYTHON or RouterImplementation.GO`,
    );
  }
  if (typeof image !== 'string' || !/^[^\s]+$/.test(image)) {
    throw new Error(
      `'image' of the router is ${shown(image)}; give a reference such as registry.example.com/sandbox-router:v1.0.5`,
    );
  }
  checkForm('namespace of the router', namespace, 'DNS label');
  if (props.replicas !== undefined) { checkCount("'replicas'", props.replicas, 0); }
  checkAuth(implementation, auth);
  checkOfOne(props);
  for (const cidr of props.trustedProxyCidrs ?? []) { parseCidr(cidr); }
  if (props.cacheNamespace !== undefined) {
    checkForm("'cacheNamespace'", props.cacheNamespace, 'DNS label');
    if (props.podCache === false) { throw new Error("'cacheNamespace' is set and 'podCache' is false; remove one"); }
  }
  if (props.tlsSecretName !== undefined) { checkForm("'tlsSecretName'", props.tlsSecretName, 'DNS subdomain'); }
  if (props.priorityClassName !== undefined) { checkForm('priority class', props.priorityClassName, 'DNS subdomain'); }
  for (const secret of props.imagePullSecrets ?? []) { checkForm('image pull secret', secret, 'DNS subdomain'); }
  checkMetadata("'labels'", labels ?? {}, 'label');
  checkMetadata("'nodeSelector'", props.nodeSelector ?? {}, 'label');
  checkMetadata("'annotations'", annotations ?? {}, 'annotation');
  checkMetadata("'podAnnotations'", podAnnotations ?? {}, 'annotation');
  for (const name of Object.keys(env ?? {})) {
    checkForm("name in 'env'", name, 'environment variable name');
    if (ENV_OF_PROPS.includes(name)) {
      throw new Error(
        `'env' sets ${name}, which props say; use 'auth', 'proxyTimeout' and 'trustedProxyCidrs', and the domain of the SandboxCluster`,
      );
    }
  }
  const taken = Object.keys(ROUTER_LABELS).find((key) => key in (labels ?? {}));
  if (taken) {
    throw new Error(
      `'labels' sets the label '${taken}', by which Services and policies find the router; choose another key`,
    );
  }
  if (props.metricsFrom && !props.allowFrom) {
    throw new Error(
      "'metricsFrom' is set without 'allowFrom', so there is no policy that would admit anyone; set 'allowFrom' too, to an empty list if nobody calls",
    );
  }
}

function checkAuth(implementation: RouterImplementation, auth: SandboxRouterProps['auth']): void {
  if (auth?._settings === undefined) {
    throw new Error(`'auth' is ${shown(auth)}; give one of RouterAuth, such as RouterAuth.tokenReview()`);
  }
  const { implementation: wanted, name } = AUTH_OF[auth._settings.mode];
  if (wanted && wanted !== implementation) {
    const others = Object.values(AUTH_OF)
      .filter((each) => each.implementation === implementation)
      .map((each) => each.name);
    throw new Error(
      `'auth' is ${name}, which the ${implementation} router does not know; give ${others.join(' or ')}, or the other 'implementation'`,
    );
  }
}

/** A prop of the other router would be dropped silently. */
function checkOfOne(props: SandboxRouterProps): void {
  for (const [implementation, names] of Object.entries(OF_ONE)) {
    if (implementation === props.implementation) { continue; }
    const name = names.find((each) => props[each] !== undefined);
    if (name) {
      throw new Error(
        `'${name}' is for the ${implementation} router, and this is the ${props.implementation} router; remove it`,
      );
    }
  }
}

function routeOf({ gatewayName, gatewayNamespace, sectionName, hostnames = [] }: RouterRouteOptions): RouterRoute {
  checkForm("'gatewayName'", gatewayName, 'DNS subdomain');
  if (gatewayNamespace !== undefined) { checkForm("'gatewayNamespace'", gatewayNamespace, 'DNS label'); }
  if (sectionName !== undefined) { checkForm("'sectionName'", sectionName, 'DNS subdomain'); }
  for (const hostname of hostnames) {
    checkForm('host name of the route', hostname.replace(/^\*\./, ''), 'DNS subdomain');
  }
  return { gatewayName, gatewayNamespace, sectionName, hostnames };
}
