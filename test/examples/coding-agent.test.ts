import { nameHash } from '../../src/api/name-hash';
import { example } from '../support/examples';
import { keyOf } from '../support/upstream';

describe('cdk8s synth in examples/coding-agent', () => {
  const { objects, find } = example('coding-agent');

  test('prints an agent that runs, one that is suspended, and what protects them', () => {
    expect(objects().map(keyOf)).toEqual([
      'NetworkPolicy agents/checkout-agent-sandbox-policy',
      'PodDisruptionBudget agents/checkout-agent-sandbox-budget',
      'Sandbox agents/checkout-agent',
      'NetworkPolicy agents/billing-agent-sandbox-policy',
      'PodDisruptionBudget agents/billing-agent-sandbox-budget',
      'Sandbox agents/billing-agent',
    ]);
  });

  test('the agent expires at the time given, and its files stay', () => {
    expect(find('Sandbox', 'checkout-agent').spec).toMatchObject({
      operatingMode: 'Running',
      shutdownTime: '2027-01-31T18:00:00Z',
      shutdownPolicy: 'Retain',
    });
  });

  test('the suspended one differs from it in nothing but its lifecycle', () => {
    const { shutdownTime, ...lasting } = find('Sandbox', 'checkout-agent').spec;
    expect(find('Sandbox', 'billing-agent').spec).toEqual({ ...lasting, operatingMode: 'Suspended' });
  });

  test('the workspace is a claim template with its mount, and no volume of the pod', () => {
    const { podTemplate, volumeClaimTemplates } = find('Sandbox', 'checkout-agent').spec;
    expect(volumeClaimTemplates).toEqual([{
      metadata: { name: 'home' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '50Gi' } }, storageClassName: 'fast' },
    }]);
    expect(podTemplate.spec.containers[0].volumeMounts).toEqual([{ name: 'home', mountPath: '/home/agent' }]);
    expect(podTemplate.spec).not.toHaveProperty('volumes');
  });

  test('the pod is isolated, knows no token, and stays where it runs', () => {
    const { metadata, spec } = find('Sandbox', 'checkout-agent').spec.podTemplate;
    expect(spec).toMatchObject({
      runtimeClassName: 'gvisor',
      automountServiceAccountToken: false,
      enableServiceLinks: false,
    });
    expect(metadata.annotations).toEqual({
      'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
      'karpenter.sh/do-not-disrupt': 'true',
    });
  });

  test('the key comes from a Secret', () => {
    expect(find('Sandbox', 'checkout-agent').spec.podTemplate.spec.containers[0].env).toContainEqual(
      { name: 'MODEL_API_KEY', valueFrom: { secretKeyRef: { name: 'model-api-key', key: 'token' } } },
    );
  });

  test('the disruption budget selects the pod by the hash of its name', () => {
    expect(find('PodDisruptionBudget', 'checkout-agent-sandbox-budget').spec).toEqual({
      minAvailable: 2147483647,
      selector: { matchLabels: { 'agents.x-k8s.io/sandbox-name-hash': nameHash('checkout-agent') } },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    });
  });

  test('nobody gets in, and nothing private is reached', () => {
    for (const name of ['checkout-agent', 'billing-agent']) {
      const { podSelector, policyTypes, ingress, egress } = find('NetworkPolicy', `${name}-sandbox-policy`).spec;
      expect({ podSelector, policyTypes, ingress }).toEqual({
        podSelector: { matchLabels: { 'agents.x-k8s.io/sandbox-name-hash': nameHash(name) } },
        policyTypes: ['Ingress', 'Egress'],
      });
      expect(egress.map(({ ports }: { ports: object[] }) => ports)).toEqual([
        [{ protocol: 'TCP', port: 443 }],
        [{ protocol: 'TCP', port: 443 }],
        [
          { protocol: 'UDP', port: 53 },
          { protocol: 'TCP', port: 53 },
        ],
      ]);
      expect(egress[0].to[0].ipBlock.except).toEqual(
        expect.arrayContaining(['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16']),
      );
    }
  });

  test('names resolve by the DNS of the cluster', () => {
    expect(find('Sandbox', 'checkout-agent').spec.podTemplate.spec).toMatchObject({ dnsPolicy: 'ClusterFirst' });
  });
});
