import type { RouterSettings } from './settings';
import type { Amounts } from '../checks/amounts';

/** Names that both forms share, so that routes and clients find either. */
export const SERVICE = 'sandbox-router-svc';
export const ROUTER = 'sandbox-router';

export const PROXY_PORT = 8080;
export const TLS_PORT = 8443;

interface ContainerPort {
  readonly name: string;
  readonly containerPort: number;
}

/** What differs between the two routers that upstream has. */
export interface Implementation {
  /** Name of the Deployment. */
  readonly deployment: string;
  readonly container: string;
  /** Name of the port that callers use. */
  readonly proxyPort: string;
  readonly ports: readonly ContainerPort[];
  readonly probePort: string;
  readonly readyPath: string;
  /** The user of its image, where the image names none that Kubernetes can prove to be no root. */
  readonly user?: number;
  readonly resources: Amounts;
  readonly metrics?: string;
  /** Longer than it takes to end what is under way. */
  readonly terminationGracePeriodSeconds?: number;
}

/**
 * @see https://github.com/kubernetes-sigs/agent-sandbox/tree/main/clients/python/agentic-sandbox-client/sandbox-router
 * @see https://github.com/kubernetes-sigs/agent-sandbox/tree/main/sandbox-router
 */
export const IMPLEMENTATIONS: Record<RouterSettings['implementation'], Implementation> = {
  python: {
    deployment: 'sandbox-router-deployment',
    container: 'router',
    proxyPort: 'http',
    ports: [{ name: 'http', containerPort: PROXY_PORT }],
    probePort: 'http',
    readyPath: '/healthz',
    user: 1000,
    resources: { requests: { cpu: '250m', memory: '512Mi' }, limits: { cpu: '1', memory: '1Gi' } },
  },
  go: {
    deployment: ROUTER,
    container: ROUTER,
    proxyPort: 'proxy',
    ports: [
      { name: 'proxy', containerPort: PROXY_PORT },
      { name: 'metrics', containerPort: 9090 },
      { name: 'healthz', containerPort: 8081 },
    ],
    probePort: 'healthz',
    readyPath: '/readyz',
    resources: { requests: { cpu: '250m', memory: '256Mi' }, limits: { cpu: '2', memory: '1Gi' } },
    metrics: 'metrics',
    terminationGracePeriodSeconds: 45,
  },
};

/** Whether the router asks the API server anything. */
export function callsApiServer({ implementation, cache, auth }: RouterSettings): boolean {
  return implementation === 'go' && (cache !== 'off' || auth.mode === 'token-review');
}
