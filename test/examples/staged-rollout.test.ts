import { AgentSandboxVersion, StagedRollout } from '../../src';
import { example } from '../support/examples';
import { keyOf } from '../support/upstream';

const { steps } = new StagedRollout({
  namespace: 'evals', fromPool: 'python', toPool: 'python-next', capacity: 20, minimumReady: 18,
});
const FILES = steps.map(({ id }) => `${id}.k8s.yaml`);

describe('cdk8s synth in examples/staged-rollout', () => {
  const clusters = Object.fromEntries(FILES.map((file) => [file, AgentSandboxVersion.V1_0_5]));
  const printed = example('staged-rollout', clusters);
  const { objects, find } = printed;

  test('prints a file for each step, in order', () => {
    expect(Object.keys(printed.files)).toEqual(FILES);
  });

  test('prints the same objects in each, but for the Job', () => {
    const keys = FILES.map((file) => objects(file).map(keyOf).filter((key) => !key.startsWith('Job ')).sort());
    expect(keys[0]).toEqual([
      'ConfigMap evals/python-claims',
      'Role evals/python-next-rollout',
      'RoleBinding evals/python-next-rollout',
      'SandboxClaim evals/nightly',
      'SandboxTemplate evals/python313',
      'SandboxTemplate evals/python314',
      'SandboxWarmPool evals/python',
      'SandboxWarmPool evals/python-next',
      'ServiceAccount evals/python-next-rollout',
    ]);
    for (const each of keys) { expect(each).toEqual(keys[0]); }
  });

  test('sizes, claims and the Job follow the steps', () => {
    for (const [index, file] of FILES.entries()) {
      const { fromReplicas, toReplicas, claimsPercent, id, conditions } = steps[index];
      expect(find('SandboxWarmPool', 'python', file).spec.replicas).toBe(fromReplicas);
      expect(find('SandboxWarmPool', 'python-next', file).spec.replicas).toBe(toReplicas);
      expect(find('SandboxClaim', 'nightly', file).spec.warmPoolRef.name)
        .toBe(claimsPercent === 100 ? 'python-next' : 'python');
      expect(find('ConfigMap', 'python-claims', file).data.nextPercent).toBe(String(claimsPercent));
      const { initContainers = [], containers } = find('Job', `${id}-ready`, file).spec.template.spec;
      expect([...initContainers, ...containers].map(({ args }: { args: string[] }) => args))
        .toEqual(conditions.map(({ kubectl }) => kubectl));
    }
  });

  test('templates differ in their image alone', () => {
    const [from, to] = ['python313', 'python314'].map((name) => find('SandboxTemplate', name).spec);
    expect(JSON.stringify(from).replace(':3.13', ':3.14')).toBe(JSON.stringify(to));
  });
});
