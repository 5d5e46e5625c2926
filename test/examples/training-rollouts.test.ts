import { example } from '../support/examples';
import { expectValid } from '../support/other-kinds';

describe('cdk8s synth in examples/training-rollouts', () => {
  const printed = example('training-rollouts');
  const { find, objects } = printed;
  const platform = (kind: string, name: string) => find(kind, name, 'platform.k8s.yaml');

  test('prints files for the platform, its nodes and the tenant', () => {
    expect(Object.keys(printed.files).sort()).toEqual(['nodes.k8s.yaml', 'platform.k8s.yaml', 'training.k8s.yaml']);
  });

  test('the pool is as large as 6,000 claims an hour need, and its pods may be disrupted', () => {
    expect(find('SandboxWarmPool', 'rollout-pool', 'training.k8s.yaml').spec.replicas).toBe(42);
    const { metadata } = find('SandboxTemplate', 'rollout', 'training.k8s.yaml').spec.podTemplate;
    expect(metadata.annotations).toEqual({ 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'true' });
    expect(objects('training.k8s.yaml').map(({ kind }) => kind)).not.toContain('PodDisruptionBudget');
  });

  test('spot nodes follow the runtime, and are limited to as many as the load needs', () => {
    const pool = platform('NodePool', 'rollout-nodes');
    expectValid(pool);
    const runtime = platform('RuntimeClass', 'gvisor').scheduling;
    expect(pool.spec.template.metadata.labels).toEqual(runtime.nodeSelector);
    expect(pool.spec.template.spec.taints).toEqual([
      { key: 'training.example.com/runtime', value: 'gvisor', effect: 'NoSchedule' },
    ]);
    expect(pool.spec.template.spec.requirements)
      .toEqual([{ key: 'karpenter.sh/capacity-type', operator: 'In', values: ['spot'] }]);
    expect(Number(pool.spec.limits.nodes)).toBe(15);
  });

  test('placeholders of low priority have the requests of a rollout, on its nodes, outside of the tenant', () => {
    const { metadata, spec } = find('Deployment', 'headroom', 'nodes.k8s.yaml');
    expect(metadata.namespace).toBe('sandbox-headroom');
    expect(spec.replicas).toBeGreaterThan(0);
    const pod = spec.template.spec;
    expect(pod.containers[0].resources.requests).toEqual({ cpu: '500m', memory: '1Gi' });
    expect(pod.nodeSelector).toEqual({ 'training.example.com/runtime': 'gvisor' });
    expect(find('PriorityClass', pod.priorityClassName, 'nodes.k8s.yaml').value).toBe(-10);
  });

  test('the controller has seats of its own at the API server, and is watched', () => {
    const level = platform('PriorityLevelConfiguration', 'agent-sandbox-controller').spec;
    expect(level).toMatchObject({ type: 'Limited', limited: { lendablePercent: 0 } });
    const rules = objects('platform.k8s.yaml').filter(({ apiVersion }) => apiVersion === 'monitoring.coreos.com/v1');
    expect(rules.map(({ kind }) => kind).sort()).toEqual(['PrometheusRule', 'ServiceMonitor']);
    expectValid(...rules);
  });
});
