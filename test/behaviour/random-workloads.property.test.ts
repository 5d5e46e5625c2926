/** Whatever is asked for is printed, valid and always the same, or is refused in words. */
import { App, Chart } from 'cdk8s';
import { AgentSandboxVersion, SandboxCluster } from '../../src';
import * as fc from '../support/fuzz';
import { interfacesOf } from '../support/interfaces';
import { canHave, claims, families, Piece, pools, sandboxes, templates } from '../support/random-workloads';
import { quietly } from '../support/stderr';
import { keyOf, parseManifest } from '../support/upstream';
import { faultsOf, hollow } from '../support/validity';

/** One at which all props are met, whatever FUZZ_SEED is. */
const SEED = 20261124;
const RELEASES = AgentSandboxVersion.values().map((version): [string, AgentSandboxVersion] => [version.id, version]);
/** How often each prop was set in what was accepted, by release. */
const covered = new Map<string, Map<string, number>>();
const outcomes = { accepted: 0, refused: 0 };

/** An app of pieces, each under an id of its own. */
function appOf(
  version: AgentSandboxVersion,
  pieces: ReadonlyArray<readonly [string, Piece]>,
): { app: App; chart: Chart } {
  const app = new App();
  SandboxCluster.declare(app, { version });
  const chart = new Chart(app, 'research', { namespace: 'research' });
  for (const [id, piece] of pieces) {
    piece.add(chart, id);
  }
  return { app, chart };
}

/** What an app prints, or why it does not. */
function synth(
  version: AgentSandboxVersion,
  pieces: ReadonlyArray<readonly [string, Piece]>,
): { yaml: string } | { error: Error } {
  try {
    const { app } = appOf(version, pieces);
    return { yaml: quietly(() => app.synthYaml()) };
  } catch (error) {
    return { error: error as Error };
  }
}

