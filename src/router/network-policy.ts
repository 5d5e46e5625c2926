import { callsApiServer, IMPLEMENTATIONS, ROUTER, TLS_PORT } from './implementations';
import type { RouterSettings } from './settings';
import { ROUTER_LABELS, SANDBOX_LABEL } from '../api/labels';
import { InstallObject, kubeObject } from '../kubernetes/kube-object';
import { egressToClusterDns } from '../kubernetes/well-known';

/**
 * Who may reach the router, and whom it may reach: sandboxes of any namespace, cluster DNS, and the API server where it
 * asks that. Probes need no rule: a node always reaches its own pods.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function routerNetworkPolicy(settings: RouterSettings): InstallObject[] {
  const { callers, scrapers, implementation, namespace, tlsSecretName } = settings;
  if (!callers) { return []; }
  const { metrics, ports } = IMPLEMENTATIONS[implementation];
  const numberOf = (name: string) => ports.find((port) => port.name === name)!.containerPort;
  const proxy = [numberOf(IMPLEMENTATIONS[implementation].proxyPort), ...(tlsSecretName ? [TLS_PORT] : [])];
  return [
    {
      id: 'NetworkPolicy',
      object: kubeObject(
        settings,
        { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' },
        { name: ROUTER, namespace },
        {
          spec: {
            podSelector: { matchLabels: ROUTER_LABELS },
            policyTypes: ['Ingress', 'Egress'],
            ingress: [
              ...(callers.length > 0 ? [{ from: callers, ports: proxy.map(tcp) }] : []),
              ...(metrics && scrapers.length > 0 ? [{ from: scrapers, ports: [tcp(numberOf(metrics))] }] : []),
            ],
            egress: [
              {
                to: [
                  {
                    namespaceSelector: {},
                    podSelector: { matchExpressions: [{ key: SANDBOX_LABEL, operator: 'Exists' }] },
                  },
                ],
              },
              egressToClusterDns(),
              // No selector matches an API server, and a policy sees the address behind its Service: the port is all there is.
              ...(callsApiServer(settings) ? [{ ports: [tcp(443), tcp(6443)] }] : []),
            ],
          },
        },
      ),
    },
  ];
}

function tcp(port: number): object {
  return { port, protocol: 'TCP' };
}
