import { add } from '../../src/api/changes';
import { Field, string } from '../../src/api/fields';
import { Catalogue } from '../../src/release/catalogue';
import { flag } from '../../src/release/flags';
import * as history from '../../src/release/history';
import { allow, READ } from '../../src/release/permissions';
import { ReleaseRecord } from '../../src/release/record';
import { Release, supports } from '../../src/release/release';
import { compareReleases } from '../../src/release/release-id';

const IDS = [
  'v0.1.0', 'v0.1.1', 'v0.2.1', 'v0.3.10', 'v0.4.0', 'v0.4.1', 'v0.4.2', 'v0.4.3', 'v0.4.5', 'v0.4.6',
  'v0.5.0', 'v0.5.1', 'v0.5.2', 'v0.5.3', 'v0.5.4', 'v0.5.5', 'v0.5.6',
  'v1.0.0', 'v1.0.1', 'v1.0.2', 'v1.0.3', 'v1.0.4', 'v1.0.5',
];
const LATEST = IDS.at(-1)!;
const catalogue = Catalogue.standard();

describe('the standard catalogue', () => {
  test('has 23 releases in order, the newest of which is the latest', () => {
    expect(IDS).toHaveLength(23);
    expect(catalogue.ids).toEqual(IDS);
    expect(catalogue.all().map(({ id }) => id)).toEqual(IDS);
    expect([...IDS].sort(compareReleases)).toEqual(IDS);
    expect(catalogue.latest).toBe(catalogue.get(LATEST));
    expect(Catalogue.standard()).toBe(catalogue);
  });

  test('the order of the records does not matter', () => {
    const reversed = new Catalogue(Object.values<ReleaseRecord>(history).reverse());
    expect(reversed.ids).toEqual(IDS);
    expect(reversed.latest).toEqual(catalogue.latest);
  });

  test('a release is worked out once, whichever is asked for first', () => {
    const fresh = new Catalogue(Object.values<ReleaseRecord>(history));
    expect(fresh.get('v0.4.0')).toBe(fresh.get('v0.4.0'));
    expect(fresh.all()).toEqual(catalogue.all());
  });

  test('a file of the history is named after its release', () => {
    expect(Object.entries<ReleaseRecord>(history).filter(([name, { id }]) => name !== id.replaceAll('.', '_'))).toEqual(
      [],
    );
  });

  test('dates do not run backwards', () => {
    const dates = catalogue.all().flatMap(({ date }) => date ?? []);
    expect(dates.every((date) => /^20\d\d-\d\d-\d\d$/.test(date) && !Number.isNaN(Date.parse(date)))).toBe(true);
    expect([...dates].sort()).toEqual(dates);
  });

  test('fails if a release is recorded twice', () => {
    expect(() => catalogue.with({ id: LATEST })).toThrow(`release '${LATEST}' is recorded twice`);
  });

  test('an assumed release lacks what its model lacks, and is not bad for its model\'s defects', () => {
    const assumed = catalogue.like('v9.0.0', catalogue.get('v0.5.0'));
    expect(catalogue.explainAbsence('--api-connections', assumed)).toBe('it came in v0.5.4; use v0.5.4 or newer');
    expect(assumed.knownBad).toEqual([]);
  });

  test('a feature that came and left has a range', () => {
    expect(catalogue.explainAbsence('--enable-webhook', catalogue.get('v0.4.0'))).toBe(
      'it came in v0.5.2; use v0.5.2 to v0.5.6',
    );
    expect(catalogue.explainAbsence('--enable-webhook', catalogue.latest)).toBe(
      'it left after v0.5.6; the last release that has it is v0.5.6',
    );
  });

  test('every release installs in full', () => {
    const needed = ['workload', 'args', 'ports', 'servicePort', 'leaderElection', 'configMap', 'webhook', 'assets'];
    expect(catalogue.all().filter(({ install }) => needed.some((name) => !(name in install)))).toEqual([]);
    expect(catalogue.all().filter(({ api }) => api.versions.length === 0 || !api.kubernetes || !api.generator)).toEqual(
      [],
    );
  });

  test('what is known to be bad is mended in a known, later release', () => {
    const bad = catalogue.all().filter(({ knownBad }) => knownBad.length > 0);
    expect(bad.map(({ id }) => id)).toEqual(['v0.5.0', 'v0.5.1']);
    expect(
      bad.every(({ id, knownBad }) =>
        knownBad.every(({ fixedIn }) => IDS.includes(fixedIn) && compareReleases(fixedIn, id) > 0),
      ),
    ).toBe(true);
  });

  test('which releases upstream published otherwise is told', () => {
    expect(catalogue.caveat('v1.0.6')).toMatch(/differ/);
    expect(IDS.filter((id) => catalogue.caveat(id))).toEqual([]);
  });
});

