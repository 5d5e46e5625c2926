import { CONTROLLER, SELECTOR } from '../../api/controller-names';
import { InstallObject, kubeObject } from '../../kubernetes/kube-object';
import { flagValue, InstallSettings, portOf } from '../settings';

/** The Service by which metrics are scraped, unless metrics are turned off. */
export function metricsService(settings: InstallSettings): InstallObject[] {
  const metricsPort = portOf(settings, 'metrics');
  if (metricsPort === undefined) { return []; }
  const { name, port, targetPort } = settings.release.install.servicePort;
  // Releases whose container names no ports are reached by number.
  const byNumber = typeof targetPort === 'number';
  return [
    {
      id: 'Service',
      object: kubeObject(
        settings,
        { apiVersion: 'v1', kind: 'Service' },
        {
          name: CONTROLLER,
          namespace: settings.namespace,
          labels: SELECTOR,
        },
        {
          spec: {
            selector: SELECTOR,
            ports: [
              {
                ...(name && { name }),
                port: byNumber ? port : metricsPort,
                protocol: 'TCP',
                targetPort: byNumber ? metricsPort : targetPort,
              },
            ],
          },
        },
      ),
    },
  ];
}

/** The Service by which the API server reaches the conversion webhook. */
export function webhookService(settings: InstallSettings): InstallObject[] {
  const targetPort = portOf(settings, 'webhook');
  if (targetPort === undefined) { return []; }
  return [{
    id: 'WebhookService',
    object: kubeObject(settings, { apiVersion: 'v1', kind: 'Service' }, {
      name: flagValue(settings, 'webhook-service-name'),
      namespace: settings.namespace,
    }, {
      spec: {
        selector: SELECTOR,
        ports: [{ name: 'webhook', port: 443, protocol: 'TCP', targetPort }],
      },
    }),
  }];
}
