import { nameHash } from '../../src/api/name-hash';
import { example } from '../support/examples';
import { keyOf } from '../support/upstream';

describe('cdk8s synth in examples/cilium-domains', () => {
  const { objects, find } = example('cilium-domains');
  const policy = () => find('CiliumNetworkPolicy', 'build-template-policy').spec;

  test('prints the policy, its template, the pool, and the floor below all policies', () => {
    expect(objects().map(keyOf)).toEqual([
      'CiliumNetworkPolicy builds/build-template-policy',
      'SandboxTemplate builds/build',
      'SandboxWarmPool builds/build-pool',
      'ClusterNetworkPolicy sandbox-floor',
    ]);
  });

  test('the controller makes no policy beside that of Cilium, which would open the internet', () => {
    expect(find('SandboxTemplate', 'build').spec).toMatchObject({ networkPolicyManagement: 'Unmanaged' });
    expect(policy().endpointSelector.matchLabels).toEqual({
      'k8s:agents.x-k8s.io/sandbox-template-ref-hash': nameHash('build'),
    });
  });

  test('domains are reached by HTTPS alone, and looked up through Cilium', () => {
    const [{ toFQDNs, toPorts }, dns, ...more] = policy().egress;
    expect(toFQDNs).toEqual([
      { matchName: 'pkg.example' },
      { matchName: 'files.example' },
      { matchName: 'npm.example' },
      { matchName: 'github.com' },
      { matchName: 'codeload.github.com' },
      { matchPattern: '*.githubusercontent.com' },
    ]);
    expect(toPorts).toEqual([{ ports: [{ port: '443', protocol: 'TCP' }] }]);
    expect(dns.toEndpoints).toEqual([
      { matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s:k8s-app': 'kube-dns' } },
    ]);
    // No other name: a lookup carries data out in the name.
    expect(dns.toPorts[0].rules.dns).toEqual(toFQDNs);
    expect(more).toEqual([]);
  });

  test('a domain that leads to metadata does not lead there', () => {
    expect(policy().egressDeny[0].toCIDRSet).toEqual(
      expect.arrayContaining([{ cidr: '169.254.169.254/32' }, { cidr: '168.63.129.16/32' }]),
    );
  });

  test('the floor holds for pods of all sandboxes, and keeps them from metadata and the networks given', () => {
    const { tier, subject, egress } = find('ClusterNetworkPolicy', 'sandbox-floor').spec;
    expect({ tier, subject }).toEqual({
      tier: 'Admin',
      subject: {
        pods: {
          namespaceSelector: {},
          podSelector: { matchExpressions: [{ key: 'agents.x-k8s.io/sandbox-name-hash', operator: 'Exists' }] },
        },
      },
    });
    expect(egress).toHaveLength(1);
    expect(egress[0].action).toBe('Deny');
    expect(egress[0].to.flatMap(({ networks }: { networks: string[] }) => networks)).toEqual(
      expect.arrayContaining(['169.254.169.254/32', '172.16.0.0/12', '192.168.0.0/16', '64:ff9b::a9fe:a9fe/128']),
    );
  });
});
