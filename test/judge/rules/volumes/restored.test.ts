import type { KubeObject } from '../../../../src/kubernetes/kube-object';
import { bothWays } from '../../../support/both-ways';
import { objectOf } from '../../../support/judged';

const snapshot = { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'old' };
const template = (spec: object) => objectOf('SandboxTemplate', 'python', {
  podTemplate: {
    spec: {
      securityContext: { runAsNonRoot: true, fsGroup: 1000 },
      containers: [{
        name: 'main', image: 'registry.example.com/a:1', volumeMounts: [{ name: 'home', mountPath: '/home' }],
      }],
    },
  },
  volumeClaimTemplates: [{
    metadata: { name: 'home' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } }, ...spec },
  }],
});
const pool = (replicas?: number) => objectOf('SandboxWarmPool', 'warm', {
  sandboxTemplateRef: { name: 'python' }, ...(replicas !== undefined && { replicas }),
});
const said = (objects: readonly KubeObject[], code: string) => {
  const { synth, files } = bothWays(objects);
  const of = (lines: readonly string[]) => lines.filter((line) => line.includes(code));
  const messages = (lines: string[]) => lines.map((line) => line.replace(/^.*?: /, ''));
  expect(messages(of(synth))).toEqual(messages(of(files)));
  return of(files);
};

describe('ASB480', () => {
  test.each<[string, object, string]>([
    ['a snapshot', { dataSource: snapshot }, "VolumeSnapshot 'old'"],
    ['a snapshot by reference', { dataSourceRef: snapshot }, "VolumeSnapshot 'old'"],
    ['a volume', { dataSource: { kind: 'PersistentVolumeClaim', name: 'seed' } }, "PersistentVolumeClaim 'seed'"],
  ])('a pool of a template that restores %s', (_, spec, source) => {
    expect(said([template(spec), pool(2)], 'ASB480')).toEqual([
      `warning ASB480 spec.sandboxTemplateRef.name: each sandbox that waits in the pool gets a copy of ${source} in `
        + "volume 'home', so that all who claim one begin with the same data, and each copy is paid for while it waits",
    ]);
    expect(said([template(spec), pool()], 'ASB480')).toHaveLength(1);
  });

  test('nothing is said of a cold pool, and of new volumes', () => {
    expect(said([template({ dataSource: snapshot }), pool(0)], 'ASB480')).toEqual([]);
    expect(said([template({}), pool(2)], 'ASB480')).toEqual([]);
  });
});

describe('ASB481', () => {
  const policy = (more: object = {}, namespace = 'research'): KubeObject => ({
    apiVersion: 'podsnapshot.gke.io/v1',
    kind: 'PodSnapshotPolicy',
    metadata: { name: 'policy', namespace },
    spec: { storageConfigName: 'a', selector: {}, triggerConfig: { type: 'manual' }, ...more },
  });
  const by = (label: string) => ({ snapshotGroupingRules: { groupByLabelValue: { labels: [label] } } });
  const known = [template({}), pool(2)];

  test('snapshots that sandboxes share', () => {
    const message = "warning ASB481 spec: snapshots are not grouped by 'agents.x-k8s.io/sandbox-name-hash', so that a "
      + 'sandbox may start with the memory and the files of another one that the policy selects';
    expect(said([...known, policy()], 'ASB481')).toEqual([message]);
    expect(said([...known, policy(by('user'))], 'ASB481')).toEqual([message]);
  });

  test('nothing is said of groups by sandbox, and of namespaces without pools', () => {
    expect(said([...known, policy(by('agents.x-k8s.io/sandbox-name-hash'))], 'ASB481')).toEqual([]);
    expect(said([...known, policy({}, 'models')], 'ASB481')).toEqual([]);
  });
});