/**
 * How many flags the controller's own code declares from a release on; kubeconfig and zap-* come from its libraries.
 */
const FLAGS = new Map([
  ['v0.1.0', 4], ['v0.1.1', 9], ['v0.2.1', 16], ['v0.4.0', 17], ['v0.4.3', 18],
  ['v0.5.0', 24], ['v0.5.1', 25], ['v0.5.2', 26], ['v0.5.3', 29], ['v0.5.4', 33], ['v0.5.5', 36], ['v0.5.6', 38],
  ['v1.0.0', 30], ['v1.0.3', 34], ['v1.0.4', 35],
]);

test.each(IDS)('%s has as many flags as upstream declares', (id) => {
  const counted = IDS.slice(0, IDS.indexOf(id) + 1).filter((one) => FLAGS.has(one)).at(-1)!;
  const names = [...catalogue.get(id).flags.keys()];
  expect(names.filter((name) => name !== 'kubeconfig' && !name.startsWith('zap-'))).toHaveLength(FLAGS.get(counted)!);
  expect(names.filter((name) => name.startsWith('zap-'))).toHaveLength(5);
});

describe('get', () => {
  test.each(['v0.0.1', 'v0.4.4', 'v1.0', 'latest', '', 'v1.0.5-rc.1'])(
    'fails on %j, naming the known releases',
    (id) => {
      expect(() => catalogue.get(id)).toThrow(`unknown Agent Sandbox release '${id}'; known: ${IDS.join(', ')}`);
    },
  );

  test.each(['v9.0.0-rc.1', 'v9.0.0', 'v9.1.0'])('fails on %s, which is newer, and tells how to assume it', (id) => {
    for (const part of [
      `unknown Agent Sandbox release '${id}'; it is newer than this library`,
      `AgentSandboxVersion.assume('${id}', AgentSandboxVersion.LATEST)`,
      `assume that it installs as ${LATEST} does`,
    ]) {
      expect(() => catalogue.get(id)).toThrow(part);
    }
  });
});

describe('like', () => {
  test('takes the facts of a known release, but its own name', () => {
    const { id: _, date: __, ...facts } = catalogue.latest;
    expect(catalogue.like('v9.1.0', catalogue.latest)).toStrictEqual({ ...facts, id: 'v9.1.0', assumedFrom: LATEST });
    expect(catalogue.like('v9.1.0', catalogue.get('v0.4.0'))).toMatchObject({
      id: 'v9.1.0',
      assumedFrom: 'v0.4.0',
      api: { kubernetes: '1.35' },
    });
  });

  test('of an assumed release still names the known one', () => {
    expect(catalogue.like('v9.2.0', catalogue.like('v9.1.0', catalogue.latest)).assumedFrom).toBe(LATEST);
  });

  test('makes the release no part of the catalogue', () => {
    catalogue.like('v9.1.0', catalogue.latest);
    expect(catalogue.ids).toEqual(IDS);
    expect(() => catalogue.get('v9.1.0')).toThrow('unknown');
  });

  test('fails if the tag is malformed', () => {
    expect(() => catalogue.like('9.1.0', catalogue.latest)).toThrow(
      /^'9\.1\.0' is no release of Agent Sandbox; give its tag, such as 'v\d/,
    );
  });

  test('fails if the release is known', () => {
    expect(() => catalogue.like('v0.4.6', catalogue.latest)).toThrow(
      `release 'v0.4.6' is not newer than ${LATEST}, ` +
        "the newest one that this library knows; use AgentSandboxVersion.of('v0.4.6')",
    );
  });

  test.each(['v0.4.4', 'v1.0.5-rc.1'])('fails if %s is older than what is known', (id) => {
    expect(() => catalogue.like(id, catalogue.latest)).toThrow(
      `release '${id}' is not newer than ${LATEST}, the newest one that this library knows; known: v0.1.0, `,
    );
  });
});

