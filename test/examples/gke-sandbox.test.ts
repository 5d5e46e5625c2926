import { nameHash } from '../../src/api/name-hash';
import { synthEdited } from '../support/edited-example';
import { example } from '../support/examples';
import { keyOf } from '../support/upstream';

describe('cdk8s synth in examples/gke-sandbox', () => {
  const { objects, find } = example('gke-sandbox');

  test('prints no class, which GKE makes, and a policy of domains', () => {
    expect(objects().map(keyOf)).toEqual([
      'ServiceAccount agents/analyst',
      'FQDNNetworkPolicy agents/analyst-template-policy',
      'SandboxTemplate agents/analyst',
      'SandboxWarmPool agents/analyst-pool',
    ]);
  });

  test('the pods say of their nodes what the class says', () => {
    expect(find('SandboxTemplate', 'analyst').spec.podTemplate.spec).toMatchObject({
      runtimeClassName: 'gvisor',
      nodeSelector: { 'sandbox.gke.io/runtime': 'gvisor' },
      tolerations: [{ key: 'sandbox.gke.io/runtime', operator: 'Equal', value: 'gvisor', effect: 'NoSchedule' }],
    });
  });

  test('the pods run as the account that has an identity, without a token of the cluster', () => {
    expect(find('SandboxTemplate', 'analyst').spec.podTemplate.spec).toMatchObject({
      serviceAccountName: 'analyst',
      automountServiceAccountToken: false,
    });
    expect(find('ServiceAccount', 'analyst').automountServiceAccountToken).toBe(false);
  });

  test('they reach the domains by HTTPS, the metadata server of GKE, the cluster DNS, and nothing else', () => {
    const { podSelector, egress } = find('FQDNNetworkPolicy', 'analyst-template-policy').spec;
    expect(podSelector).toEqual({ matchLabels: { 'agents.x-k8s.io/sandbox-template-ref-hash': nameHash('analyst') } });
    expect(egress).toEqual([
      {
        matches: [{ name: 'pkg.example' }, { name: 'files.example' }, { pattern: '*.googleapis.com' }],
        ports: [{ protocol: 'TCP', port: 443 }],
      },
    ]);
    const { networkPolicy, networkPolicyManagement } = find('SandboxTemplate', 'analyst').spec;
    expect(networkPolicyManagement).toBe('Managed');
    expect(networkPolicy.egress).toEqual([
      {
        to: [{ ipBlock: { cidr: '169.254.169.254/32' } }],
        ports: [
          { protocol: 'TCP', port: 80 },
          { protocol: 'TCP', port: 8080 },
        ],
      },
      expect.objectContaining({
        ports: [
          { protocol: 'UDP', port: 53 },
          { protocol: 'TCP', port: 53 },
        ],
      }),
    ]);
  });
});

test.each([
  ['another domain', "EgressDestination.domain('pkg.example'", "EgressDestination.domain('evil.example'", 'ASB455'],
  ['a runtime that shares the kernel', '  runtime: gvisor,\n', '', 'ASB464'],
])('its budget refuses %s', (_, from, to, code) => {
  expect(synthEdited('gke-sandbox', from, to)).toEqual({ status: 1, output: expect.stringContaining(`error ${code} `) });
});
