import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { AgentSandbox, AgentSandboxVersion, Findings } from '../../src';
import { Catalogue } from '../../src/release/catalogue';
import * as fc from '../support/fuzz';

const { ids } = Catalogue.standard();
const newest = ids.at(-1)!;
const constants = Object.entries(AgentSandboxVersion).filter(
  (entry): entry is [string, AgentSandboxVersion] => entry[1] instanceof AgentSandboxVersion,
);

describe('the constants', () => {
  test('are the releases of the catalogue, and LATEST the newest', () => {
    expect(constants.map(([name, { id }]) => [name, id])).toEqual([
      ...ids.map((id) => [id.toUpperCase().replaceAll('.', '_'), id]),
      ['LATEST', ids.at(-1)],
    ]);
    expect(AgentSandboxVersion.LATEST).toBe(constants.at(-2)![1]);
  });

  test('are what the generator writes', () => {
    const root = join(__dirname, '../..');
    const args = [
      join(root, 'node_modules/ts-node/dist/bin.js'),
      '-T',
      '-P',
      'test/tsconfig.json',
      'scripts/release-constants.ts',
      '--check',
    ];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });

  test('values() lists the releases, oldest first', () => {
    expect(AgentSandboxVersion.values().map(({ id }) => id)).toEqual(ids);
  });
});

describe('of', () => {
  test.each(ids)('%s', (id) => {
    const version = AgentSandboxVersion.of(id);
    expect([version.id, String(version), version.assumedFrom]).toEqual([id, id, undefined]);
    expect(version.compareTo(constants.find(([, constant]) => constant.id === id)![1])).toBe(0);
  });

  test.each(['v0.4.4', 'V1.0.5', 'latest', '', ' v1.0.5', 'v1.0'])(
    'fails if the release is %j, listing those that are known',
    (id) => {
      expect(() => AgentSandboxVersion.of(id)).toThrow(
        `unknown Agent Sandbox release '${id}'; known: ${ids.join(', ')}`,
      );
    },
  );

  test('fails if the release is named without its v, and gives its name', () => {
    expect(() => AgentSandboxVersion.of('1.0.5')).toThrow(
      "unknown Agent Sandbox release '1.0.5'; releases are named by their tags: give 'v1.0.5'",
    );
  });

  test('fails if the release is newer, and says what to do', () => {
    expect(() => AgentSandboxVersion.of('v9.9.9')).toThrow(
      "unknown Agent Sandbox release 'v9.9.9'; it is newer than this library; " +
        `to assume that it installs as ${newest} does, ` +
        "use AgentSandboxVersion.assume('v9.9.9', AgentSandboxVersion.LATEST)",
    );
  });
});

