import { example } from '../support/examples';
import { expectValid } from '../support/other-kinds';

const FILES = ['archive', 'desks', 'evals', 'platform'].map((name) => `${name}.k8s.yaml`);

describe('cdk8s synth in examples/size-classes', () => {
  const printed = example('size-classes');
  const { find, objects } = printed;

  test('prints a file for the platform and for each team', () => {
    expect(Object.keys(printed.files).sort()).toEqual(FILES);
  });

  test('a pool for each size and image that go together, and a catalogue of them', () => {
    const names = ['small-gvisor-python', 'small-gvisor-node', 'large-gvisor-python'];
    const pools = objects('evals.k8s.yaml').filter(({ kind }) => kind === 'SandboxWarmPool');
    expect(pools.map(({ metadata, spec }) => [metadata.name, spec.replicas]).sort()).toEqual(
      names.map((name) => [name, name.startsWith('small') ? 10 : 2]).sort(),
    );
    const catalogue = JSON.parse(find('ConfigMap', 'sandbox-classes', 'evals.k8s.yaml').data['classes.json']);
    expect(catalogue.classes.map(({ name }: { name: string }) => name).sort()).toEqual([...names].sort());
    expect(find('SandboxClaim', 'nightly', 'evals.k8s.yaml').spec.warmPoolRef.name).toBe('small-gvisor-python');
  });

  test('the quota has room for all claims of the classes beside their pools', () => {
    const { hard } = find('ResourceQuota', 'sandbox-quota', 'evals.k8s.yaml').spec;
    expect(Number(hard['count/sandboxclaims.extensions.agents.x-k8s.io'])).toBeGreaterThanOrEqual(210);
  });

  test('machines by a ComputeClass, which pods choose', () => {
    const machines = find('ComputeClass', 'sandbox-nodes', 'platform.k8s.yaml');
    expectValid(machines);
    for (const file of ['evals.k8s.yaml', 'desks.k8s.yaml']) {
      for (const { spec } of objects(file).filter(({ kind }) => kind === 'SandboxTemplate')) {
        expect(spec.podTemplate.spec.nodeSelector).toMatchObject({
          'cloud.google.com/compute-class': machines.metadata.name,
        });
      }
    }
  });

  test('desks have a priority that their quota bounds, a pool that follows its claims, and snapshots', () => {
    const file = 'desks.k8s.yaml';
    expect(find('ResourceQuota', 'priority-interactive', file).spec.hard).toEqual({ pods: '50' });
    expect(find('SandboxTemplate', 'desk', file).spec.podTemplate.spec.priorityClassName).toBe('interactive');
    const { scaleTargetRef, metrics } = find('HorizontalPodAutoscaler', 'desk-pool', file).spec;
    expect(scaleTargetRef).toMatchObject({ kind: 'SandboxWarmPool', name: 'desk-pool' });
    expect(metrics[0].external.target.type).toBe('AverageValue');
    const { storageConfigName } = find('PodSnapshotPolicy', 'desk-snapshots', file).spec;
    expect(find('PodSnapshotStorageConfig', storageConfigName, 'platform.k8s.yaml')).toBeDefined();
  });

  test('a snapshot of the files each night', () => {
    const { schedule, timeZone } = find('CronJob', 'nightly', 'archive.k8s.yaml').spec;
    expect({ schedule, timeZone }).toEqual({ schedule: '0 3 * * *', timeZone: 'Europe/Berlin' });
  });
});
