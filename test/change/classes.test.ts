/** What diff says of size classes that go. */
import { App, Chart } from 'cdk8s';
import { CLAIM, effectsOf } from './support';
import { AgentSandboxVersion, SandboxClassesProps, SandboxCluster } from '../../src';
import { classesIn, SMALL } from '../classes/made';
import { run } from '../support/cli';
import { directories, writeFiles } from '../support/directories';
import { quietly } from '../support/stderr';

const directory = directories();

const BASE: Partial<SandboxClassesProps> = { sizes: { small: SMALL }, only: [{ runtimes: ['gvisor'] }] };
const DEPRECATED = {
  ...BASE, rules: [{ images: ['node'], deprecated: { instead: 'small-gvisor-python', until: '2027-03-31' } }],
};
const WITHOUT = { ...BASE, excluding: [{ images: ['node'] }] };

/** The documents of classes, as they are printed for a release. */
function printed(props: Partial<SandboxClassesProps>, release = 'v1.0.5'): string {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.of(release) });
  classesIn(new Chart(app, 'research', { namespace: 'research' }), props);
  return quietly(() => app.synthYaml());
}

const claimOf = (pool: string, name = 'alice') => CLAIM.replace('alice', name).replace('name: pool', `name: ${pool}`);

/** The effects about classes, as `level rule: message`. */
const said = (before: string[], after: string[], release?: string) => effectsOf(
  before.map((text) => text.split(/^---$/m)).flat(), after.map((text) => text.split(/^---$/m)).flat(), release,
).filter(({ rule }) => rule.startsWith('class-')).map(({ level, rule, message }) => `${level} ${rule}: ${message}`);

test('a class that goes is dropped, and one that was deprecated has ended', () => {
  expect(said([printed(BASE)], [printed(WITHOUT)])).toEqual([
    "break class-dropped: class 'small-gvisor-node' with pool 'small-gvisor-node' goes, which was not "
      + 'deprecated before: '
      + 'programs that are built with it do not compile any more, and those that run claim from a pool that is gone',
  ]);
  expect(said([printed(DEPRECATED)], [printed(WITHOUT)])).toEqual([
    "note class-ended: class 'small-gvisor-node' with pool 'small-gvisor-node' goes: it was deprecated, "
      + 'and no claim that '
      + 'is known names it; programs that were not built since do',
  ]);
});

test('one that is claimed is removed, whether it was deprecated or not; its claims are named', () => {
  const claims = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => claimOf('small-gvisor-node', name));
  for (const before of [BASE, DEPRECATED]) {
    expect(said([printed(before)], [printed(WITHOUT), claims[0]])).toEqual([
      "break class-removed: class 'small-gvisor-node' with pool 'small-gvisor-node' goes, and 1 claim "
        + "names it still: 'a'",
    ]);
  }
  expect(said([printed(BASE)], [printed(WITHOUT), ...claims])[0]).toMatch(
    /and 7 claims name it still: 'a', 'b', 'c', 'd', 'e' and 2 more$/,
  );
});

test('claims that go too, of other classes and of other namespaces do not count', () => {
  const claim = claimOf('small-gvisor-node');
  expect(said([printed(DEPRECATED), claim], [printed(WITHOUT)])).toEqual([expect.stringMatching(/^note class-ended/)]);
  const others = [claimOf('small-gvisor-python', 'b'), claim.replace('research', 'elsewhere')];
  expect(said([printed(DEPRECATED)], [printed(WITHOUT), ...others])).toEqual([
    expect.stringMatching(/^note class-ended/),
  ]);
});

test('before v0.5.0 claims of the template count', () => {
  const props = { ...BASE, rules: [{ replicas: 1 }] };
  const claim = `apiVersion: extensions.agents.x-k8s.io/v1alpha1
kind: SandboxClaim
metadata: { name: alice, namespace: research }
spec: { sandboxTemplateRef: { name: small-gvisor-node } }
`;
  const after = printed({ ...props, excluding: WITHOUT.excluding }, 'v0.2.1');
  expect(said([printed(props, 'v0.2.1')], [after, claim], 'v0.2.1'))
    .toEqual([expect.stringMatching(/^break class-removed: .* 1 claim names it still: 'alice'$/)]);
});