describe('features', () => {
  test.each<[string, string, string]>([
    ['--extensions', 'v0.1.0', LATEST],
    ['--api-connections', 'v0.5.4', LATEST],
    ['--enable-webhook', 'v0.5.2', 'v0.5.6'],
    ['Sandbox.spec.service', 'v0.4.6', LATEST],
    ['Sandbox.spec.replicas', 'v0.1.0', 'v0.5.6'],
    ['Sandbox.spec.podTemplate.spec.workloadRef', 'v0.3.10', 'v0.5.0'],
    ['Sandbox.spec.podTemplate.spec.evictionResponders', 'v1.0.2', LATEST],
    ['SandboxClaim.spec.env[].name', 'v0.4.0', LATEST],
    ['v1alpha1', 'v0.1.0', 'v0.5.6'],
    ['v1beta1', 'v0.5.0', LATEST],
  ])('%s is there from %s to %s', (feature, first, last) => {
    expect(catalogue.span(feature)).toEqual({ first, last });
    const having = catalogue.all().filter((release) => supports(release, feature)).map(({ id }) => id);
    expect(having).toEqual(IDS.slice(IDS.indexOf(first), IDS.indexOf(last) + 1));
  });

  test.each(['--no-such-flag', 'Sandbox.spec.noSuchField', 'v1'])('%s is nowhere', (feature) => {
    expect(catalogue.span(feature)).toBeUndefined();
    expect(catalogue.explainAbsence(feature, catalogue.latest)).toBe('no known release has it');
  });

  test('fails on a kind that Agent Sandbox does not have', () => {
    expect(() => catalogue.span('Pod.spec')).toThrow("'Pod.spec' starts with no kind of Agent Sandbox");
  });

  test.each<[string, string, string]>([
    ['--api-connections', 'v0.5.3', 'it came in v0.5.4'],
    ['Sandbox.spec.service', 'v0.1.0', 'it came in v0.4.6'],
    ['v1beta1', 'v0.4.6', 'it came in v0.5.0'],
    ['--enable-webhook', 'v0.4.6', 'it came in v0.5.2'],
    ['--enable-webhook', 'v1.0.5', 'it left after v0.5.6; the last release that has it is v0.5.6'],
    ['Sandbox.spec.replicas', 'v1.0.0', 'it left after v0.5.6; the last release that has it is v0.5.6'],
    ['v1alpha1', 'v1.0.0', 'it left after v0.5.6; the last release that has it is v0.5.6'],
  ])('why %s is not in %s: %s', (feature, id, reason) => {
    expect(catalogue.explainAbsence(feature, catalogue.get(id))).toContain(reason);
  });

  test('which release to take for a feature that stayed', () => {
    expect(catalogue.explainAbsence('--api-connections', catalogue.get('v0.5.3'))).toBe(
      'it came in v0.5.4; use v0.5.4 or newer',
    );
  });
});

