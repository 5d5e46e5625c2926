import { ENV_OF_PROPS } from './configuration';
import { RouterImplementation, SandboxRouterProps } from './sandbox-router-props';
import type { RouterSettings } from './settings';
import { ROUTER_LABELS } from '../api/labels';
import { checkCount, checkForm, checkMetadata, shown } from '../checks/forms';
import { checkReference } from '../checks/image';
import { checkMembers } from '../checks/members';
import { checkShapes } from '../checks/shapes';
import { checkHttpRoute, HTTP_ROUTE_OPTIONS } from '../network/http-route';
import { parseCidr } from '../network/intent/cidr';
import { checkPeer } from '../network/intent/kplus-rules';

/** The names of the props: the type holds the list complete. */
const PROPS: Readonly<Record<keyof SandboxRouterProps, true>> = {
  implementation: true,
  image: true,
  auth: true,
  namespace: true,
  replicas: true,
  allowFrom: true,
  metricsFrom: true,
  apiServerCidrs: true,
  route: true,
  podCache: true,
  cacheNamespace: true,
  proxyTimeout: true,
  tlsSecretName: true,
  trustedProxyCidrs: true,
  extraArgs: true,
  env: true,
  resources: true,
  imagePullSecrets: true,
  nodeSelector: true,
  tolerations: true,
  priorityClassName: true,
  labels: true,
  annotations: true,
  podAnnotations: true,
};

/** Props that one router alone has: the other would ignore them. */
const OF_ONE: Record<RouterImplementation, ReadonlyArray<keyof SandboxRouterProps>> = {
  [RouterImplementation.PYTHON]: ['trustedProxyCidrs'],
  [RouterImplementation.GO]: [
    'podCache', 'cacheNamespace', 'tlsSecretName', 'extraArgs', 'metricsFrom', 'apiServerCidrs',
  ],
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

/** @throws at the first prop that is malformed, or of the other router */
export function checkProps(props: SandboxRouterProps): void {
  checkMembers('the props', props, Object.keys(PROPS));
  checkShapes('the props', props, {
    allowFrom: 'list',
    metricsFrom: 'list',
    apiServerCidrs: 'list',
    route: 'object',
    podCache: 'boolean',
    trustedProxyCidrs: 'list',
    extraArgs: 'list',
    env: 'object',
    resources: 'object',
    imagePullSecrets: 'list',
    nodeSelector: 'object',
    tolerations: 'objects',
    labels: 'object',
    annotations: 'object',
    podAnnotations: 'object',
  });
  const { implementation, image, auth, namespace, replicas } = props;
  if (!Object.values(RouterImplementation).includes(implementation)) {
    throw new Error(
      `'implementation' is ${shown(implementation)}; give RouterImplementation.PYTHON or RouterImplementation.GO`,
    );
  }
  checkReference("'image'", image);
  if (namespace !== undefined) { checkForm('namespace of the router', namespace, 'DNS label'); }
  if (replicas !== undefined) { checkCount("'replicas'", replicas, 0); }
  checkAuth(implementation, auth);
  checkOfOne(props);
  checkNames(props);
  checkConfiguration(props);
  checkNetwork(props);
  if (props.route) { checkHttpRoute(checkMembers("'route'", props.route, HTTP_ROUTE_OPTIONS)); }
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
    throw new Error(`'auth' is ${name}, which the ${implementation} router does not know; `
      + `give ${others.join(' or ')}, or the other 'implementation'`);
  }
}

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

function checkNames(props: SandboxRouterProps): void {
  const { labels = {}, nodeSelector = {}, annotations = {}, podAnnotations = {} } = props;
  if (props.tlsSecretName !== undefined) { checkForm("'tlsSecretName'", props.tlsSecretName, 'DNS subdomain'); }
  if (props.priorityClassName !== undefined) { checkForm('priority class', props.priorityClassName, 'DNS subdomain'); }
  for (const secret of props.imagePullSecrets ?? []) { checkForm('image pull secret', secret, 'DNS subdomain'); }
  checkMetadata("'labels'", labels, 'label');
  checkMetadata("'nodeSelector'", nodeSelector, 'label');
  checkMetadata("'annotations'", annotations, 'annotation');
  checkMetadata("'podAnnotations'", podAnnotations, 'annotation');
  const taken = Object.keys(ROUTER_LABELS).find((key) => key in labels);
  if (taken) {
    throw new Error(
      `'labels' sets the label '${taken}', by which Services and policies find the router; choose another key`,
    );
  }
}

function checkConfiguration({ cacheNamespace, podCache, env = {}, extraArgs = [] }: SandboxRouterProps): void {
  if (cacheNamespace !== undefined) {
    checkForm("'cacheNamespace'", cacheNamespace, 'DNS label');
    if (podCache === false) { throw new Error("'cacheNamespace' is set and 'podCache' is false; remove one"); }
  }
  for (const [name, value] of Object.entries(env)) {
    checkForm("name in 'env'", name, 'environment variable name');
    if (typeof value !== 'string') { throw new Error(`'env' has '${name}': ${shown(value)}; give text`); }
    if (ENV_OF_PROPS.includes(name)) {
      throw new Error(`'env' sets ${name}, which a prop sets; use 'auth', 'proxyTimeout' and 'trustedProxyCidrs', `
        + 'and the domain of the SandboxCluster');
    }
  }
  for (const argument of extraArgs) {
    if (typeof argument !== 'string') { throw new Error(`'extraArgs' has ${shown(argument)}; give texts`); }
  }
}

function checkNetwork(props: SandboxRouterProps): void {
  const { allowFrom, metricsFrom, trustedProxyCidrs = [], apiServerCidrs } = props;
  for (const cidr of [...trustedProxyCidrs, ...apiServerCidrs ?? []]) { parseCidr(cidr); }
  for (const peer of [...allowFrom ?? [], ...metricsFrom ?? []]) { checkPeer(peer); }
  for (const [name, value] of Object.entries({ metricsFrom, apiServerCidrs })) {
    if (value && !allowFrom) {
      throw new Error(`'${name}' is set without 'allowFrom', so that there is no policy for it; `
        + "set 'allowFrom' as well, to an empty list if there are no callers");
    }
  }
}