/** Refusals are for people: a sentence, no accident. */
function expectRefusal(error: Error): void {
  expect(error.constructor).toBe(Error);
  expect(error.message).toMatch(/\S+ \S+ \S+/);
  expect(error.message).not.toMatch(
    /is not a function|Cannot (read|destructure|convert|set)|is not iterable|\[object Object\]|\bundefined\b/,
  );
  if (error.message.startsWith('Validation failed')) {
    for (const line of error.message.split('\n').slice(1)) {
      expect(line).toMatch(/^ {2}(\[.*\] )?(error ASB\d{3} at \S+.*: \S|[a-z'].* \S+)/);
    }
  }
}

function expectValid(yaml: string, version: AgentSandboxVersion, emptied = false): void {
  for (const object of parseManifest(yaml)) {
    expect([keyOf(object), ...faultsOf(object, version), ...hollow(object, emptied)]).toEqual([keyOf(object)]);
  }
}

const KINDS = { Sandbox: sandboxes, SandboxTemplate: templates, WarmPool: pools, SandboxClaim: claims };

describe.each(Object.entries(KINDS))('a random %s', (_, pieces) => {
  test.each(RELEASES)('that fits %s is valid, and the same each time', (id, version) => {
    let accepted = 0;
    fc.assert(fc.property(pieces({ version, wild: false }), (piece) => {
      const result = synth(version, [['One', piece]]);
      if ('error' in result) { return expectRefusal(result.error); }
      accepted++;
      expectValid(result.yaml, version);
      expect(synth(version, [['One', piece]])).toEqual(result);
      for (const prop of piece.props) {
        const counts = covered.get(prop) ?? new Map<string, number>();
        covered.set(prop, counts.set(id, (counts.get(id) ?? 0) + 1));
      }
    }), { seed: SEED, numRuns: 22 });
    expect(accepted).toBeGreaterThan(4);
  });

  test('of whatever its types allow is valid or refused in words', () => {
    const any = fc
      .constantFrom(...RELEASES)
      .chain(([, version]) => pieces({ version, wild: true }).map((piece) => ({ version, piece })));
    fc.assert(fc.property(any, ({ version, piece }) => {
      const result = synth(version, [['One', piece]]);
      if ('error' in result) {
        outcomes.refused++;
        expectRefusal(result.error);
        const again = synth(version, [['One', piece]]);
        expect('error' in again && uncounted(again.error)).toBe(uncounted(result.error));
      } else {
        outcomes.accepted++;
        expectValid(result.yaml, version, true);
      }
    }), { seed: SEED, numRuns: 400 });
  });
});

/** A message without the counters in the ids of constructs that props are made of. */
function uncounted({ message }: Error): string {
  return message.replace(/(?<=Runtime|Volume|Account|Auth|Config)\d+/g, '');
}

describe('one more construct', () => {
  const all = [...Object.values(KINDS), families];
  const fitting = (version: AgentSandboxVersion) => fc.oneof(...all.map((pieces) => pieces({ version, wild: false })));

  test.each(RELEASES)('changes no other object for %s, nor does its removal, nor a second synth', (_, version) => {
    let compared = 0;
    fc.assert(fc.property(fc.array(fitting(version), { minLength: 2, maxLength: 4 }), fc.nat(3), (pieces, at) => {
      const named = pieces.map((piece, index): [string, Piece] => [`Piece${'ABCD'[index]}`, piece]);
      const extra = named[at % named.length];
      const others = named.filter((each) => each !== extra);
      const without = synth(version, others);
      const withIt = synth(version, named);
      if ('error' in without || 'error' in withIt) { return; }
      compared++;
      const objects = new Map(parseManifest(withIt.yaml).map((object) => [keyOf(object), object]));
      const before = parseManifest(without.yaml);
      expect(objects.size).toBeGreaterThan(before.length);
      for (const object of before) { expect(objects.get(keyOf(object))).toEqual(object); }
      // The order of what stays is kept.
      const keys = before.map(keyOf);
      expect(parseManifest(withIt.yaml).map(keyOf).filter((key) => keys.includes(key))).toEqual(keys);

      const { app, chart } = appOf(version, named);
      expect(quietly(() => [app.synthYaml(), app.synthYaml()])).toEqual([withIt.yaml, withIt.yaml]);
      chart.node.tryRemoveChild(extra[0]);
      expect(quietly(() => app.synthYaml())).toBe(without.yaml);
    }), { seed: SEED, numRuns: 16 });
    expect(compared).toBeGreaterThan(1);
  });
});

test('every public prop was set in something valid for every release that can have it', () => {
  const interfaces = interfacesOf([
    ...[
      'sandbox',
      'sandbox-template',
      'sandbox-pod-props',
      'sandbox-network-props',
      'warm-pool-props',
      'sandbox-claim',
      'workspace',
      'volume-claim-options',
    ].map((file) => `src/sandbox/${file}.ts`),
    ...['pod', 'base'].map((file) => `node_modules/cdk8s-plus-28/lib/${file}.d.ts`),
  ]);
  const of = (...names: string[]) => names.flatMap((name) => Object.keys(interfaces[name]));
  const pod = of('SandboxPodProps', 'SandboxNetworkProps', 'AbstractPodProps', 'ResourceProps');
  const props = Object.entries({
    SandboxProps: [...of('SandboxProps'), ...pod],
    SandboxTemplateProps: [...of('SandboxTemplateProps'), ...pod],
    WarmPoolProps: of('WarmPoolProps', 'WarmPoolOptions'),
    SandboxClaimProps: of('SandboxClaimProps', 'SandboxClaimOptions'),
    WorkspaceOptions: of('WorkspaceOptions', 'VolumeClaimOptions'),
    VolumeClaimOptions: of('VolumeClaimOptions'),
  }).flatMap(([name, members]) => members.map((member) => `${name}.${member}`));
  expect(props.length).toBeGreaterThan(80);

  const rows = props.map((prop) => ({
    prop,
    counts: RELEASES.map(([id, version]) => (canHave(version, prop) ? (covered.get(prop)?.get(id) ?? 0) : '-')),
  }));
  const widest = Math.max(...props.map(({ length }) => length));
  process.stdout.write(
    [
      '',
      `How often each prop was set in something valid (${RELEASES.length} releases, oldest first; - where the release `
        + 'lacks it):',
      ...rows.map(
        ({ prop, counts }) => `${prop.padEnd(widest)} ${counts.map((count) => String(count).padStart(2)).join(' ')}`,
      ),
      `Of what types allow: ${outcomes.accepted} accepted, ${outcomes.refused} refused`,
      '',
    ].join('\n'),
  );
  expect(rows.filter(({ counts }) => counts.includes(0))).toEqual([]);
});
