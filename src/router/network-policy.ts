import { callsApiServer, IMPLEMENTATIONS, ROUTER, TLS_PORT } from './implementations';
import type { RouterSettings } from './settings';
import { ROUTER_LABELS, SANDBOX_LABEL } from '../api/labels';
import { InstallObject, kubeObject } from '../kubernetes/kube-object';
import { NetworkPolicyEngine } from '../kubernetes/network-policy-engine';
import { egressToClusterDns } from '../kubernetes/well-known';
import { ALWAYS_BLOCKED } from '../network/intent/addresses';
import type { AddressRange, Port } from '../network/intent/intent';
import { networkPolicyRules } from '../network/policies/network-policy';

/** Sandboxes, whatever their name. */
const ALL_SANDBOXES = { matchExpressions: [{ key: SANDBOX_LABEL, operator: 'Exists' }] };

/** Labels of the router with the source that Cilium gives to labels of Kubernetes. */
const CILIUM_LABELS = Object.fromEntries(Object.entries(ROUTER_LABELS).map(([key, value]) => [`k8s:${key}`, value]));

/** Ports of API servers: behind a load balancer, and their own. */
const API_SERVER_PORTS = [443, 6443];

/**
 * The policies of the router, if it has callers that are named: they may reach it, and it may reach sandboxes of any
 * namespace, the DNS of the cluster, and the API server where it asks that. Probes need no rule: a node always reaches
 * its own pods.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function routerNetworkPolicies(settings: RouterSettings): InstallObject[] {
  const { callers, namespace, engine } = settings;
  if (!callers) { return []; }
  const metadata = { name: ROUTER, namespace };
  const policies: InstallObject[] = [{
    id: 'NetworkPolicy',
    object: kubeObject(settings, { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' }, metadata, {
      spec: {
        podSelector: { matchLabels: ROUTER_LABELS },
        policyTypes: ['Ingress', 'Egress'],
        ingress: ingressRules(settings, callers),
        egress: [
          { to: [{ namespaceSelector: {}, podSelector: ALL_SANDBOXES }] },
          ...egressToClusterDns(settings.dns),
          ...egressToApiServer(settings),
        ],
      },
    }),
  }];
  if (callsApiServer(settings) && engine === NetworkPolicyEngine.CILIUM) {
    policies.push({
      id: 'CiliumNetworkPolicy',
      object: kubeObject(settings, { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy' }, metadata, {
        spec: {
          endpointSelector: { matchLabels: CILIUM_LABELS },
          egress: [{
            toEntities: ['kube-apiserver'],
            toPorts: [{ ports: API_SERVER_PORTS.map((port) => ({ port: String(port), protocol: 'TCP' })) }],
          }],
        },
      }),
    });
  }
  return policies;
}

function ingressRules(settings: RouterSettings, callers: readonly object[]): object[] {
  const { scrapers, implementation, tlsSecretName } = settings;
  const { metrics, ports, proxyPort } = IMPLEMENTATIONS[implementation];
  const portNamed = (name: string) => tcp(ports.find((port) => port.name === name)!.containerPort);
  return [
    ...(callers.length > 0
      ? [{ from: callers, ports: [portNamed(proxyPort), ...(tlsSecretName ? [tcp(TLS_PORT)] : [])] }]
      : []),
    ...(metrics && scrapers.length > 0 ? [{ from: scrapers, ports: [portNamed(metrics)] }] : []),
  ];
}

/** A policy sees the address of an API server, not that of its Service, and no selector matches it. */
function egressToApiServer(settings: RouterSettings): readonly object[] {
  const { apiServer } = settings;
  if (!callsApiServer(settings) || apiServer.length === 0) { return []; }
  const targets = apiServer.map((cidr): AddressRange => ({ kind: 'range', cidr }));
  const ports = API_SERVER_PORTS.map((port): Port => ({ protocol: 'TCP', port }));
  return networkPolicyRules({ ingress: [], egress: { rules: [{ targets, ports }], blocked: ALWAYS_BLOCKED } }).egress!;
}

function tcp(port: number): object {
  return { port, protocol: 'TCP' };
}