describe('like', () => {
  const like = AgentSandboxVersion.assume('v9.9.9', AgentSandboxVersion.V1_0_5);

  test('is the known release under another name', () => {
    expect([like.id, like.assumedFrom, like.kubernetesVersion, like.apiVersions]).toEqual([
      'v9.9.9',
      'v1.0.5',
      '1.37',
      ['v1beta1'],
    ]);
    expect(like.supports('--disable-sandbox-events')).toBe(true);
    expect(like.supports('--webhook-port')).toBe(false);
    expect(like.compareTo(AgentSandboxVersion.LATEST)).toBeGreaterThan(0);
  });

  test('installs its own image with the objects of the known release', () => {
    const objects = (version: AgentSandboxVersion) => {
      const chart = new Chart(new App(), 'test');
      new AgentSandbox(chart, 'AgentSandbox', { version });
      return JSON.stringify(
        chart.node.findAll().flatMap((each) => ('toJson' in each && each !== chart ? [(each as Chart).toJson()] : [])),
      );
    };
    expect(objects(like)).not.toBe(objects(AgentSandboxVersion.V1_0_5));
    expect(objects(like).replaceAll(':v9.9.9"', ':v1.0.5"')).toBe(objects(AgentSandboxVersion.V1_0_5));
  });

  function findings(version: AgentSandboxVersion, crds = true): object[] {
    const chart = new Chart(new App(), 'platform');
    new AgentSandbox(chart, 'AgentSandbox', { version, crds });
    return Findings.of(chart).list();
  }

  test.each([true, false])('is a finding, once, with CRDs: %s', (crds) => {
    expect(findings(like, crds)).toEqual([
      {
        code: 'ASB502',
        severity: 'warning',
        message:
          'release v9.9.9 is newer than this library and is assumed to have the CRDs, ' +
          'roles, flags and objects of v1.0.5',
        remedy: 'compare the output with what is published for v9.9.9, have those files read by '
          + "AgentSandboxVersion.fromAssets or '--assets', or update this library",
        path: expect.stringMatching(/^platform\/AgentSandbox/),
      },
    ]);
  });

  // Goes when the catalogue knows v1.0.6.
  test('of v1.0.6 tells what is known to differ', () => {
    expect(findings(AgentSandboxVersion.assume('v1.0.6', AgentSandboxVersion.V1_0_5))).toMatchObject([
      {
        code: 'ASB502',
        message:
          'release v1.0.6 is newer than this library and is assumed to have the CRDs, ' +
          'roles, flags and objects of v1.0.5; ' +
          'its published sandbox.yaml is known to differ from that of v1.0.5 by more than the image tag, and its ' +
          'pods are said to be those of Kubernetes 1.37',
      },
    ]);
  });

  test('of a pre-release, after a release with a webhook', () => {
    const version = AgentSandboxVersion.assume('v9.9.9-rc.1', AgentSandboxVersion.V0_5_6);
    expect(findings(version)).toMatchObject([
      { message: expect.stringContaining('release v9.9.9-rc.1 is newer than this library') },
    ]);
    expect(version.compareTo(like)).toBeLessThan(0);
  });

  test('of an assumed release assumes the known one', () => {
    expect(AgentSandboxVersion.assume('v9.9.10', like).assumedFrom).toBe('v1.0.5');
  });

  test.each([
    ['1.0.6', "'1.0.6' is no release of Agent Sandbox; give its tag, such as 'v1.0.6'"],
    [
      'v1.0.5',
      `release 'v1.0.5' is not newer than ${newest}, ` +
        "the newest one that this library knows; use AgentSandboxVersion.of('v1.0.5')",
    ],
    [
      'v1.0.5-rc.1',
      `release 'v1.0.5-rc.1' is not newer than ${newest}, the newest one that this library knows; known: v0.1.0, `,
    ],
  ])('fails if the release is %s', (id, message) => {
    expect(() => AgentSandboxVersion.assume(id, AgentSandboxVersion.LATEST)).toThrow(message);
  });
});

describe('comparison', () => {
  const like = AgentSandboxVersion.assume('v9.9.9', AgentSandboxVersion.LATEST);
  const any = fc.constantFrom(
    ...AgentSandboxVersion.values(),
    AgentSandboxVersion.assume('v9.10.9', AgentSandboxVersion.LATEST),
    like,
  );
  const order = [...ids, 'v9.9.9', 'v9.10.9'];

  test('follows the order of the releases, not of their text', () => {
    fc.assert(fc.property(any, any, (a, b) => {
      const expected = Math.sign(order.indexOf(a.id) - order.indexOf(b.id));
      expect(Math.sign(a.compareTo(b))).toBe(expected);
      expect(a.isAtLeast(b)).toBe(expected >= 0);
    }));
    expect(AgentSandboxVersion.V0_3_10.isAtLeast(AgentSandboxVersion.V0_4_0)).toBe(false);
    expect(AgentSandboxVersion.V0_3_10.isAtLeast(AgentSandboxVersion.V0_2_1)).toBe(true);
  });
});

describe('supports', () => {
  test.each<[string, string, boolean]>([
    ['v0.5.3', '--api-connections', false],
    ['v0.5.4', '--api-connections', true],
    ['v1.0.0', '--webhook-port', false],
    ['v0.4.5', 'Sandbox.spec.service', false],
    ['v0.4.6', 'Sandbox.spec.service', true],
    ['v1.0.1', 'Sandbox.spec.podTemplate.spec.evictionResponders', false],
    ['v1.0.2', 'Sandbox.spec.podTemplate.spec.evictionResponders', true],
    ['v0.1.0', 'SandboxWarmPool', true],
    ['v0.4.6', 'v1beta1', false],
    ['v0.5.0', 'v1beta1', true],
    ['v0.5.6', 'v1alpha1', true],
    ['v1.0.0', 'v1alpha1', false],
  ])('%s, %s: %s', (id, feature, expected) => {
    expect(AgentSandboxVersion.of(id).supports(feature)).toBe(expected);
  });

  test.each([
    '--no-such-flag',
    '--',
    'v2',
    'Sandbox.spec.noSuchField',
    'Sandbox.spec.service.deeper',
    'Sandbox.spec.constructor',
    'Sandbox.spec.podTemplate.spec.toString',
  ])('fails if no release has %j', (feature) => {
    expect(() => AgentSandboxVersion.LATEST.supports(feature)).toThrow(
      `no known release of Agent Sandbox has '${feature}'; give a flag such as '--api-connections', ` +
        "a field such as 'Sandbox.spec.service' or an API version such as 'v1beta1'",
    );
  });

  test.each(['', 'Pod.spec', 'sandbox.spec', 'apiConnections'])('fails if the kind in %j is none', (feature) => {
    expect(() => AgentSandboxVersion.LATEST.supports(feature)).toThrow(
      `'${feature}' starts with no kind of Agent Sandbox; kinds: ` +
        'Sandbox, SandboxClaim, SandboxTemplate, SandboxWarmPool',
    );
  });
});

