import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { AgentSandbox, AgentSandboxProfile, AgentSandboxProps, AgentSandboxVersion } from '../../src';
import { add } from '../../src/api/changes';
import { crd, kindSchema } from '../../src/api/crd';
import { string } from '../../src/api/fields';
import { flagsWithProps } from '../../src/install/flag-values';
import { Catalogue } from '../../src/release/catalogue';
import { flag } from '../../src/release/flags';
import { allow } from '../../src/release/permissions';
import { ReleaseRecord } from '../../src/release/record';
import { run } from '../support/cli';
import { directories } from '../support/directories';
import { find, Loose, objectsOf } from '../support/install';
import { parseManifest } from '../support/upstream';

/** A release as a maintainer adds it: one record, with a field, a flag and a changed rule. */
const RECORD: ReleaseRecord = {
  id: 'v9.9.9',
  date: '2030-01-01',
  api: [add('Sandbox.spec.zone', string('Where the sandbox runs.', { default: 'a', enum: ['a', 'b'] }))],
  flags: { add: [flag('zone-limit', 'int', 3, 'Sandboxes of a zone.', { minimum: 1 })] },
  roles: {
    controller: { grant: [allow('leases.coordination.k8s.io', ['delete'])], revoke: [allow('pods', ['create'])] },
  },
};

const standard = Catalogue.standard();
const catalogue = standard.with(RECORD);
const made = catalogue.get('v9.9.9');
const newest = standard.latest;
const ZONE = { type: 'string', default: 'a', enum: ['a', 'b'] };

beforeEach(() => { jest.spyOn(Catalogue, 'standard').mockReturnValue(catalogue); });
afterEach(() => { jest.restoreAllMocks(); });

function install(id: string, props: object = {}): Loose[] {
  const chart = new Chart(new App(), 'test');
  new AgentSandbox(chart, 'AgentSandbox', { version: AgentSandboxVersion.of(id), ...props } as AgentSandboxProps);
  return chart.toJson();
}

describe('its field', () => {
  function specOf(objects: Loose[]): Loose {
    const { spec } = find(objects, 'CustomResourceDefinition', 'sandboxes.agents.x-k8s.io');
    return spec.versions[0].schema.openAPIV3Schema.properties.spec.properties;
  }

  test('is in its CRD, and nothing else is new there', () => {
    const [after, before] = [made, newest].map(({ api }) => JSON.parse(JSON.stringify(crd('Sandbox', api))));
    const { zone, ...others } = after.spec.versions[0].schema.openAPIV3Schema.properties.spec.properties;
    expect(zone).toEqual(ZONE);
    expect(others).toEqual(before.spec.versions[0].schema.openAPIV3Schema.properties.spec.properties);
    for (const kind of ['SandboxClaim', 'SandboxTemplate', 'SandboxWarmPool'] as const) {
      expect(crd(kind, made.api)).toEqual(crd(kind, newest.api));
    }
  });

  test('is in the schema that validators read, with its description if wanted', () => {
    const { kinds: { Sandbox: sandbox } } = made.api.versions[0];
    const schema: Loose = kindSchema(sandbox!, made.api.kubernetes);
    expect(schema.properties.spec.properties.zone).toEqual(ZONE);
    const described: Loose = kindSchema(sandbox!, made.api.kubernetes, { descriptions: true });
    expect(described.properties.spec.properties.zone).toEqual({ ...ZONE, description: 'Where the sandbox runs.' });
    const known: Loose = kindSchema(newest.api.versions[0].kinds.Sandbox!, newest.api.kubernetes);
    expect(known.properties.spec.properties).not.toHaveProperty('zone');
  });

  test('is in the CRD that the construct makes, of that release alone', () => {
    expect(specOf(install('v9.9.9')).zone).toEqual(ZONE);
    expect(specOf(install(newest.id))).not.toHaveProperty('zone');
  });

  test('is what the version supports', () => {
    expect(AgentSandboxVersion.of('v9.9.9').supports('Sandbox.spec.zone')).toBe(true);
    expect(AgentSandboxVersion.LATEST.supports('Sandbox.spec.zone')).toBe(false);
  });
});

