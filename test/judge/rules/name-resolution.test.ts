import * as kplus from 'cdk8s-plus-28';
import { AgentSandboxVersion, NetworkPolicyManagement, SandboxTemplate, SandboxTemplateProps } from '../../../src';
import { objectOf, podWith, said, contextOf } from '../../support/judged';
import { chartOf, codesOf, POD } from '../../support/workloads';

const template = (spec: object, version?: string) => objectOf('SandboxTemplate', 'python', spec, version);
const CLUSTER =
  /^ASB216: the pod asks the name servers of the cluster \('ClusterFirst'\), which the default network policy keeps from it/;
const CLOSED = [
  'ASB216: the network policy lets nothing out to UDP port 53, ' +
    'and the pod asks the name servers of the cluster, so no name is resolved',
];
const egress = (...rules: object[]) => ({ networkPolicy: { egress: rules } });

describe('ASB216: the default network policy', () => {
  test.each(['ClusterFirst', 'ClusterFirstWithHostNet'])('keeps name servers from a template with %s', (dnsPolicy) => {
    expect(said(template(podWith({ dnsPolicy })))).toEqual([
      expect.stringMatching(CLUSTER.source.replace("'ClusterFirst'", `'${dnsPolicy}'`)),
    ]);
  });

  test.each<[string, object, object?]>([
    ['says nothing of them', {}],
    ['has servers of its own', { dnsPolicy: 'None', dnsConfig: { nameservers: ['8.8.8.8'] } }],
    ['has more servers', { dnsPolicy: 'ClusterFirst', dnsConfig: { nameservers: ['8.8.8.8'] } }],
    ['asks those of its node', { dnsPolicy: 'Default' }],
    ['is in the network of its node', { dnsPolicy: 'ClusterFirst', hostNetwork: true }],
    ['has no policy', { dnsPolicy: 'ClusterFirst' }, { networkPolicyManagement: 'Unmanaged' }],
  ])('leaves a template alone that %s', (_, pod, more = {}) => {
    expect(said(template({ ...podWith(pod), ...more })).filter((line) => line.startsWith('ASB216'))).toEqual([]);
  });

  test('came with v0.2.1, and selected no pod in v0.5.0 and v0.5.1', () => {
    const fires = (release: string, version: string) =>
      said(template(podWith({ dnsPolicy: 'ClusterFirst' }), version), contextOf(release)).length;
    expect(['v0.1.1', 'v0.2.1', 'v0.4.6', 'v0.5.1'].map((release) => fires(release, 'v1alpha1'))).toEqual([0, 1, 1, 0]);
    expect(['v0.5.1', 'v0.5.2', 'v1.0.5'].map((release) => fires(release, 'v1beta1'))).toEqual([0, 1, 1]);
  });

  test('leaves pods of pools without any before v0.3.10', () => {
    const pool = objectOf(
      'SandboxWarmPool',
      'pool',
      { replicas: 2, sandboxTemplateRef: { name: 'python' } },
      'v1alpha1',
    );
    const of = (release: string, pod: object = {}, more: object = {}, replicas = 2) =>
      said(
        { ...pool, spec: { ...(pool.spec as object), replicas } },
        contextOf(release, [template({ ...podWith(pod), ...more }, 'v1alpha1')]),
      );
    expect(of('v0.2.1')).toEqual([
      'ASB216: v0.2.1 gives pods of pools no name servers of their own, ' +
        "and the default network policy of template 'python' keeps those of the cluster from them, " +
        'so no name is resolved',
    ]);
    expect(of('v0.1.1')).toEqual([]);
    expect(of('v0.3.10')).toEqual([]);
    expect(of('v0.2.1', {}, {}, 0)).toEqual([]);
    expect(of('v0.2.1', { dnsPolicy: 'None', dnsConfig: { nameservers: ['8.8.8.8'] } })).toEqual([]);
    expect(of('v0.2.1', {}, { networkPolicy: {} })).toEqual([]);
    expect(said(pool, contextOf('v0.2.1'))).toEqual([]);
  });
});

describe('ASB216: a network policy of one\'s own', () => {
  test.each<[string, object[]]>([
    [
      'other ports',
      [
        {
          ports: [
            { port: 443, protocol: 'TCP' },
            { port: 5353, protocol: 'UDP' },
          ],
        },
      ],
    ],
    ['the port over TCP', [{ ports: [{ port: 53 }] }, { ports: [{ port: 53, protocol: 'TCP' }] }]],
    [
      'a range without it',
      [
        {
          ports: [
            { port: 54, endPort: 99, protocol: 'UDP' },
            { port: 1, endPort: 52, protocol: 'UDP' },
          ],
        },
      ],
    ],
  ])('that lets out only %s is told', (_, rules) => {
    expect(said(template({ ...podWith(), ...egress(...rules) }))).toEqual(CLOSED);
    expect(said(template({ ...podWith({ dnsPolicy: 'ClusterFirst' }), ...egress(...rules) }))).toEqual(CLOSED);
    expect(
      said(
        template({ ...podWith({ dnsPolicy: 'None', dnsConfig: { nameservers: ['9.9.9.9'] } }), ...egress(...rules) }),
      ),
    ).toEqual([]);
  });

  test.each<[string, object]>([
    ['the port', egress({ ports: [{ port: 443 }] }, { ports: [{ port: 53, protocol: 'UDP' }] })],
    ['a range with it', egress({ ports: [{ port: 50, endPort: 60, protocol: 'UDP' }] })],
    ['all of UDP', egress({ ports: [{ protocol: 'UDP' }] })],
    ['a port by name', egress({ ports: [{ port: 'dns', protocol: 'UDP' }] })],
    ['everything', egress({ to: [{ podSelector: {} }] })],
    ['nothing at all', { networkPolicy: {} }],
    ['nothing, spelled out', egress()],
  ])('that lets out %s is fine', (_, policy) => {
    expect(said(template({ ...podWith(), ...policy }))).toEqual([]);
  });
});

test('templates that are made here resolve names, unless they say otherwise', () => {
  const codes = (props: Partial<SandboxTemplateProps>, version?: AgentSandboxVersion) => (
    codesOf(new SandboxTemplate(chartOf(version), 'Python', { ...POD, ...props })).filter((code) => code === 'ASB216')
  );
  expect(codes({})).toEqual([]);
  expect(codes({}, AgentSandboxVersion.V0_2_1)).toEqual([]);
  expect(codes({ isolate: true })).toEqual([]);
  expect(codes({ dns: { policy: kplus.DnsPolicy.CLUSTER_FIRST } })).toEqual(['ASB216']);
  expect(
    codes({
      dns: { policy: kplus.DnsPolicy.CLUSTER_FIRST },
      networkPolicyManagement: NetworkPolicyManagement.UNMANAGED,
    }),
  ).toEqual([]);
});