test.each([
  ['v0.1.0', '1.34', ['v1alpha1']],
  ['v0.3.10', '1.35', ['v1alpha1']],
  ['v0.5.0', '1.35', ['v1beta1', 'v1alpha1']],
  ['v0.5.6', '1.36', ['v1beta1', 'v1alpha1']],
  ['v1.0.1', '1.36', ['v1beta1']],
  ['v1.0.5', '1.37', ['v1beta1']],
])('%s knows the pods of Kubernetes %s and serves %j', (id, kubernetes, versions) => {
  const { kubernetesVersion, apiVersions } = AgentSandboxVersion.of(id);
  expect([kubernetesVersion, apiVersions]).toEqual([kubernetes, versions]);
});

describe('builds of other vendors', () => {
  test('are assumed, and have the place of the release that they are like', () => {
    const build = AgentSandboxVersion.assume('0.9.0', AgentSandboxVersion.V1_0_3);
    expect([build.id, build.assumedFrom]).toEqual(['0.9.0', 'v1.0.3']);
    expect(build.isAtLeast(AgentSandboxVersion.V1_0_3)).toBe(true);
    expect(build.isAtLeast(AgentSandboxVersion.V1_0_4)).toBe(false);
    expect(AgentSandboxVersion.assume('v1.0.3-vendor.2', AgentSandboxVersion.V1_0_3).id).toBe('v1.0.3-vendor.2');
  });
});

describe('fromAssets', () => {
  const directory = join(__dirname, '../../dist/v1.0.5');
  const checksums = Object.fromEntries(
    ['extensions.yaml', 'manifest.yaml', 'sandbox-with-extensions.yaml'].map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(directory, name)))
        .digest('hex'),
    ]),
  );

  function found(version: AgentSandboxVersion): string[] {
    const chart = new Chart(new App(), 'platform');
    new AgentSandbox(chart, 'AgentSandbox', { version });
    return Findings.of(chart).list().map(({ code, message, remedy }) => `${code} ${message}; ${remedy}`);
  }

  test('without pins is a finding that tells the checksums', () => {
    const version = AgentSandboxVersion.fromAssets('v1.0.5', directory, { like: AgentSandboxVersion.V1_0_4 });
    const [assumed, unpinned, ...others] = found(version);
    expect(others).toEqual([]);
    expect(assumed).toMatch(
      /^ASB502 release v1\.0\.5 is read from its files; flags .* to be those of v1\.0\.4; read the/,
    );
    expect(unpinned).toMatch(
      /^ASB415 release v1\.0\.5 is read from files in .* that are not pinned: whoever changes them/,
    );
    for (const [name, sum] of Object.entries(checksums)) { expect(unpinned).toContain(`'${name}': '${sum}'`); }
  });

  test('with pins is none; of a known release all is known', () => {
    expect(found(AgentSandboxVersion.fromAssets('v1.0.5', directory, { checksums }))).toEqual([]);
  });

  test('fails if the bytes are others, a file is missing, or one is not pinned', () => {
    const wrong = { ...checksums, 'manifest.yaml': 'a'.repeat(64), 'more.yaml': 'b'.repeat(64) };
    delete (wrong as Record<string, string>)['extensions.yaml'];
    expect(() => AgentSandboxVersion.fromAssets('v1.0.5', directory, { checksums: wrong })).toThrow(
      `the files in ${directory} are not those that are pinned: 'extensions.yaml' is not pinned; 'manifest.yaml' has the ` +
        `SHA-256 ${checksums['manifest.yaml']}, and ${'a'.repeat(64)} is pinned; 'more.yaml' is missing; `,
    );
  });

  test('fails if the options are not those of the types', () => {
    expect(() => AgentSandboxVersion.fromAssets('v1.0.5', directory, { like: 'v1.0.4' as any })).toThrow("'like' is");
    expect(() => AgentSandboxVersion.fromAssets('v1.0.5', directory, { checksums: { a: 1 } as any })).toThrow(
      "'checksums.a' is 1",
    );
  });
});