describe('its flag', () => {
  test('is passed to its controller', () => {
    expect(flagsWithProps(catalogue).map(({ name }) => name)).toContain('zone-limit');
    const { containers: [{ args }] } = find(install('v9.9.9', { zoneLimit: 5 }), 'Deployment').spec.template.spec;
    expect(args).toEqual(['--leader-elect=true', '--extensions', '--zone-limit=5']);
  });

  test('is what the version supports', () => {
    expect(AgentSandboxVersion.of('v9.9.9').supports('--zone-limit')).toBe(true);
    expect(AgentSandboxVersion.of(newest.id).supports('--zone-limit')).toBe(false);
  });

  test('fails if its bounds are overstepped', () => {
    expect(() => install('v9.9.9', { zoneLimit: 0 })).toThrow("'zoneLimit' is 0; give a number of at least 1");
  });

  test.each(['v0.1.0', 'v0.5.6', newest.id])('fails if it is set on %s, naming the release that has it', (id) => {
    expect(() => install(id, { zoneLimit: 5 })).toThrow(
      `'zoneLimit' is the flag --zone-limit, which ${id} does not have, and its controller would exit: it came in `
        + 'v9.9.9; use v9.9.9 or newer',
    );
    expect(() => install(id, { extraArgs: ['--zone-limit=5'] })).toThrow(
      `is a flag that ${id} does not have, and its controller would exit: it came in v9.9.9`,
    );
  });
});

describe('its rules', () => {
  function verbs(objects: Loose[], resource: string): string[] {
    return find(objects, 'ClusterRole', 'agent-sandbox-controller').rules.flatMap(
      ({ resources, verbs: granted }: Loose) => (resources.includes(resource) ? granted : []),
    );
  }

  test('are granted and revoked, of that release alone', () => {
    expect(verbs(install('v9.9.9'), 'leases')).toEqual(['create', 'delete', 'get', 'list', 'patch', 'update', 'watch']);
    expect(verbs(install('v9.9.9'), 'pods')).toEqual(['delete', 'get', 'list', 'patch', 'update', 'watch']);
    expect(verbs(install(newest.id), 'leases')).not.toContain('delete');
    expect(verbs(install(newest.id), 'pods')).toContain('create');
  });

  test('change no other role', () => {
    const name = 'agent-sandbox-controller-extensions';
    expect(find(install('v9.9.9'), 'ClusterRole', name)).toEqual(find(install(newest.id), 'ClusterRole', name));
  });
});

describe('the construct', () => {
  test('installs it with its own image, otherwise as the release before', () => {
    const differing = install('v9.9.9').filter(
      (object, index) => JSON.stringify(object) !== JSON.stringify(install(newest.id)[index]),
    );
    expect(differing.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'CustomResourceDefinition sandboxes.agents.x-k8s.io',
      'ClusterRole agent-sandbox-controller',
      'Deployment agent-sandbox-controller',
    ]);
    expect(differing[2].spec.template.spec.containers[0].image).toBe(
      'registry.k8s.io/agent-sandbox/agent-sandbox-controller:v9.9.9',
    );
  });

  test('takes a release of a catalogue that is not the standard one', () => {
    jest.restoreAllMocks();
    const image = find(objectsOf({ version: AgentSandboxVersion._of(made) }), 'Deployment').spec.template.spec
      .containers[0].image;
    expect(image).toMatch(/:v9\.9\.9$/);
  });

  test('what is newer is assumed from it', () => {
    const version = AgentSandboxVersion.assume('v9.9.10', AgentSandboxVersion.of('v9.9.9'));
    expect([version.assumedFrom, version.supports('--zone-limit')]).toEqual(['v9.9.9', true]);
  });
});

describe('the command line', () => {
  const directory = directories();

  test('lists it as the newest', () => {
    const { code, out } = run(['versions'], catalogue);
    expect(code).toBe(0);
    expect(out.trimEnd().split('\n').at(-1)).toMatch(/^v9\.9\.9 +2030-01-01 +1\.\d+ +v1beta1 +Deployment +newest$/);
    expect(out.match(/newest/g)).toHaveLength(1);
    const listed = JSON.parse(run(['versions', '--json'], catalogue).out);
    expect(listed.at(-1)).toMatchObject({
      id: 'v9.9.9',
      date: '2030-01-01',
      flags: expect.arrayContaining(['zone-limit', 'extensions']),
    });
    expect(listed.at(-2).flags).not.toContain('zone-limit');
  });

  test.each(Object.values(AgentSandboxProfile))(
    'writes its manifests, profile %s, as the construct makes them',
    (profile) => {
      const outdir = directory();
      expect(run(['release', 'v9.9.9', '--outdir', outdir, '--profile', profile], catalogue)).toMatchObject({
        code: 0,
        err: '',
      });
      const written = parseManifest(readFileSync(join(outdir, 'v9.9.9/sandbox-with-extensions.yaml'), 'utf8'));
      expect(written).toEqual(install('v9.9.9', { profile }));
    },
  );

  test('fails if it is asked for where it is unknown', () => {
    const { code, err } = run(['release', 'v9.9.9', '--outdir', directory()], standard);
    expect(code).toBe(1);
    expect(err).toMatch(/^error: unknown Agent Sandbox release 'v9\.9\.9'; it is newer than this library; .*\n$/);
    expect(err).toContain(`'--like ${newest.id}'`);
  });
});
