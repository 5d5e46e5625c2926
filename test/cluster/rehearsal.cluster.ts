/** A rehearsal reports planted faults of all kinds, and none of a platform that has none. */
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asGiven } from './edits/outcome';
import { describeCluster } from './plane';
import { faultyPlatform, goodPlatform } from './rehearsal/platforms';
import { releaseOf } from './releases';
import { compareManifests } from '../../src/change/compare-manifests';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { Rehearsal, RehearsalStep } from '../../src/rehearsal';
import { clusterBinaries } from '../support/cluster-binaries';
import { controllers } from '../support/controllers';

const { release, path } = controllers().filter((each) => each.release.startsWith('v1.')).at(-1)!;
const describeRehearsal = path ? describeCluster : describe.skip;
const NOTHING = { created: 0, ended: 0, stale: 0 };

describeRehearsal('a rehearsal', () => {
  const good = goodPlatform(release);
  const faulty = faultyPlatform(release);
  let rehearsal: Rehearsal;
  let [first, second, third]: RehearsalStep[] = [];

  beforeAll(async () => {
    rehearsal = new Rehearsal({ programs: clusterBinaries()!, controller: path! });
    first = await rehearsal.apply(good);
    rehearsal.expectNo();
    rehearsal.expectPods('agents/python', 2);
    second = await rehearsal.apply(good);
    third = await rehearsal.apply(faulty);
  }, 300_000);

  afterAll(async () => { await rehearsal?.stop(); });

  const foretold = (before: readonly KubeObject[], after: readonly KubeObject[]) => {
    const side = (objects: readonly KubeObject[]) => ({ objects: objects.map(asGiven), release: releaseOf(release) });
    return compareManifests({ before: side(before), after: side(after) });
  };

  test('reports no fault of a good platform, and pods and volumes as `diff` foretells them', () => {
    expect(first.faults).toEqual([]);
    expect(first.pods).toEqual(foretold([], good).pods);
    expect(first.volumes).toEqual(foretold([], good).volumes);
  });

  test('reports nothing when the same platform is applied again', () => {
    expect(second).toMatchObject({ faults: [], pods: NOTHING, volumes: NOTHING, pools: { 'agents/python': 2 } });
  });

  test.each([
    ['a refused pod', 'pod-refused', /pods/, /violates PodSecurity "restricted/],
    ['a sandbox that does not become ready', 'not-ready', /^Sandbox strict\/refused$/, /PodSecurity/],
    ['drift', 'drift', /^Secret agents\/drifts$/, /stringData/],
    ['a leftover', 'leftover', /^ConfigMap agents\/kept$/, /example\.com\/keeps/],
    ['a missing class', 'missing', /pods/, /RuntimeClass "kata" not found/],
    ['a missing Secret', 'missing', /^Pod agents\/waits$/, /Secret agents\/nowhere does not exist/],
    ['wrong order', 'wrong-order', /^ConfigMap late\/early$/, /move it/],
    ['a quota', 'quota', /pods/, /exceeded quota: few/],
    ['a pool that its quota keeps short', 'not-ready', /^SandboxWarmPool small\/python$/, /1 of 3 sandboxes/],
    ['a stale pool', 'stale', /^SandboxWarmPool agents\/python$/, /2 pods keep/],
    ['a stale claim', 'stale', /^SandboxClaim agents\/nightly$/, /1 pod keeps/],
    ['a lost volume', 'lost-volume', /^PersistentVolumeClaim agents\/home-stateful$/, /deleted/],
    ['a forbidden request', 'forbidden-request', /networkpolicies/, /cannot create resource "networkpolicies"/],
    ['a webhook that is gone', 'webhook', /pods/, /failed calling webhook "gone\.example\.com"/],
    ['a refused object', 'refused', /^Sandbox agents\/misspelt$/, /contaners/],
  ])('reports %s', (_, kind, object, message) => {
    const found = third.faults.filter((each) => each.kind === kind);
    expect(found).toContainEqual({
      kind, object: expect.stringMatching(object) as string, message: expect.stringMatching(message) as string,
    });
  });

  test('reports nothing else of the ten', () => {
    expect([...new Set(third.faults.map(({ kind }) => kind))].sort()).toEqual([
      'drift', 'forbidden-request', 'leftover', 'lost-volume', 'missing', 'not-ready', 'pod-refused', 'quota',
      'refused', 'stale', 'webhook', 'wrong-order',
    ]);
    expect(third.faults.filter(({ kind }) => kind === 'leftover')).toHaveLength(1);
    expect(rehearsal.leftovers()).toEqual(['ConfigMap agents/kept']);
  });

  test('fails expectations with the faults', () => {
    expect(() => { rehearsal.expectAdmitted(); }).toThrow(/misspelt/);
    expect(() => { rehearsal.expectNoDrift(); }).toThrow(/drifts/);
    expect(() => { rehearsal.expectPods('small/python', 3); }).toThrow(/1 sandboxes wait in the pool small\/python/);
    expect(() => { rehearsal.expectPods('small/other', 3); }).toThrow(/there is no pool small\/other/);
  });
});

describeRehearsal('a rehearsal with the programs of envtest alone', () => {
  test('says what it does not show', async () => {
    const programs = mkdtempSync(join(tmpdir(), 'agent-sandbox-envtest-'));
    for (const name of ['etcd', 'kube-apiserver']) {
      symlinkSync(join(clusterBinaries()!, name), join(programs, name));
    }
    const rehearsal = new Rehearsal({ programs, controller: path! });
    try {
      await rehearsal.apply(goodPlatform(release));
      rehearsal.expectNo();
      rehearsal.expectPods('agents/python', 2);
      expect(rehearsal.notes.join('\n')).toMatch(/there is no kube-controller-manager/);
    } finally {
      await rehearsal.stop();
      rmSync(programs, { recursive: true });
    }
  });
});
