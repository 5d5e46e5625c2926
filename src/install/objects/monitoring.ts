import { CONTROLLER, SELECTOR } from '../../api/controller-names';
import { InstallObject, kubeObject } from '../../kubernetes/kube-object';
import { InstallSettings } from '../settings';

const MONITORING = 'monitoring.coreos.com/v1';

/**
 * The ServiceMonitor by which the Prometheus operator scrapes the controller.
 *
 * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.ServiceMonitor
 */
export function serviceMonitor(settings: InstallSettings): InstallObject[] {
  if (!settings.serviceMonitor) { return []; }
  const { labels } = settings.serviceMonitor;
  const { name } = settings.release.install.servicePort;
  const secure = settings.flags['metrics-secure-serving'] === 'true';
  return [{
    id: 'ServiceMonitor',
    object: kubeObject(settings, { apiVersion: MONITORING, kind: 'ServiceMonitor' }, {
      name: CONTROLLER,
      namespace: settings.namespace,
      labels: { ...SELECTOR, ...labels },
    }, {
      spec: {
        selector: { matchLabels: SELECTOR },
        // The first releases name no port of their Service; the container's is named for the monitor then.
        endpoints: [{
          ...(name ? { port: name } : { targetPort: 'metrics' }),
          ...scraped(settings.serviceMonitor, secure),
        }],
      },
    }),
  }];
}

/** How an endpoint of the metrics is scraped. */
export function scraped(
  { interval, scrapeTimeout }: Pick<NonNullable<InstallSettings['serviceMonitor']>, 'interval' | 'scrapeTimeout'>,
  secure: boolean,
) {
  return {
    path: '/metrics',
    interval,
    ...(scrapeTimeout && { scrapeTimeout }),
    // The controller signs its own certificate unless it is given one, and the issuer of that is not known.
    ...(secure && { scheme: 'https', tlsConfig: { insecureSkipVerify: true } }),
  };
}

/** Alerts on a controller that is gone or that keeps failing. */
export function prometheusRule(settings: InstallSettings): InstallObject[] {
  if (!settings.prometheusRule) { return []; }
  const target = `namespace="${settings.namespace}",service="${CONTROLLER}"`;
  return [
    {
      id: 'PrometheusRule',
      object: kubeObject(
        settings,
        { apiVersion: MONITORING, kind: 'PrometheusRule' },
        {
          name: CONTROLLER,
          namespace: settings.namespace,
          labels: { ...SELECTOR, ...settings.prometheusRule.labels },
        },
        {
          spec: {
            groups: [
              {
                name: CONTROLLER,
                rules: [
                  controllerDown(target),
                  alert(
                    'AgentSandboxReconcileErrors',
                    `sum by (controller) (rate(controller_runtime_reconcile_errors_total{${target}}[10m])) > 0.1`,
                    '15m',
                    {
                      summary: 'The Agent Sandbox controller {{ $labels.controller }} keeps failing',
                      description:
                        'Reconciliations of {{ $labels.controller }} have failed more than once in ten seconds for ' +
                        '15 minutes; see the log of the controller.',
                    },
                  ),
                ],
              },
            ],
          },
        },
      ),
    },
  ];
}

/** The alert on a controller that cannot be scraped; `target` are the matchers of its series. */
export function controllerDown(target: string) {
  return alert('AgentSandboxControllerDown', `absent(up{${target}} == 1)`, '5m', {
    summary: 'No Agent Sandbox controller can be scraped',
    description:
      'Sandboxes keep running, but none is created, suspended, resumed or expired until the ' +
      'controller is back.',
  });
}

function alert(name: string, expr: string, duration: string, annotations: Record<string, string>) {
  return { alert: name, expr, for: duration, labels: { severity: 'warning' }, annotations };
}
