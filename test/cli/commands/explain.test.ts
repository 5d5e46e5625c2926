import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { KIND_NAMES } from '../../../src/api/kinds';
import { schemasOf } from '../../../src/cli/explain/resolve-path';
import { fieldsIn } from '../../../src/kubernetes/types/field-at';
import { StructuralSchema } from '../../../src/kubernetes/types/structural-schema';
import { Catalogue } from '../../../src/release/catalogue';
import { run } from '../../support/cli';

const catalogue = Catalogue.standard();
const CODES = readdirSync(join(__dirname, '../../../docs/findings')).flatMap(
  (name) => /^(ASB\d+)\.md$/.exec(name)?.[1] ?? [],
);

/** What is printed, line by line, for what must succeed. */
function explain(...args: string[]): string[] {
  const { code, out, err } = run(['explain', ...args]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out.trimEnd().split('\n');
}

/** What is said when it fails. */
function refused(...args: string[]): string {
  const { code, out, err } = run(['explain', ...args]);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  return err;
}

/** All paths of a schema. */
function paths(schema: StructuralSchema, at: string): string[] {
  return [at, ...Object.entries(fieldsIn(schema)).flatMap(([name, field]) => paths(field, `${at}.${name}`))];
}

describe('a field', () => {
  test('has type, meaning, releases and API versions', () => {
    expect(explain('Sandbox.spec.service')).toEqual([
      'Sandbox.spec.service  boolean', '',
      'Whether the sandbox has a headless Service of its name. Unset keeps one that',
      'exists and makes none; false deletes it.', '', 'API version  agents.x-k8s.io/v1beta1, as v1.0.5 serves it',
      'Required     no', 'Releases     v1beta1: v0.5.0 to v1.0.5, the newest known',
      '             v1alpha1: v0.4.6 to v0.5.6',
    ]);
  });

  test('has default and allowed values', () => {
    expect(explain('sandbox.spec.operatingMode')).toEqual(
      expect.arrayContaining(['Default      "Running"', 'Allowed      Running, Suspended']),
    );
  });

  test('of Kubernetes has the type that it belongs to and the reference of its minor', () => {
    const lines = explain('sandboxtemplate.spec.podTemplate.spec.containers.image', '--release', 'v0.4.6');
    expect(lines[0]).toBe('SandboxTemplate.spec.podTemplate.spec.containers.image  string');
    expect(lines).toContain("A field of Kubernetes' own type Container.");
    expect(lines.at(-1)).toBe(
      'Reference    https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.35/#container-v1-core',
    );
  });

  test('lists its fields, each in one line', () => {
    const lines = explain('Sandbox.spec.podTemplate.spec.containers[]');
    const rows = lines.slice(lines.indexOf('Fields:') + 1);
    expect(rows).toHaveLength(25);
    expect(rows).toContainEqual(expect.stringMatching(/^ {2}name +string +Required\.$/));
    expect(rows).toContainEqual(expect.stringMatching(/^ {2}volumeMounts +\[\]VolumeMount$/));
  });

  test('that only some Kubernetes minors have is told by release', () => {
    expect(explain('Sandbox.spec.podTemplate.spec.evictionResponders')).toContain(
      'Releases     v1beta1: v1.0.2 to v1.0.5, the newest known',
    );
    expect(refused('Sandbox.spec.podTemplate.spec.evictionResponders', '--release', 'v1.0.1')).toBe(
      'error: v1.0.1 does not have Sandbox.spec.podTemplate.spec.evictionResponders; it came in v1.0.2; use ' +
        'v1.0.2 or newer\n',
    );
  });

  test.each(['swp.spec.replicas', 'sandboxwarmpools.spec.replicas', 'SANDBOXWARMPOOL.spec.replicas'])(
    '%s is named as kubectl does',
    (path) => {
      expect(explain(path)).toEqual(explain('SandboxWarmPool.spec.replicas'));
    },
  );

  test('is explained in the API version that has it, and in the one that is asked for', () => {
    expect(explain('SandboxClaim.spec', '--release', 'v0.5.6')).toContain(
      'API version  extensions.agents.x-k8s.io/v1beta1, as v0.5.6 serves it',
    );
    expect(explain('SandboxClaim.spec', '--release', 'v0.5.6', '--api-version', 'v1alpha1'))
      .toContain('API version  extensions.agents.x-k8s.io/v1alpha1, as v0.5.6 serves it');
    expect(explain('Sandbox.spec.replicas', '--release', 'v0.5.6')).toContain(
      'API version  agents.x-k8s.io/v1alpha1, as v0.5.6 serves it',
    );
    expect(refused('Sandbox.spec.replicas', '--release', 'v0.5.6', '--api-version', 'v1beta1')).toContain(
      "in API version 'v1beta1'; it is in v1alpha1",
    );
  });

  test('every field of every kind of the oldest and the newest release reads well', () => {
    for (const release of [catalogue.all()[0], catalogue.latest]) {
      for (const kind of KIND_NAMES) {
        for (const { schema } of schemasOf(kind, release)) {
          // One in seven, as pods are in three kinds.
          for (const path of paths(schema, kind).filter((_, index) => index % 7 === 0)) {
            const lines = explain(path, '--release', release.id);
            expect(lines.slice(1).filter((line) => line.length > 120 && !/\^|https:/.test(line))).toEqual([]);
            expect(lines.join('\n')).not.toMatch(/undefined|\[object|\u001b/);
            expect(lines.filter((line) => line.startsWith('Releases'))).toHaveLength(1);
            expect(lines.join('\n')).toContain(release.id);
          }
        }
      }
    }
  });
});

describe('fails if', () => {
  test.each([
    ['Sandbox.spec.servce', 'did you mean Sandbox.spec.service?'],
    ['Sandbox.spce.service', 'did you mean Sandbox.spec.service?'],
    ['Sandbox.spec.containers.image', 'did you mean Sandbox.spec.podTemplate.spec.containers.image?'],
    [
      'Sandbox.spec.replica',
      'did you mean Sandbox.spec.replicas? v1.0.5 does not have that either: it left after v0.5.6',
    ],
    ['Sandbox.constructor', 'v1.0.5 has apiVersion, kind, metadata, spec, status'],
    ['Sandbox.spec.service.on', 'which has no fields in v1.0.5'],
    ['ASB999', 'finding ASB999 does not exist; findings are ASB001, '],
    ['asb', 'finding ASB does not exist; findings are ASB001, '],
  ])('%s is asked for: %s', (path, said) => {
    const err = refused(path);
    expect(err).toContain(said);
    expect(err.match(/\n/g)).toHaveLength(1);
  });

  test.each([
    ['Sandbxo.spec', 'did you mean Sandbox?'],
    ['Pod.spec', 'kinds are Sandbox, '],
    ['', 'kinds are Sandbox, '],
  ])('the kind %j is none', (path, said) => {
    const { code, err } = run(['explain', path]);
    expect([code, err]).toEqual([2, expect.stringContaining(said)]);
  });

  test('nothing or too much is asked for', () => {
    expect(run(['explain'])).toMatchObject({ code: 2, err: expect.stringContaining('give one field') });
    expect(run(['explain', 'Sandbox', 'SandboxClaim'])).toMatchObject({ code: 2 });
    expect(run(['explain', 'Sandbox', '--release', 'v0.4.4'])).toMatchObject({
      code: 2, err: expect.stringContaining("unknown Agent Sandbox release 'v0.4.4'"),
    });
  });

  test('a newer release stands alone; --like gives it the facts of a known one', () => {
    const newer = ['explain', 'Sandbox.spec.service', '--release', 'v9.9.9'];
    expect(run(newer)).toMatchObject({ code: 2, err: expect.stringContaining("'--like v1.0.5'") });
    expect(run([...newer, '--like', 'v1.0.5'])).toEqual({ code: 0, out: expect.stringContaining('headless'), err: '' });
  });
});

test.each(CODES)('the page of %s reads well in a terminal', (code) => {
  const [title, line, ...rest] = explain(code.toLowerCase());
  expect(title).toMatch(new RegExp(`^${code}: `));
  expect(line).toBe('='.repeat(title.length));
  expect(rest.join('\n')).toContain('What to do: ');
  expect(rest.filter((each) => /```|\*\*|\]\(|^#/.test(each))).toEqual([]);
  expect(rest.filter((each) => each.length > 80 && !each.startsWith('    '))).toEqual([]);
});
