import { PROXY_PORT, TLS_PORT } from './implementations';
import type { RouterSettings } from './settings';

/** Where Secrets are mounted, each in a directory of its own. */
export const TLS_DIRECTORY = '/etc/sandbox-router/tls';
export const TOKEN_DIRECTORY = '/etc/sandbox-router/scoped-token';

/** Connections of one client at most, where the router can tell clients apart. */
const BOUND = 'WEBSOCKET_MAX_CONNECTIONS_PER_CLIENT';
const CONNECTIONS_PER_CLIENT = 64;

/** Variables that props set. */
export const ENV_OF_PROPS = [
  'ALLOW_UNAUTHENTICATED_ROUTER',
  'ROUTER_AUTH_TOKEN',
  'CLUSTER_DOMAIN',
  'PROXY_TIMEOUT_SECONDS',
  'TRUSTED_PROXY_CIDRS',
];

/**
 * The arguments of the Go router: what it is told, though some equals its defaults.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/tree/main/sandbox-router
 */
export function routerArgs(settings: RouterSettings): string[] {
  const { auth, cache, clusterDomain, extraArgs, proxyTimeout, tlsSecretName } = settings;
  return [
    `--http-bind-address=:${PROXY_PORT}`,
    ...(tlsSecretName ? [
      `--https-bind-address=:${TLS_PORT}`,
      `--tls-cert-file=${TLS_DIRECTORY}/tls.crt`,
      `--tls-key-file=${TLS_DIRECTORY}/tls.key`,
    ] : []),
    '--metrics-bind-address=:9090',
    '--health-probe-bind-address=:8081',
    `--cluster-domain=${clusterDomain}`,
    `--proxy-timeout=${proxyTimeout}s`,
    `--cache-enabled=${cache !== 'off'}`,
    ...(cache !== 'off' && cache.namespace ? [`--cache-namespace=${cache.namespace}`] : []),
    ...authArgs(auth),
    ...extraArgs,
  ];
}

function authArgs(auth: RouterSettings['auth']): string[] {
  if (auth.mode === 'scoped-token') {
    return ['--authz-mode=scoped-token', `--authz-scoped-token-secret-file=${TOKEN_DIRECTORY}/${auth.key}`];
  }
  if (auth.mode !== 'token-review') { return ['--authz-mode=allow-all']; }
  return [
    '--authz-mode=tokenreview',
    '--authz-tokenreview-require-token=true',
    ...(auth.audiences.length > 0 ? [`--authz-tokenreview-audiences=${auth.audiences.join(',')}`] : []),
  ];
}

/**
 * The environment of the Python router.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/tree/main/clients/python/agentic-sandbox-client/sandbox-router
 */
export function routerEnv({ auth, clusterDomain, env, proxyTimeout, trustedProxyCidrs }: RouterSettings): object[] {
  // Behind a proxy all clients look like one: they are told apart only where the proxy is known.
  const known = trustedProxyCidrs.length > 0;
  return [
    { name: 'ALLOW_UNAUTHENTICATED_ROUTER', value: String(auth.mode === 'none') },
    ...(auth.mode === 'token'
      ? [{ name: 'ROUTER_AUTH_TOKEN', valueFrom: { secretKeyRef: { name: auth.secretName, key: auth.key } } }]
      : []),
    { name: 'CLUSTER_DOMAIN', value: clusterDomain },
    { name: 'PROXY_TIMEOUT_SECONDS', value: String(proxyTimeout) },
    ...(known ? [{ name: 'TRUSTED_PROXY_CIDRS', value: trustedProxyCidrs.join(',') }] : []),
    ...(BOUND in env ? [] : [{ name: BOUND, value: String(known ? CONNECTIONS_PER_CLIENT : 0) }]),
    ...plainEnv(env),
  ];
}

/** Variables that the user gave. */
export function plainEnv(env: RouterSettings['env']): object[] {
  return Object.entries(env).map(([name, value]) => ({ name, value }));
}
