/** A rehearsal reports planted faults of all kinds, and none of a platform that has none. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asGiven } from './edits/outcome';
import { leavesNothing, processesOf } from './leaves-nothing';
import { describeCluster } from './plane';
import { faultyPlatform, goodPlatform } from './rehearsal/platforms';
import { releaseOf } from './releases';
import { compareManifests } from '../../src/change/compare-manifests';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { Rehearsal, RehearsalStep } from '../../src/rehearsal';
import { until } from '../../src/rehearsal/cluster/until';
import { runLater } from '../support/cli';
import { clusterBinaries, useClusterBinaries } from '../support/cluster-binaries';
import { controllers } from '../support/controllers';
import { directories, writeFiles } from '../support/directories';

const ROOT = join(__dirname, '../..');
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

describeRehearsal('the command `rehearse`', () => {
  const page = readFileSync(join(ROOT, 'docs/rehearsing.md'), 'utf8');
  const [before, sandbox] = [...page.matchAll(/^```yaml\n([^]*?)^```/gm)].map(([, block]) => block);
  const directory = directories();

  useClusterBinaries();

  function example(): [before: string, after: string] {
    const root = directory();
    const after = before.replace('3.13', '3.14').split('---\n').filter((each) => !each.includes('ConfigMap'))
      .join('---\n');
    writeFiles(root, { 'before.yaml': before, 'after.yaml': `${after}---\n${sandbox}` });
    return [join(root, 'before.yaml'), join(root, 'after.yaml')];
  }

  test('reports of the example what the page shows', async () => {
    const [old, now] = example();
    const { code, out, err } = await runLater(['rehearse', now, '--from', old, '--controller', path!]);
    const shown = out.replace(/\(\d+ times\)/g, '(N times)').split('\n').filter((line) => !/^note: |^$/.test(line));
    const [, block] = /^ {4}\$ npx .* rehearse .*\n((?: {4}.*\n)+)/m.exec(page)!;
    expect(shown).toEqual(block.replace(/^ {4}/gm, '').trimEnd().split('\n'));
    expect(code).toBe(2);
    expect(err).toMatch(/^objects: 4; pods: created 0, ended 0, stale 2; faults: 3, of which 2 break the platform; /);
  });

  test('reports no fault of a platform that is applied over itself', async () => {
    const [old] = example();
    const { code, out } = await runLater(['rehearse', old, '--from', old, '--controller', path!, '--format', 'json']);
    expect([code, JSON.parse(out).faults]).toEqual([0, []]);
  });

  test.each<NodeJS.Signals>(['SIGINT', 'SIGTERM', 'SIGKILL'])('leaves nothing when %s ends it', async (signal) => {
    const parent = mkdtempSync(join(tmpdir(), 'agent-sandbox-apart-'));
    const [old] = example();
    const program = `
      require('ts-node').register({ transpileOnly: true, project: 'test/tsconfig.json' });
      require('./src/cli/main').main(['rehearse', ${JSON.stringify(old)}, '--controller', ${JSON.stringify(path)}]);
    `;
    const child = spawn(process.execPath, ['-e', program], {
      cwd: ROOT, env: { ...process.env, TMPDIR: parent }, stdio: ['ignore', 'ignore', 'inherit'],
    });
    try {
      let plane: string | undefined;
      await until('the controller to run', () => {
        plane = readdirSync(parent).find((name) => name.startsWith('agent-sandbox-cluster-'));
        return plane !== undefined && processesOf(join(parent, plane)).length >= 5;
      });
      const started = join(parent, plane!);
      const [pid] = readFileSync(join(started, 'pids'), 'utf8').split('\n').map(Number);
      child.kill(signal);
      await leavesNothing({ directory: started, pid });
    } finally {
      child.kill('SIGKILL');
      rmSync(parent, { recursive: true, force: true });
    }
  });
});
