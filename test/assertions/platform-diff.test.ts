import { App, Chart } from 'cdk8s';
import {
  AgentSandboxVersion, DiffLevel, Findings, Manifests, PlatformDiff, SandboxCluster, SandboxTemplate,
  WarmPoolUpdateStrategy,
} from '../../src';
import { LEVELS } from '../../src/change/level';
import { CLAIM, POOL, TEMPLATE } from '../change/support';

const PLATFORM = [TEMPLATE, POOL, CLAIM].join('---\n');
const before = Manifests.fromYaml(PLATFORM);

test('tells what follows from an edit', () => {
  const diff = PlatformDiff.between(before, Manifests.fromYaml(PLATFORM.replace('python:1', 'python:2')));
  expect(diff.pods).toEqual({ created: 0, ended: 0, stale: 3 });
  expect(diff.volumes).toEqual({ created: 0, ended: 0, stale: 0 });
  expect(diff.objects).toMatchObject([{
    verb: 'changed',
    object: 'SandboxTemplate research/python',
    effects: [
      { rule: 'pool-stale', level: DiffLevel.STALE, remedy: expect.stringContaining('Recreate') },
      { rule: 'claim-stale', level: DiffLevel.STALE },
    ],
  }]);
});

test('hasNothingFrom passes for levels that no effect has, and fails with the effects', () => {
  const diff = PlatformDiff.between(before, Manifests.fromYaml(`${TEMPLATE}---\n${CLAIM}`));
  expect(() => diff.hasNothingFrom(DiffLevel.DATA_LOSS)).not.toThrow();
  expect(() => diff.hasNothingFrom(DiffLevel.BREAK)).toThrow(
    "the edit has effects of level 'break' or worse:\n" +
      "  break: SandboxWarmPool research/pool: 1 claim names it still, such as 'research/alice'",
  );
});

test('nothing follows from manifests that are the same', () => {
  const diff = PlatformDiff.between(before, Manifests.fromYaml(PLATFORM));
  expect(diff.objects).toEqual([]);
  expect(() => diff.hasNothingFrom(DiffLevel.NOTE)).not.toThrow();
});

test('compares apps, by the release of their cluster', () => {
  const manifestsOf = (image: string, release: string) => {
    const app = new App();
    SandboxCluster.declare(app, { version: AgentSandboxVersion.of(release) });
    Findings.of(app).acknowledge('ASB311', 'a test');
    const chart = new Chart(app, 'c', { namespace: 'research' });
    const template = new SandboxTemplate(chart, 'T', { containers: [{ image }] });
    template.addWarmPool('P', { replicas: 2, updateStrategy: WarmPoolUpdateStrategy.RECREATE });
    return Manifests.fromApp(app);
  };
  const diff = PlatformDiff.between(
    manifestsOf('registry.example.com/a:1', 'v0.5.6'), manifestsOf('registry.example.com/a:2', 'v0.5.6'),
  );
  expect(diff.pods).toEqual({ created: 2, ended: 2, stale: 0 });
});

test('fails if it is given something else', () => {
  expect(() => PlatformDiff.between('dist/' as unknown as Manifests, before)).toThrow(
    "'before' is 'dist/'; give Manifests, such as Manifests.fromFiles(['dist/'])",
  );
  const diff = PlatformDiff.between(before, before);
  expect(() => diff.hasNothingFrom('errors' as DiffLevel)).toThrow("the level is 'errors'; give one of DiffLevel");
});

test('levels are those of the command line', () => {

  expect(Object.values(DiffLevel)).toEqual(LEVELS);
});
