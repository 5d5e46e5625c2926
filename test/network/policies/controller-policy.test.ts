/** The controller's own network policy, release by release, and whom it lets pods reach. */
import { templateLabels } from '../../../src/api/labels';
import { KubeObject } from '../../../src/kubernetes/kube-object';
import { managedPolicy, policyKeeper } from '../../../src/network/policies/controller-policy';
import { ClusterPolicies } from '../../../src/network/reachability';
import { namespaceLabels } from '../../../src/network/reachability/labels';
import { podOfObject } from '../../../src/network/reachability/pods';
import { Catalogue } from '../../../src/release/catalogue';
import { answer, pod, Row } from '../reachability/support';

const RELEASES = Catalogue.standard().ids;

function template(spec: object = {}): KubeObject {
  return {
    apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
    kind: 'SandboxTemplate',
    metadata: { name: 'my-template', namespace: 'agents' },
    spec: { podTemplate: { spec: {} }, ...spec },
  };
}

function policyAt(id: string, spec: object = {}): any {
  return managedPolicy(template(spec), Catalogue.standard().get(id), templateLabels('my-template'));
}

/** The answer for a pod of the template, before it or to it. */
function ask(
  id: string,
  question: Pick<Row, 'from' | 'to' | 'on'> | { router: string; labels?: Record<string, string> },
  spec: object = {},
) {
  const release = Catalogue.standard().get(id);
  const made = template(spec);
  const policy = policyAt(id, spec);
  const from = {
    ...podOfObject(made, { release, allowedLabelDomains: [] }),
    namespaceLabels: namespaceLabels('agents', {}),
  };
  const policies = new ClusterPolicies([], policy ? [policy] : []);
  return 'router' in question
    ? answer(policies, {
      from: pod(question.router, question.labels ?? { app: 'sandbox-router' }),
      to: from,
      on: 'TCP 8888',
    })
    : answer(policies, { from, ...question });
}

describe('the default policy', () => {
  test('is the one of upstream, at the newest release', () => {
    expect(policyAt('v1.0.5')).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'my-template-network-policy', namespace: 'agents' },
      spec: {
        podSelector: { matchLabels: { 'agents.x-k8s.io/sandbox-template-ref-hash': 'aeae83fc' } },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [
          {
            from: [
              {
                namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'agent-sandbox-system' } },
                podSelector: { matchLabels: { app: 'sandbox-router' } },
              },
            ],
          },
        ],
        egress: [
          {
            to: [
              {
                ipBlock: {
                  cidr: '0.0.0.0/0',
                  except: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16'],
                },
              },
              { ipBlock: { cidr: '::/0', except: ['fc00::/7', 'fe80::/10'] } },
            ],
          },
        ],
      },
    });
  });

  test('came with v0.2.1', () => {
    expect(RELEASES.filter((id) => policyAt(id) === undefined)).toEqual(['v0.1.0', 'v0.1.1']);
  });

  test('knows the namespace of the router, and link-local addresses of IPv6, from v0.5.0 on', () => {
    const before = RELEASES.slice(RELEASES.indexOf('v0.2.1'), RELEASES.indexOf('v0.5.0'));
    for (const id of RELEASES.filter((each) => policyAt(each))) {
      const { ingress: [{ from: [peer] }], egress: [{ to: [, { ipBlock }] }] } = policyAt(id).spec;
      expect(peer.namespaceSelector === undefined).toBe(before.includes(id));
      expect(ipBlock.except.includes('fe80::/10')).toBe(!before.includes(id));
    }
  });

  test('is none where others keep it', () => {
    expect(policyAt('v1.0.5', { networkPolicyManagement: 'Unmanaged' })).toBeUndefined();
    expect(policyKeeper(template({ networkPolicyManagement: 'Unmanaged' }), Catalogue.standard().latest)).toBe(
      'nobody',
    );
  });
});

describe('rules of the template', () => {
  test('take the place of the default', () => {
    const egress = [{ to: [{ ipBlock: { cidr: '203.0.113.0/24' } }] }];
    expect(policyAt('v1.0.5', { networkPolicy: { egress } }).spec).toEqual(
      expect.objectContaining({ policyTypes: ['Ingress', 'Egress'], egress }),
    );
    expect(policyAt('v1.0.5', { networkPolicy: { egress } }).spec).not.toHaveProperty('ingress');
  });

  test('left out deny everything', () => {
    expect(policyAt('v1.0.5', { networkPolicy: {} }).spec).toEqual({
      podSelector: { matchLabels: templateLabels('my-template') }, policyTypes: ['Ingress', 'Egress'],
    });
  });

  test('hold in v0.1.1 for each claim, and in v0.1.0 for nobody', () => {
    expect(policyAt('v0.1.1', { networkPolicy: {} }).metadata.name).toBe('<claim>-network-policy');
    expect(policyAt('v0.1.0', { networkPolicy: {} })).toBeUndefined();
  });
});

