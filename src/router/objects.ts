import { routerDeployment } from './deployment';
import { callsApiServer, IMPLEMENTATIONS, PROXY_PORT, ROUTER, SERVICE, TLS_PORT } from './implementations';
import { routerNetworkPolicies } from './network-policy';
import type { RouterSettings } from './settings';
import { ROUTER_LABELS } from '../api/labels';
import { InstallObject, kubeObject } from '../kubernetes/kube-object';
import { HTTP_ROUTE, httpRouteSpec } from '../network/http-route';

/** Everything that makes a router, in the order to apply it. */
export function routerObjects(settings: RouterSettings): InstallObject[] {
  return [
    account(settings),
    ...podReader(settings),
    ...tokenReviewer(settings),
    ...routerNetworkPolicies(settings),
    service(settings),
    routerDeployment(settings),
    ...disruptionBudget(settings),
    ...httpRoute(settings),
  ];
}

function account(settings: RouterSettings): InstallObject {
  return {
    id: 'ServiceAccount',
    object: kubeObject(
      settings,
      { apiVersion: 'v1', kind: 'ServiceAccount' },
      { name: ROUTER, namespace: settings.namespace },
      {
        automountServiceAccountToken: callsApiServer(settings),
      },
    ),
  };
}

const RBAC = 'rbac.authorization.k8s.io';

/** Lets the cache of the Go router read pods: of one namespace, or of all. */
function podReader(settings: RouterSettings): InstallObject[] {
  const { cache, namespace } = settings;
  if (cache === 'off') { return []; }
  const [role, where] = cache.namespace
    ? (['Role', { namespace: cache.namespace }] as const)
    : (['ClusterRole', {}] as const);
  // Cluster-wide names carry the router's namespace: routers of two namespaces are two.
  const name = cache.namespace ? ROUTER : `${namespace}-${ROUTER}`;
  return [
    {
      id: role,
      object: kubeObject(settings, { apiVersion: `${RBAC}/v1`, kind: role }, { name, ...where }, {
        rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] }],
      }),
    },
    binding(settings, `${role}Binding`, { name, ...where }, { kind: role, name }),
  ];
}

/** Lets the Go router ask the API server whose token it was given, by the role that every cluster has for that. */
function tokenReviewer(settings: RouterSettings): InstallObject[] {
  if (settings.auth.mode !== 'token-review') { return []; }
  const name = `${settings.namespace}-${ROUTER}-token-review`;
  return [
    binding(
      settings,
      'ClusterRoleBinding',
      { name },
      { kind: 'ClusterRole', name: 'system:auth-delegator' },
      'TokenReviewClusterRoleBinding',
    ),
  ];
}

function binding(
  settings: RouterSettings,
  kind: string,
  metadata: { name: string; namespace?: string },
  role: { kind: string; name: string },
  id = kind,
): InstallObject {
  return {
    id,
    object: kubeObject(settings, { apiVersion: `${RBAC}/v1`, kind }, metadata, {
      roleRef: { apiGroup: RBAC, ...role },
      subjects: [{ kind: 'ServiceAccount', name: ROUTER, namespace: settings.namespace }],
    }),
  };
}

function service(settings: RouterSettings): InstallObject {
  const { proxyPort } = IMPLEMENTATIONS[settings.implementation];
  return {
    id: 'Service',
    object: kubeObject(
      settings,
      { apiVersion: 'v1', kind: 'Service' },
      { name: SERVICE, namespace: settings.namespace, labels: ROUTER_LABELS },
      {
        spec: {
          type: 'ClusterIP',
          selector: ROUTER_LABELS,
          ports: [
            { name: proxyPort, port: PROXY_PORT, protocol: 'TCP', targetPort: proxyPort },
            ...(settings.tlsSecretName
              ? [{ name: 'proxy-tls', port: TLS_PORT, protocol: 'TCP', targetPort: 'proxy-tls' }]
              : []),
          ],
        },
      },
    ),
  };
}

/** Routers leave their nodes one by one. */
function disruptionBudget(settings: RouterSettings): InstallObject[] {
  if (settings.replicas < 2) { return []; }
  return [
    {
      id: 'PodDisruptionBudget',
      object: kubeObject(
        settings,
        { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget' },
        { name: ROUTER, namespace: settings.namespace },
        {
          spec: { maxUnavailable: 1, selector: { matchLabels: ROUTER_LABELS } },
        },
      ),
    },
  ];
}

function httpRoute(settings: RouterSettings): InstallObject[] {
  const { route, namespace } = settings;
  if (!route) { return []; }
  return [
    {
      id: 'HttpRoute',
      object: kubeObject(settings, HTTP_ROUTE, { name: ROUTER, namespace }, {
        spec: httpRouteSpec(route, {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          backendRefs: [{ name: SERVICE, port: PROXY_PORT }],
        }),
      }),
    },
  ];
}
