import { example } from '../support/examples';
import { keyOf } from '../support/upstream';

describe('cdk8s synth in examples/python-pool', () => {
  const { objects, find } = example('python-pool');

  test('prints the template, its pool, the claim and the autoscaler', () => {
    expect(objects().map(keyOf)).toEqual([
      'SandboxTemplate evals/python',
      'SandboxWarmPool evals/python-pool',
      'SandboxClaim evals/nightly',
      'HorizontalPodAutoscaler evals/python-pool',
    ]);
  });

  test('each names the next', () => {
    expect(find('SandboxWarmPool', 'python-pool').spec.sandboxTemplateRef).toEqual({ name: 'python' });
    expect(find('SandboxClaim', 'nightly').spec.warmPoolRef).toEqual({ name: 'python-pool' });
    expect(find('HorizontalPodAutoscaler', 'python-pool').spec.scaleTargetRef)
      .toEqual({ apiVersion: 'extensions.agents.x-k8s.io/v1beta1', kind: 'SandboxWarmPool', name: 'python-pool' });
  });

  test('the count belongs to the autoscaler alone', () => {
    expect(find('SandboxWarmPool', 'python-pool').spec).not.toHaveProperty('replicas');
    expect(find('HorizontalPodAutoscaler', 'python-pool').spec).toMatchObject({ minReplicas: 4, maxReplicas: 40 });
  });

  test('the autoscaler follows the claims of the pool', () => {
    expect(find('HorizontalPodAutoscaler', 'python-pool').spec.metrics).toEqual([
      {
        type: 'External',
        external: {
          metric: {
            name: 'agent_sandbox_claims_per_second',
            selector: { matchLabels: { warmpool_name: 'python-pool' } },
          },
          target: { type: 'AverageValue', averageValue: 0.05 },
        },
      },
    ]);
  });

  test('the template says what it does not change, and has the name servers of its policy', () => {
    const { podTemplate, ...rules } = find('SandboxTemplate', 'python').spec;
    expect(rules).toEqual({
      envVarsInjectionPolicy: 'Disallowed',
      networkPolicyManagement: 'Managed',
      volumeClaimTemplatesPolicy: 'Disallowed',
    });
    expect(podTemplate.spec).toMatchObject({
      runtimeClassName: 'gvisor',
      restartPolicy: 'Never',
      dnsPolicy: 'None',
      dnsConfig: { nameservers: ['8.8.8.8', '1.1.1.1'] },
    });
  });

  test('the container writes to /tmp alone', () => {
    const {
      containers: [{ securityContext, volumeMounts }],
      volumes,
    } = find('SandboxTemplate', 'python').spec.podTemplate.spec;
    expect(securityContext.readOnlyRootFilesystem).toBe(true);
    expect(volumeMounts).toEqual([{ name: 'tmp', mountPath: '/tmp' }]);
    expect(volumes).toEqual([{ name: 'tmp', emptyDir: { sizeLimit: '1024Mi' } }]);
  });

  test('the claim goes an hour after its session has ended', () => {
    expect(find('SandboxClaim', 'nightly').spec).toMatchObject({
      lifecycle: { ttlSecondsAfterFinished: 3600, shutdownPolicy: 'Delete' },
      additionalPodMetadata: { labels: { 'sandbox.users.io/suite': 'nightly' } },
    });
  });
});
