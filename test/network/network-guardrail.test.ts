import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { IConstruct } from 'constructs';
import {
  AgentSandboxVersion,
  MetadataService,
  NetworkGuardrail,
  NetworkGuardrailProps,
  NetworkReport,
  NetworkTarget,
  SandboxCluster,
  SandboxTemplate,
} from '../../src';
import { chartOf, errorsOf, POD, printed, untyped } from '../support/workloads';

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
  expect(egress).toEqual([{ name: 'out-of-reach', action: 'Deny', to: [expect.anything(), expect.anything()] }]);
  expect(networksOf(guardrailOf())).toEqual(expect.arrayContaining([
    '169.254.169.254/32', '168.63.129.16/32', '100.100.100.200/32', 'fd00:ec2::254/128', '64:ff9b::a9fe:a9fe/128',
    '2002:a9fe:a9fe::/48',
  ]));
});

describe('pods of pools without the label, up to v0.2.1', () => {
  const policiesFor = (version: AgentSandboxVersion) => {
    const chart = chartOf(version);
    new NetworkGuardrail(chart, 'Guardrail');
    return printed(chart) as any[];
  };
  const keysOf = (policies: any[]) => policies.map(({ spec }) => spec.subject.pods.podSelector.matchExpressions[0].key);

  test.each([AgentSandboxVersion.V0_1_0, AgentSandboxVersion.V0_2_1])(
    'are selected by a second policy in $id',
    (version) => {
      const policies = policiesFor(version);
      expect(keysOf(policies)).toEqual(['agents.x-k8s.io/sandbox-name-hash', 'agents.x-k8s.io/pool']);
      expect(policies.map(({ metadata }) => metadata.name)).toEqual(['guardrail', 'guardrail-pools']);
      expect(policies[1].spec.egress).toEqual(policies[0].spec.egress);
    },
  );

  test.each([AgentSandboxVersion.V0_3_10, AgentSandboxVersion.V1_0_5])('are none in $id', (version) => {
    expect(keysOf(policiesFor(version))).toEqual(['agents.x-k8s.io/sandbox-name-hash']);
  });

  test('fails if the release becomes known later', () => {
    const app = new App();
    new NetworkGuardrail(new Chart(app, 'platform'), 'Guardrail');
    SandboxCluster.declare(app, { version: AgentSandboxVersion.V0_2_1 });
    expect(errorsOf(app)).toContain('declare the cluster before its guardrail');
  });

  test('a report knows that a policy for sandboxes may not select them', () => {
    const chart = chartOf(AgentSandboxVersion.V0_2_1);
    const template = new SandboxTemplate(chart, 'Python', POD);
    const pool = template.addWarmPool('Pool');
    new ApiObject(chart, 'Plain', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      spec: {
        podSelector: { matchExpressions: [{ key: 'agents.x-k8s.io/sandbox-name-hash', operator: 'Exists' }] },
        egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }],
      },
    });
    const target = NetworkTarget.address('10.0.0.1');
    const answer = (from: IConstruct) =>
      NetworkReport.of(chart).mayReach(from, target, kplus.NetworkPolicyPort.tcp(443));
    expect(answer(template).isKnown).toBe(false);
    expect(answer(pool)).toMatchObject({ allowed: false, isKnown: true });
  });
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
