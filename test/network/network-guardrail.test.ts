import { App, Chart } from 'cdk8s';
import { MetadataService, NetworkGuardrail, NetworkGuardrailProps } from '../../src';
import { printed, untyped } from '../support/workloads';

function guardrailOf(props?: NetworkGuardrailProps): any {
  const chart = new Chart(new App(), 'platform', { namespace: 'platform' });
  new NetworkGuardrail(chart, 'SandboxGuardrail', props);
  return printed(chart)[0];
}

const networksOf = (policy: any): string[] =>
  policy.spec.egress[0].to.flatMap(({ networks }: { networks: string[] }) => networks);

test('is a policy of the whole cluster that goes before all of namespaces, for the pods of every sandbox', () => {
  const { apiVersion, kind, metadata, spec: { egress, ...spec } } = guardrailOf();
  expect({ apiVersion, kind, metadata }).toEqual({
    apiVersion: 'policy.networking.k8s.io/v1alpha2',
    kind: 'ClusterNetworkPolicy',
    metadata: { name: 'sandbox-guardrail' },
  });
  expect(spec).toEqual({
    tier: 'Admin',
    priority: 100,
    subject: {
      pods: {
        namespaceSelector: {},
        podSelector: { matchExpressions: [{ key: 'agents.x-k8s.io/sandbox-name-hash', operator: 'Exists' }] },
      },
    },
  });
  expect(egress).toEqual([
    {
      name: 'out-of-reach',
      action: 'Deny',
      to: [
        {
          networks: expect.arrayContaining([
            '169.254.169.254/32',
            '168.63.129.16/32',
            '100.100.100.200/32',
            'fd00:ec2::254/128',
          ]),
        },
      ],
    },
  ]);
});

test('has ranges of its user, each once, 25 to a peer', () => {
  const blocked = Array.from({ length: 30 }, (_, index) => `10.${index}.0.0/16`);
  const policy = guardrailOf({ blocked: [...blocked, '10.3.3.0/24'], priority: 7 });
  expect(networksOf(policy)).toEqual(expect.arrayContaining(blocked));
  expect(networksOf(policy)).not.toContain('10.3.3.0/24');
  expect(Math.max(...policy.spec.egress[0].to.map(({ networks }: { networks: string[] }) => networks.length))).toBe(25);
  expect(policy.spec.priority).toBe(7);
});

test('leaves out services that sandboxes may reach', () => {
  const networks = networksOf(guardrailOf({ allowed: [MetadataService.GKE_DATAPLANE_V2] }));
  expect(networks).not.toContain('169.254.169.254/32');
  expect(networks).toContain('169.254.170.23/32');
});

test.each<[string, NetworkGuardrailProps, string]>([
  [
    'a range has bits beyond its prefix',
    { blocked: ['10.0.0.1/8'] },
    "'10.0.0.1/8' has bits set beyond its prefix; give the range '10.0.0.0/8', or the one address '10.0.0.1/32'",
  ],
  ['the priority is none', { priority: 1001 }, "'priority' is 1001; give a whole number from 0 to 1000"],
  ['the priority is text', { priority: untyped('high') }, "'priority' is 'high'; give a whole number from 0 to 1000"],
])('fails if %s', (_, props, message) => {
  expect(() => guardrailOf(props)).toThrow(message);
});
