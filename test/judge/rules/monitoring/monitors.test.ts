import { judgeOtherKind } from '../../../../src/judge/rules/other-kinds';
import { Catalogue } from '../../../../src/release/catalogue';

const judged = (release: string, kind: string, spec: unknown, apiVersion = 'monitoring.coreos.com/v1') =>
  judgeOtherKind({ apiVersion, kind, metadata: { name: 'a' }, spec }, { release: Catalogue.standard().get(release) })
    .map(({ finding, path }) => `${finding.code} ${path!.join('.')}: ${finding.message}; ${finding.remedy}`);
const selector = { matchLabels: { app: 'agent-sandbox-controller' } };

test('fails if the Service of the controller has no such port', () => {
  const endpoints = [{ port: 'metrics' }, { port: 'healthz' }];
  expect(judged('v1.0.5', 'ServiceMonitor', { selector, endpoints })).toEqual([
    "ASB463 spec.endpoints.1.port: the ServiceMonitor scrapes port 'healthz', and the Service of "
      + "agent-sandbox-controller has only metrics in v1.0.5; scrape the port 'metrics'",
  ]);
  expect(judged('v0.1.1', 'ServiceMonitor', { selector, endpoints: [{ port: 'metrics' }] })).toEqual([
    expect.stringContaining('has no port with a name in v0.1.1; scrape the targetPort 8080'),
  ]);
});

test('fails if the pod of the controller has no such port', () => {
  expect(judged('v0.5.6', 'PodMonitor', { selector, podMetricsEndpoints: [{ port: 'http' }] })).toEqual([
    expect.stringContaining('has only metrics, healthz, webhook in v0.5.6'),
  ]);
});

test.each<[string, string, unknown, string?]>([
  ['ServiceMonitor', 'the port', { selector, endpoints: [{ port: 'metrics' }] }],
  ['PodMonitor', 'the port', { selector, podMetricsEndpoints: [{ port: 'metrics' }] }],
  ['ServiceMonitor', 'a number', { selector, endpoints: [{ targetPort: 8080 }] }],
  ['ServiceMonitor', 'another selector', { selector: { matchLabels: { app: 'mine' } }, endpoints: [{ port: 'http' }] }],
  ['ServiceMonitor', 'another group', { selector, endpoints: [{ port: 'http' }] }, 'example.com/v1'],
  ['ServiceMonitor', 'nothing', undefined],
  ['ServiceMonitor', 'other forms', { selector: { matchLabels: 7 }, endpoints: {} }],
])('a %s with %s is taken', (kind, _, spec, apiVersion = 'monitoring.coreos.com/v1') => {
  expect(judged('v1.0.5', kind, spec, apiVersion)).toEqual([]);
});
