import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { directories, writeFiles } from '../support/directories';
import { example } from '../support/examples';
import { keyOf } from '../support/upstream';

const tsx = pathToFileURL(require.resolve('tsx')).href;

describe('cdk8s synth in examples/python-pool', () => {
  const python = example('python-pool');
  const { objects, find } = python;
  const files = () => python.files;

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

  describe('its own test', () => {
    const directory = directories();
    const outcomeOf = (change: (text: string) => string) => {
      const cwd = directory();
      writeFiles(cwd, Object.fromEntries(
        Object.entries(files()).map(([name, text]) => [`dist/${name}`, change(text)])));
      const test = join(__dirname, '../../examples/python-pool/manifests.test.ts');
      const args = ['--import', tsx, '--test', test];
      const { status, stdout } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
      return { status, stdout };
    };

    test('passes', () => {
      expect(outcomeOf((text) => text)).toMatchObject({ status: 0, stdout: expect.stringContaining('# pass 3') });
    });

    test('fails if the pool has a count of its own, and names it', () => {
      const { status, stdout } = outcomeOf((text) =>
        text.replace(/(kind: SandboxWarmPool[^]*?spec:\n)/, '$1  replicas: 7\n'));
      expect(status).toBe(1);
      expect(stdout).toContain('spec.replicas: expected no value, found 7');
    });
  });
});
