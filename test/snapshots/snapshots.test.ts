import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cron, Size } from 'cdk8s';
import {
  PodSnapshotManualTrigger, PodSnapshotPolicy, PodSnapshotPostCheckpoint, PodSnapshotStorageConfig, PodSnapshotTrigger,
  Sandbox, SandboxTemplate, WorkspaceSnapshot, WorkspaceSnapshotSchedule,
} from '../../src';
import { find, Loose } from '../support/install';
import { chartOf, errorsOf, findingsOf, linesOf, POD, printed, specOf, untyped } from '../support/workloads';

const SCHEDULE = Cron.schedule({ minute: '0', hour: '3' });
const IMAGE = 'registry.example.com/kubectl:1.36';

function devbox() {
  const chart = chartOf();
  const sandbox = new Sandbox(chart, 'Dev', POD);
  const workspace = sandbox.addWorkspace('Home', '/home', { size: Size.gibibytes(50) }).name;
  return { chart, sandbox, workspace };
}

describe('a VolumeSnapshot of a workspace', () => {
  test('is of the claim that the controller makes, in the namespace of the sandbox', () => {
    const { chart, sandbox, workspace } = devbox();
    const snapshot = new WorkspaceSnapshot(chart, 'BeforeUpgrade', { sandbox, workspace });
    expect(find(printed(chart), 'VolumeSnapshot')).toEqual({
      apiVersion: 'snapshot.storage.k8s.io/v1',
      kind: 'VolumeSnapshot',
      metadata: { name: 'before-upgrade', namespace: 'research' },
      spec: { source: { persistentVolumeClaimName: 'home-dev' } },
    });
    expect([snapshot.volumeSnapshotName, snapshot.namespace]).toEqual(['before-upgrade', 'research']);
    expect(snapshot.size?.toGibibytes()).toBe(50);
    expect(linesOf(chart)).toEqual([]);
  });

  test('takes a class, and metadata', () => {
    const { chart, sandbox, workspace } = devbox();
    new WorkspaceSnapshot(chart, 'A', {
      sandbox, workspace, volumeSnapshotClassName: 'fast', metadata: { name: 'b', labels: { team: 'a' } },
    });
    expect(find(printed(chart), 'VolumeSnapshot')).toMatchObject({
      metadata: { name: 'b', labels: { team: 'a' } }, spec: { volumeSnapshotClassName: 'fast' },
    });
  });

  test('is what another sandbox begins with', () => {
    const { chart, sandbox, workspace } = devbox();
    const snapshot = new WorkspaceSnapshot(chart, 'Before', { sandbox, workspace });
    const copy = new Sandbox(chart, 'Copy', POD);
    copy.addWorkspace('Home', '/home', { size: Size.gibibytes(60), restoreFrom: snapshot });
    const [{ spec }] = specOf(copy).volumeClaimTemplates;
    expect(spec.dataSource).toEqual({
      apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'before',
    });
    expect(errorsOf(chart)).toBe('');
    expect(findingsOf(chart)).toEqual([]);
  });

  test('fails if what is restored is smaller, or has another source', () => {
    const { chart, sandbox, workspace } = devbox();
    const made = new WorkspaceSnapshot(chart, 'Before', { sandbox, workspace });
    const restore = (options: object) => () =>
      new Sandbox(chart, 'Copy', POD).addWorkspace('Work', '/work', { size: Size.gibibytes(20), ...options });
    expect(restore({ restoreFrom: made })).toThrow(
      "size of workspace 'work' is 20Gi, and snapshot 'before' is of a volume of 50Gi; give as much or more",
    );
  });

  test.each<[string, (given: ReturnType<typeof devbox>) => unknown, string]>([
    ['two sources', ({ chart, sandbox }) => sandbox.addWorkspace('W', '/w', {
      size: Size.gibibytes(1),
      restoreFrom: WorkspaceSnapshot.fromVolumeSnapshotName(chart, 'S', 'old'),
      claimSpec: { dataSource: { kind: 'PersistentVolumeClaim', name: 'a' } },
    }), "workspace 'w' has 'restoreFrom' and a data source in 'claimSpec'; give one"],
    ['a text as snapshot', ({ sandbox }) => sandbox.addWorkspace('W', '/w', {
      size: Size.gibibytes(1), restoreFrom: untyped('old'),
    }), "'restoreFrom' is 'old'; give a WorkspaceSnapshot"],
    ['a malformed name', ({ chart }) => WorkspaceSnapshot.fromVolumeSnapshotName(chart, 'S', 'A b'),
      "'A b' is not a DNS"],
    ['a number as size', ({ chart }) => WorkspaceSnapshot.fromVolumeSnapshotName(chart, 'S', 'a', untyped({ size: 5 })),
      "'size' is 5; give a size"],
  ])('fails if there is %s', (_, make, message) => {
    // A size is spelled out in the words of the shape.
    expect(() => make(devbox())).toThrow(message.replace('give a size', 'give a Size'));
  });
});

