/** Rehearsals whose controller ends, that foretell otherwise, and that move from one release line to the next. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeCluster } from './plane';
import { goodPlatform, install, namespace, object, sandbox } from './rehearsal/platforms';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { breaks, Fault } from '../../src/rehearsal/fault';
import { Rehearsal } from '../../src/rehearsal/rehearsal';
import { runLater } from '../support/cli';
import { clusterBinaries, useClusterBinaries } from '../support/cluster-binaries';
import { controllers } from '../support/controllers';
import { directories, writeFiles } from '../support/directories';

const built = controllers().filter(({ path }) => path);
const lineOf = (line: string) => built.filter(({ release }) => release.startsWith(line)).at(-1);
const [V04, V05, V1] = ['v0.4.', 'v0.5.', 'v1.'].map(lineOf);
const describeRehearsal = V04 && V05 && V1 ? describeCluster : describe.skip;
const kindsOf = (faults: readonly Fault[]) => [...new Set(faults.map(({ kind }) => kind))];

describeRehearsal('a rehearsal whose controller ends', () => {
  test('reports it with the last lines of its log', async () => {
    const rehearsal = new Rehearsal({ programs: clusterBinaries()!, controller: V1!.path! });
    try {
      const { faults } = await rehearsal.apply(goodPlatform(V1!.release).map((each) => (
        each.kind === 'Deployment'
          ? JSON.parse(JSON.stringify(each).replace('"--leader-elect=true"', '"--leader-elect=true","--made-up=1"'))
          : each
      )));
      expect(faults).toContainEqual({
        kind: 'controller-ended',
        object: 'Deployment agent-sandbox-system/agent-sandbox-controller',
        message: expect.stringMatching(/made-up/) as string,
      });
    } finally {
      await rehearsal.stop();
    }
  }, 120_000);
});

describeRehearsal('a rehearsal of what `diff` does not see', () => {
  const directory = directories();

  useClusterBinaries();

  test('reports that it was foretold otherwise: the sandbox was there before', async () => {
    const root = directory();
    const [space, dev] = [namespace('research'), sandbox('dev', 'research')];
    const config = object('v1', 'ConfigMap', 'settings', 'research');
    const text = (...objects: readonly KubeObject[]) => objects.map((each) => JSON.stringify(each)).join('\n---\n');
    writeFiles(root, { 'with.yaml': text(space, dev), 'old.yaml': text(config), 'new.yaml': text(config, dev) });
    const { code, out } = await runLater([
      'rehearse', join(root, 'new.yaml'), '--from', join(root, 'old.yaml'), '--with', join(root, 'with.yaml'),
      '--controller', V1!.path!, '--release', V1!.release, '--format', 'json',
    ]);
    expect(JSON.parse(out).faults).toEqual([{
      kind: 'foretold-otherwise',
      object: 'pods',
      message: expect.stringMatching(/^foretold created 1, .*; seen created 0, /) as string,
    }]);
    expect(code).toBe(1);
  }, 120_000);
});

describeRehearsal('a rehearsal from one release line to the next', () => {
  const programs = Object.fromEntries([V04, V05, V1].map((each) => [each?.release, each?.path]));
  const space = namespace('agents');
  const old = (name: string): KubeObject => object('agents.x-k8s.io/v1alpha1', 'Sandbox', name, 'agents', {
    spec: { podTemplate: { spec: { containers: [{ name: 'main', image: 'registry.example.com/python:3.14' }] } } },
  });
  let rehearsal: Rehearsal;

  afterEach(async () => { await rehearsal?.stop(); });

  test('v0.4 to v0.5: objects of v1alpha1 are converted by its webhook, and pods stay', async () => {
    rehearsal = new Rehearsal({ programs: clusterBinaries()!, controllers: programs as Record<string, string> });
    const first = await rehearsal.apply([...install(V04!.release), space, old('dev')]);
    expect([kindsOf(first.faults.filter(breaks)), first.pods.created]).toEqual([[], 1]);
    const second = await rehearsal.apply([...install(V05!.release), space, old('dev'), sandbox('new', 'agents')]);
    // Applied at once with the install, it comes before the webhook answers.
    expect(second.faults.filter(breaks)).toMatchObject([{ kind: 'wrong-order', object: 'Sandbox agents/dev' }]);
    expect(second.pods).toMatchObject({ created: 1, ended: 0 });
    const { items } = await rehearsal.get('/apis/agents.x-k8s.io/v1beta1/namespaces/agents/sandboxes');
    expect(items.map(({ metadata }: KubeObject) => metadata.name).sort()).toEqual(['dev', 'new']);
    // v1.0 drops v1alpha1, in which objects are stored: that is what a plan of an upgrade is for.
    const third = await rehearsal.apply([...install(V1!.release), space, sandbox('dev', 'agents')]);
    expect(third.faults.filter(({ kind }) => kind === 'refused').map(({ object: name }) => name)).toContain(
      'CustomResourceDefinition sandboxes.agents.x-k8s.io',
    );
  }, 240_000);
});

test('the page names the kinds of faults that are planted here', () => {
  const page = readFileSync(join(__dirname, '../../docs/rehearsing.md'), 'utf8');
  for (const kind of ['controller-ended', 'foretold-otherwise']) { expect(page).toContain(`\`${kind}\``); }
});