describe('an error in a record names the release', () => {
  test.each<[string, Partial<ReleaseRecord>, string]>([
    [
      'a field that is there',
      { api: [add('Sandbox.spec.service', string('S.'))] },
      "cannot add 'Sandbox.spec.service': it is there already",
    ],
    ['an unknown kind', { api: [add('Pod.spec', string('S.'))] }, "'Pod.spec' starts with no kind of Agent Sandbox"],
    [
      'a flag that is there',
      { flags: { add: [flag('extensions', 'bool', true, 'E.')] } },
      '--extensions is there already',
    ],
    [
      'a flag that is not',
      { flags: { remove: ['enable-webhook'] } },
      'cannot remove --enable-webhook: there is no such flag',
    ],
    [
      'a permission that is there',
      { roles: { controller: { grant: [allow('pods', READ)] } } },
      "'pods' is granted get, list, watch already",
    ],
    [
      'a permission that is not',
      { roles: { namespaced: { revoke: [allow('secrets', ['create'])] } } },
      "cannot revoke 'create' on 'secrets': it was not granted",
    ],
  ])('%s', (_name, record, message) => {
    const faulty = catalogue.with({ id: 'v9.9.9', ...record });
    expect(() => faulty.get('v9.9.9')).toThrow(`record of v9.9.9: ${message}`);
    expect(() => faulty.all()).toThrow('record of v9.9.9: ');
    expect(faulty.get(LATEST)).toEqual(catalogue.latest);
  });

  test('a tag that is none', () => {
    expect(() => catalogue.with({ id: '9.9.9' })).toThrow("'9.9.9' is no release of Agent Sandbox");
  });
});

describe('a made-up release', () => {
  const zone = string('Where it runs.', { enum: ['a', 'b'] });
  const level = flag('level', 'int', 3, 'How much.');
  const record: ReleaseRecord = {
    id: 'v9.9.9',
    date: '2030-01-01',
    api: [add('Sandbox.spec.zone', zone)],
    flags: { add: [level] },
    roles: { extensions: { grant: [allow('zones.example.com', READ)] } },
  };
  const before = JSON.stringify(catalogue.all().map(printable));
  const extended = catalogue.with(record);
  const made = extended.get('v9.9.9');

  test('is the latest of its catalogue, after all that were known', () => {
    expect(extended.ids).toEqual([...IDS, 'v9.9.9']);
    expect(extended.latest).toBe(made);
  });

  test('changes what its record says', () => {
    expect(made.api.versions[0].kinds.Sandbox!.root.fields!.spec.fields!.zone).toBe(zone);
    expect(extended.span('Sandbox.spec.zone')).toEqual({ first: 'v9.9.9', last: 'v9.9.9' });
    expect(extended.explainAbsence('--level', extended.get(LATEST))).toBe('it came in v9.9.9; use v9.9.9 or newer');
  });

  test('and nothing else', () => {
    const { zone: _, ...others } = made.api.versions[0].kinds.Sandbox!.root.fields!.spec.fields! as Record<
      string,
      Field
    >;
    const expected = printable(catalogue.latest);
    expected.flags.push(['level', level]);
    expected.roles.extensions.push({ resource: 'zones.example.com', verbs: READ });
    const actual = printable(made);
    actual.api.versions[0].kinds.Sandbox.root.fields.spec.fields = others;
    expect(actual).toEqual({ ...expected, id: 'v9.9.9', date: '2030-01-01', knownBad: [] });
  });

  test('a record between known releases changes those after it', () => {
    const early = catalogue.with({ ...record, id: 'v0.4.4' });
    expect(early.ids.indexOf('v0.4.4')).toBe(IDS.indexOf('v0.4.3') + 1);
    expect(early.span('--level')).toEqual({ first: 'v0.4.4', last: LATEST });
  });

  test('leaves the standard catalogue as it was', () => {
    expect(JSON.stringify(catalogue.all().map(printable))).toBe(before);
    expect(catalogue.ids).toEqual(IDS);
    expect(supports(catalogue.latest, '--level')).toBe(false);
    expect(catalogue.span('Sandbox.spec.zone')).toBeUndefined();
  });

  /** A release as plain data of one's own. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  function printable(release: Release): any {
    return JSON.parse(JSON.stringify({ ...release, flags: [...release.flags] }));
  }
});
