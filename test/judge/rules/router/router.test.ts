import { readFileSync } from 'node:fs';
import type { KubeObject } from '../../../../src/kubernetes/kube-object';
import { bothWays } from '../../../support/both-ways';

const NOTHING = { synth: [], files: [] };
const router = (image: string): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'router', namespace: 'agent-sandbox-system' },
  spec: {
    selector: { matchLabels: { app: 'sandbox-router' } },
    template: { metadata: { labels: { app: 'sandbox-router' } }, spec: { containers: [{ name: 'router', image }] } },
  },
});
const GO = 'registry.k8s.io/agent-sandbox/sandbox-router-go';

test.each([
  ['latest', ':latest'],
  ['latest', ''],
  ['v0.5.6', ':v0.5.6'],
])('ASB257: the tag %s, written "%s"', (tag, text) => {
  const message = `the image of the router has the tag '${tag}', which upstream has not published: tags are `
    + 'those of releases from v1.0.1 on';
  expect(bothWays([router(`${GO}${text}`)])).toEqual({
    synth: [`warning ASB257 router: ${message}`],
    files: [`warning ASB257 spec.template.spec.containers[0].image: ${message}`],
  });
});

test.each([
  `${GO}:v1.0.1`,
  `${GO}:v1.0.5`,
  `${GO}@sha256:${'0'.repeat(64)}`,
  'registry.example.com/sandbox-router:latest',
])('ASB257: not %s', (image) => {
  expect(bothWays([router(image)])).toEqual(NOTHING);
});

describe('ASB258', () => {
  const API_PORTS = [{ protocol: 'TCP', port: 443 }, { protocol: 'TCP', port: 6443 }];
  const inNamespace = (name: string) => ({
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
  });
  const policy = (egress: object[], labels: object = { app: 'sandbox-router' }): KubeObject => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'router', namespace: 'agent-sandbox-system' },
    spec: { podSelector: { matchLabels: labels }, policyTypes: ['Egress'], egress },
  });
  const dns = { to: [inNamespace('kube-system')], ports: [{ protocol: 'UDP', port: 53 }] };

  test.each([['default'], ['kube-system']])('a selector of namespace %s', (name) => {
    const message =
      'the policy lets the router reach the API server by a selector, which matches none: an API server is no '
        + 'pod of the cluster, or has the address of its node';
    expect(bothWays([policy([dns, { to: [inNamespace(name)], ports: API_PORTS }])])).toEqual({
      synth: [`warning ASB258 router: ${message}`], files: [`warning ASB258 spec.egress[1].to: ${message}`],
    });
  });

  test.each<[string, KubeObject]>([
    ['its addresses', policy([dns, { to: [{ ipBlock: { cidr: '192.0.2.10/32' } }], ports: API_PORTS }])],
    [
      'both',
      policy([
        { to: [inNamespace('default')], ports: API_PORTS },
        { to: [{ ipBlock: { cidr: '192.0.2.10/32' } }], ports: API_PORTS },
      ]),
    ],
    ['everywhere', policy([{ to: [inNamespace('default')], ports: API_PORTS }, {}])],
    ['pods of other namespaces', policy([{ to: [inNamespace('web')], ports: API_PORTS }])],
    ['the policy of others', policy([{ to: [inNamespace('default')], ports: API_PORTS }], { app: 'web' })],
  ])('nothing is said of %s', (_, object) => {
    expect(bothWays([object])).toEqual(NOTHING);
  });
});

test('the stale facts of the router are gone', () => {
  const page = readFileSync('docs/sandbox-router.md', 'utf8');
  expect(page).toContain('from v1.0.1 `registry.k8s.io/agent-sandbox/sandbox-router-go:<release>`');
  expect(page).not.toContain('releases neither');
});
