/** Each cause is provoked on a real control plane with upstream's controller, dumped, and found. */
import { existing, healthyPlatform, illPlatform, PROVOKED } from './doctor/platform';
import { describeCluster } from './plane';
import type { Diagnosed } from '../../src/doctor/diagnose';
import { Rehearsal } from '../../src/rehearsal';
import { run } from '../support/cli';
import { clusterBinaries } from '../support/cluster-binaries';
import { controllers } from '../support/controllers';
import { directories, writeFiles } from '../support/directories';

/** Those that serve v1beta1. */
const CONTROLLERS = controllers().filter(({ release }) => !release.startsWith('v0.4.'));

/** What `doctor --help` tells to dump. */
const DUMPED = [
  ...['sandboxes'].map((kind) => `/apis/agents.x-k8s.io/v1beta1/${kind}`),
  ...['sandboxclaims', 'sandboxwarmpools', 'sandboxtemplates'].map((kind) => (
    `/apis/extensions.agents.x-k8s.io/v1beta1/${kind}`
  )),
  ...['pods', 'events', 'persistentvolumeclaims', 'services', 'nodes'].map((kind) => `/api/v1/${kind}`),
  '/apis/networking.k8s.io/v1/networkpolicies',
  '/apis/apps/v1/deployments',
  '/apis/apps/v1/replicasets',
  '/apis/node.k8s.io/v1/runtimeclasses',
  '/apis/storage.k8s.io/v1/storageclasses',
];

/** Moves the moment of a dump: no test waits until an object is old enough to be suspected. */
const LATER = {
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: 'later', namespace: 'default' },
  lastTimestamp: new Date(Date.now() + 600_000).toISOString(),
};

interface Report extends Omit<Diagnosed, 'diagnoses'> {
  readonly diagnoses: ReadonlyArray<{ readonly code: string; readonly object: string; readonly message: string }>;
}

describeCluster.each(CONTROLLERS)('doctor, of $release', ({ release, path }) => {
  const test = path ? it : it.skip;
  const provoked = PROVOKED.filter(([code]) => code !== 'ASB634' || release.startsWith('v1.'));
  const directory = directories();
  let rehearsal: Rehearsal;

  /** The dump of all, as `kubectl get -o json` writes it. */
  const dump = async (): Promise<object> => {
    const lists = await Promise.all(DUMPED.map(async (each) => {
      const { items, kind, apiVersion } = await rehearsal.get(each);
      return (items as object[]).map((item) => ({ apiVersion, kind: String(kind).replace(/List$/, ''), ...item }));
    }));
    return { apiVersion: 'v1', kind: 'List', items: [...lists.flat(), LATER] };
  };

  const diagnosed = async (...args: readonly string[]): Promise<{ code: number; report: Report }> => {
    const files = directory();
    writeFiles(files, { 'dump.json': JSON.stringify(await dump()) });
    const { code, out, err } = run(['doctor', `${files}/dump.json`, '--format', 'json', ...args]);
    expect(err).not.toMatch(/cannot/);
    return { code, report: JSON.parse(out) as Report };
  };

  const manifests = (objects: readonly object[]): string => {
    const files = directory();
    writeFiles(files, { 'all.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }) });
    return `${files}/all.json`;
  };

  beforeAll(async () => {
    if (!path) { return; }
    rehearsal = new Rehearsal({ programs: clusterBinaries()!, controller: path, existing: existing() });
    await rehearsal.apply(healthyPlatform(release));
    rehearsal.expectNo();
  }, 300_000);

  afterAll(async () => { await rehearsal?.stop(); });

  test('finds nothing wrong with a healthy platform', async () => {
    const { code, report } = await diagnosed('--manifests', manifests(healthyPlatform(release)));
    expect(report.diagnoses).toEqual([]);
    expect([code, report.resting, report.absentKinds]).toEqual([0, ['Sandbox agents/asleep: suspended'], []]);
    expect(report.release).toBe(release);
  });

  describe('of a platform that is ill', () => {
    let found: Report;

    beforeAll(async () => {
      if (!path) { return; }
      await rehearsal.apply(illPlatform(release));
      // What has a finalizer and is no longer declared is deleted, and stays.
      await rehearsal.apply(illPlatform(release).filter(({ metadata: { name } }) => name !== 'held'));
      found = (await diagnosed()).report;
    }, 300_000);

    test.each(provoked)('finds %s: %s', (code, object, message) => {
      expect(found.diagnoses).toContainEqual(
        expect.objectContaining({ code, object, message: expect.stringMatching(message) as string }),
      );
    });

    test('finds nothing else', () => {
      const expected = provoked.map(([code, object]) => `${code} ${object}`);
      expect(found.diagnoses.map(({ code, object }) => `${code} ${object}`).sort()).toEqual(expected.sort());
    });

    test('finds what differs from the manifests', async () => {
      const declared = illPlatform(release).filter(({ metadata: { name } }) => !['held', 'gated'].includes(name))
        .map((each) => (each.kind === 'SandboxWarmPool' && each.metadata.namespace === 'small'
          ? { ...each, spec: { ...each.spec as object, replicas: 4 } }
          : each));
      const absent = {
        apiVersion: 'agents.x-k8s.io/v1beta1',
        kind: 'Sandbox',
        metadata: {
          name: 'absent', namespace: 'agents',
        },
      };
      const { report } = await diagnosed('--manifests', manifests([...declared, absent]));
      const compared = report.diagnoses.filter(({ code }) => code >= 'ASB635');
      expect(compared.map(({ code, object, message }) => `${code} ${object}: ${message}`).sort()).toEqual([
        expect.stringMatching(/^ASB635 SandboxWarmPool small\/python: it differs from its manifest: spec\.replicas$/),
        expect.stringMatching(/^ASB636 Sandbox agents\/absent: /),
        expect.stringMatching(/^ASB637 Sandbox agents\/gated: /),
      ]);
    });
  });
});
