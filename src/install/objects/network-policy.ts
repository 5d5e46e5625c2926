import { CONTROLLER, SELECTOR } from '../../api/controller-names';
import { InstallObject, kubeObject, optional } from '../../kubernetes/kube-object';
import { InstallSettings, Peer, portOf } from '../settings';

/**
 * The NetworkPolicy of the controller: the API server may reach its webhook, named peers its metrics, nobody else.
 *
 * The webhook port is open to any source, because no selector matches an API server. Probes need no rule: a node
 * always reaches its own pods.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function networkPolicy(settings: InstallSettings): InstallObject[] {
  if (!settings.networkPolicy) { return []; }
  const { metricsFrom } = settings.networkPolicy;
  const [metrics, webhook] = [portOf(settings, 'metrics'), portOf(settings, 'webhook')];
  const ingress = [
    ...(webhook !== undefined ? [{ ports: [{ port: webhook, protocol: 'TCP' }] }] : []),
    ...(metrics !== undefined && metricsFrom.length > 0
      ? [{ from: metricsFrom.map(peer), ports: [{ port: metrics, protocol: 'TCP' }] }]
      : []),
  ];
  return [
    {
      id: 'NetworkPolicy',
      object: kubeObject(
        settings,
        { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' },
        { name: CONTROLLER, namespace: settings.namespace },
        {
          spec: { podSelector: { matchLabels: SELECTOR }, policyTypes: ['Ingress'], ingress },
        },
      ),
    },
  ];
}

function peer({ namespaceLabels, podLabels }: Peer): object {
  return {
    ...(namespaceLabels && { namespaceSelector: optional('matchLabels', namespaceLabels) }),
    ...(podLabels && { podSelector: optional('matchLabels', podLabels) }),
  };
}