describe('a schedule of snapshots', () => {
  function scheduled(options: object = {}) {
    const { chart, sandbox, workspace } = devbox();
    const made = new WorkspaceSnapshotSchedule(chart, 'Nightly', {
      sandbox, workspace, image: IMAGE, schedule: SCHEDULE, ...options,
    });
    return { chart, made, objects: printed(chart) as Loose[] };
  }

  test('is a CronJob with a role for VolumeSnapshots alone', () => {
    const { chart, made, objects } = scheduled({ timeZone: 'Europe/Berlin', volumeSnapshotClassName: 'fast' });
    expect(objects.filter(({ kind }) => !/^Sandbox/.test(kind))).toMatchSnapshot();
    expect(made.snapshotLabels).toEqual({ 'cdk8s-agent-sandbox/snapshot-schedule': 'nightly' });
    expect(linesOf(chart)).toEqual([]);
  });

  test('takes one, and deletes the oldest beyond those it keeps', () => {
    const { spec } = find(scheduled({ keep: 2 }).objects, 'CronJob').spec.jobTemplate.spec.template;
    const [script] = spec.containers[0].args;
    const directory = mkdtempSync(join(tmpdir(), 'snapshots-'));
    try {
      // A kubectl that lists four snapshots, oldest first, and writes down what it is asked.
      writeFileSync(join(directory, 'kubectl'), [
        '#!/bin/sh',
        'echo "$@" >> "$LOG"',
        'case $1 in create) cat >> "$LOG";; get) for n in 1 2 3 4; do echo volumesnapshot/s-$n; done;; esac',
      ].join('\n'));
      chmodSync(join(directory, 'kubectl'), 0o755);
      const log = join(directory, 'log');
      const { status, stderr } = spawnSync('sh', ['-ceu', script], {
        encoding: 'utf8', env: { PATH: `${directory}:${process.env.PATH}`, LOG: log },
      });
      expect([status, stderr]).toEqual([0, '']);
      const [create, body, get, ...deletions] = readFileSync(log, 'utf8').trim().split('\n');
      expect(create).toBe('create -f -');
      expect(JSON.parse(body)).toEqual({
        apiVersion: 'snapshot.storage.k8s.io/v1',
        kind: 'VolumeSnapshot',
        metadata: { generateName: 'nightly-', labels: { 'cdk8s-agent-sandbox/snapshot-schedule': 'nightly' } },
        spec: { source: { persistentVolumeClaimName: 'home-dev' } },
      });
      expect(get).toContain('-l cdk8s-agent-sandbox/snapshot-schedule=nightly --sort-by=.metadata.creationTimestamp');
      expect(deletions).toEqual(['1', '2'].map((n) => `delete --wait=false volumesnapshot/s-${n}`));
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  test.each<[string, object, string]>([
    ['image', { image: 'a b' }, "'image'"],
    ['schedule', { schedule: '0 3 * * *' }, "'schedule' is '0 3 * * *'; give a Cron"],
    ['count', { keep: 0 }, "'keep' is 0; give a whole number of at least 1"],
    ['zone', { timeZone: 'my zone' }, "'timeZone' is 'my zone'"],
    ['workspace', { workspace: 'A b' }, "'workspace' 'A b' is not a DNS label"],
    ['class', { volumeSnapshotClassName: 'A b' }, "'volumeSnapshotClassName' 'A b' is not a DNS subdomain"],
  ])('fails if the %s is malformed', (_, options, message) => { expect(() => scheduled(options)).toThrow(message); });
});

describe('snapshots of pods in GKE', () => {
  test('are stored in a bucket, and each sandbox restores its own', () => {
    const chart = chartOf();
    const template = new SandboxTemplate(chart, 'Python', POD);
    const storage = new PodSnapshotStorageConfig(chart, 'Storage', { bucket: 'agents-snapshots', path: 'python' });
    new PodSnapshotPolicy(chart, 'Snapshots', {
      storageConfigName: storage.name, selectorLabels: template.selectorLabels, maxSnapshotsPerGroup: 3,
    });
    new PodSnapshotManualTrigger(chart, 'Now', { podName: 'dev' });
    template.addWarmPool('Pool', { replicas: 1 });
    expect((printed(chart) as Loose[]).filter(({ kind }) => kind.startsWith('PodSnapshot'))).toEqual([
      {
        apiVersion: 'podsnapshot.gke.io/v1',
        kind: 'PodSnapshotStorageConfig',
        metadata: { name: 'storage' },
        spec: { snapshotStorageConfig: { gcs: { bucket: 'agents-snapshots', path: 'python' } } },
      },
      {
        apiVersion: 'podsnapshot.gke.io/v1',
        kind: 'PodSnapshotPolicy',
        metadata: { name: 'snapshots', namespace: 'research' },
        spec: {
          storageConfigName: 'storage',
          selector: { matchLabels: template.selectorLabels },
          triggerConfig: { type: 'manual', postCheckpoint: 'resume' },
          snapshotGroupingRules: {
            groupByLabelValue: {
              labels: ['agents.x-k8s.io/sandbox-name-hash'],
              groupRetentionPolicy: { maxSnapshotCountPerGroup: 3 },
            },
          },
        },
      },
      {
        apiVersion: 'podsnapshot.gke.io/v1',
        kind: 'PodSnapshotManualTrigger',
        metadata: { name: 'now', namespace: 'research' },
        spec: { targetPod: 'dev' },
      },
    ]);
    expect(linesOf(chart).filter((line) => line.includes('ASB481'))).toEqual([]);
  });

  test('take other triggers and groups, and one without groups is told of', () => {
    const chart = chartOf();
    const template = new SandboxTemplate(chart, 'Python', POD);
    template.addWarmPool('Pool', { replicas: 1 });
    new PodSnapshotPolicy(chart, 'Shared', {
      storageConfigName: 'storage',
      selectorLabels: { app: 'a' },
      trigger: PodSnapshotTrigger.WORKLOAD,
      postCheckpoint: PodSnapshotPostCheckpoint.STOP,
      groupByLabels: [],
    });
    expect(find(printed(chart), 'PodSnapshotPolicy').spec).toEqual({
      storageConfigName: 'storage',
      selector: { matchLabels: { app: 'a' } },
      triggerConfig: { type: 'workload', postCheckpoint: 'stop' },
    });
    expect(linesOf(chart).filter((line) => line.includes('ASB481'))).toHaveLength(1);
  });

  test.each<[string, object, string]>([
    ['a count without groups', { groupByLabels: [], maxSnapshotsPerGroup: 2 },
      "'groupByLabels' is empty, so there are no"],
    ['a group that is no label', { groupByLabels: ['a b'] }, "'groupByLabels' has 'a b'; give keys of labels"],
    ['an unknown trigger', { trigger: 'now' }, "'trigger' is 'now'; give one of 'manual', 'workload'"],
    ['no count', { maxSnapshotsPerGroup: 0 }, "'maxSnapshotsPerGroup' is 0; give a whole number of at least 1"],
  ])('fails if there is %s', (_, options, message) => {
    const props = { storageConfigName: 'storage', selectorLabels: { app: 'a' }, ...options };
    expect(() => new PodSnapshotPolicy(chartOf(), 'A', props)).toThrow(message);
  });
});