test('a class with another pool, and one whose catalogue goes', () => {
  expect(said([printed(WITHOUT)], [printed({ ...WITHOUT, prefix: 'b-' }), claimOf('small-gvisor-python')])).toEqual([
    "break class-removed: class 'small-gvisor-python' has pool 'b-small-gvisor-python' in place of "
      + "'small-gvisor-python', "
      + "and 1 claim names it still: 'alice'",
  ]);
  expect(said([printed(WITHOUT)], [])).toEqual([expect.stringMatching(/^break class-dropped: class 'small-gvisor-py/)]);
});

test('what stays, moves to another catalogue or is new says nothing; what is deprecated says so', () => {
  expect(said([printed(WITHOUT)], [printed(WITHOUT)])).toEqual([]);
  expect(said([printed(WITHOUT)], [printed(BASE)])).toEqual([]);
  expect(said([printed(WITHOUT)], [printed({ ...WITHOUT, catalogueName: 'others' })])).toEqual([]);
  expect(said([printed(BASE)], [printed(DEPRECATED)])).toEqual([
    "note class-deprecated: class 'small-gvisor-node' is deprecated: programs are told when they are "
      + 'built anew, to claim '
      + "from 'small-gvisor-python'",
  ]);
  expect(said([printed(DEPRECATED)], [printed(DEPRECATED)])).toEqual([]);
});

describe('with the claims of a cluster', () => {
  function diff(dump: string, after = printed(WITHOUT), ...args: string[]) {
    const root = directory();
    writeFiles(root, { 'old/a.yaml': printed(DEPRECATED), 'now/a.yaml': after, 'live.yaml': dump });
    const path = (name: string) => `${root}/${name}`;
    return run(['diff', path('old'), path('now'), '--live', path('live.yaml'), '--no-color', ...args]);
  }
  const list = (...claims: string[]) => claims.join('---\n');

  test('a class that goes while they name it is an error', () => {
    const { code, out, err } = diff(list(claimOf('small-gvisor-node'), claimOf('small-gvisor-node', 'bob')));
    expect(code).toBe(2);
    expect(out).toContain(
      "class 'small-gvisor-node' with pool 'small-gvisor-node' goes, and 2 claims name it still: 'alice', 'bob'",
    );
    expect(out).toContain("2 claims name it still, such as 'research/alice': one without a sandbox waits for ever");
    expect(out).not.toContain('SandboxClaim');
    expect(err).toMatch(/; 2 claims of the cluster; by Agent Sandbox/);
  });

  test('claims that are being deleted, other kinds, and those of the manifests do not count twice', () => {
    const ending = claimOf('small-gvisor-node')
      .replace('namespace: research', 'namespace: research, deletionTimestamp: "x"');
    expect(diff(ending)).toMatchObject({ code: 1, err: expect.stringContaining('; 0 claims of the cluster;') });
    expect(diff(printed(BASE))).toMatchObject({ code: 1, err: expect.stringContaining('; 0 claims of the cluster;') });
    const claim = claimOf('small-gvisor-node');
    expect(diff(claim, list(printed(WITHOUT), claim))).toMatchObject({
      code: 2,
      err: expect.stringContaining('; 0 claims of the cluster;'),
      out: expect.stringContaining("and 1 claim names it still: 'alice'"),
    });
  });

  test('fails if the dump cannot be read, or is the standard input twice', () => {
    expect(diff('a: [\n')).toMatchObject({ code: 3, err: expect.stringMatching(/live\.yaml:\d+:\d+: /) });
    expect(run(['diff', '-', 'b', '--live', '-'])).toMatchObject({
      code: 3, err: expect.stringContaining('--live and a side cannot both be the standard input'),
    });
  });
});