/** Questions about pods under the default policy. The answer is that of every release named, worked out by hand. */
const OLD = ['v0.2.1', 'v0.3.10', 'v0.4.6'];
const BROKEN = ['v0.5.0', 'v0.5.1'];
const NEW = ['v0.5.2', 'v0.5.6', 'v1.0.5'];
const ENFORCED = [...OLD, ...NEW];

describe.each<[string, readonly string[], Parameters<typeof ask>[1], Row['is'], string]>([
  ['the internet is open', ENFORCED, { to: '1.1.1.1' }, 'yes', '0.0.0.0/0'],
  ['by IPv6 too', ENFORCED, { to: '2606:4700:4700::1111' }, 'yes', '::/0'],
  ['on any port', ENFORCED, { to: '1.1.1.1', on: 'UDP 53' }, 'yes', '0.0.0.0/0'],
  ['private networks are not', ENFORCED, { to: '192.168.1.1' }, 'no', 'excepts it'],
  ['nor most metadata', ENFORCED, { to: '169.254.169.254', on: 'TCP 80' }, 'no', 'excepts it'],
  ['nor that of AWS by IPv6', ENFORCED, { to: 'fd00:ec2::254', on: 'TCP 80' }, 'no', 'excepts it'],
  ['the wire server of Azure is', ENFORCED, { to: '168.63.129.16', on: 'TCP 80' }, 'yes', '0.0.0.0/0'],
  ['metadata of Alibaba is', ENFORCED, { to: '100.100.100.200', on: 'TCP 80' }, 'yes', '0.0.0.0/0'],
  ['addresses that carriers share are', ENFORCED, { to: '100.64.0.9' }, 'yes', '0.0.0.0/0'],
  ['hosts of the network with global IPv6 are', ENFORCED, { to: '2a05:d018::1' }, 'yes', '::/0'],
  ['link-local IPv6 was, before v0.5.0', OLD, { to: 'fe80::a9fe:a9fe', on: 'TCP 80' }, 'yes', '::/0'],
  ['and is no longer', NEW, { to: 'fe80::a9fe:a9fe', on: 'TCP 80' }, 'no', '::/0 excepts it'],
  ['domains have public addresses', ENFORCED, { to: 'pkg.example' }, 'yes', '0.0.0.0/0, all public addresses of IPv4'],
  [
    'the router of the namespace came in before v0.5.0',
    OLD,
    { router: 'agents' },
    'yes',
    'spec.ingress[0].from[0]: it selects the pod',
  ],
  [
    'and that of the controller did not',
    OLD,
    { router: 'agent-sandbox-system' },
    'no',
    'it is about another namespace',
  ],
  ['since it does', NEW, { router: 'agent-sandbox-system' }, 'yes', 'ingress'],
  ['and no other, not even one with the label', NEW, { router: 'agents' }, 'no', 'ingress'],
  [
    'nor one with the labels of the Go router',
    NEW,
    { router: 'agent-sandbox-system', labels: { 'app.kubernetes.io/name': 'sandbox-router' } },
    'no',
    'ingress',
  ],
  ['in v0.5.0 and v0.5.1 the policy selects no pod', BROKEN, { to: '10.0.0.1' }, 'yes', 'no policy is about it'],
  ['so that everybody comes in', BROKEN, { router: 'agents', labels: {} }, 'yes', 'no policy is about it'],
  [
    'and before v0.2.1 there is none',
    ['v0.1.0', 'v0.1.1'],
    { to: '169.254.169.254', on: 'TCP 80' },
    'yes',
    'no policy is about it',
  ],
])('%s', (_, releases, question, is, reason) => {
  test.each(releases)('%s', (id) => {
    const { is: answered, text } = ask(id, question);
    expect(`${answered}\n${text}`).toContain(reason);
    expect(answered).toBe(is);
  });
});

test("reasons say that a policy is the controller's", () => {
  expect(ask('v1.0.5', { to: '1.1.1.1' }).text).toBe(
    "egress: the controller's NetworkPolicy 'agents/my-template-network-policy' " +
      'allows it by spec.egress[0].to[0]: 0.0.0.0/0',
  );
});
