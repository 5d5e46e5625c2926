import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { AgentSandbox, AgentSandboxVersion } from '../../src';
import { controllerArgs } from '../../src/install/controller-args';
import { flagsWithProps, propOf } from '../../src/install/flag-values';
import { resolveSettings } from '../../src/install/resolve-props';
import { goDuration } from '../../src/kubernetes/go-duration';
import { Catalogue } from '../../src/release/catalogue';
import { Flag } from '../../src/release/flags';
import { sampleOf } from '../support/flags';
import * as fc from '../support/fuzz';
import { UPSTREAM } from '../support/upstream';

const catalogue = Catalogue.standard();
const releases = catalogue.all();
const FLAGS = flagsWithProps(catalogue).map((flag): [string, Flag] => [flag.name, flag]);

/** The releases that have a flag, read off the releases themselves. */
function having(name: string): string[] {
  return releases.filter(({ flags }) => flags.has(name)).map(({ id }) => id);
}

/** What comes of an install with props: its arguments, or why it is refused. */
function outcome(id: string, props: object): string[] | string {
  const chart = new Chart(new App(), 'test');
  try {
    const { controller } = new AgentSandbox(chart, 'AgentSandbox', {
      version: AgentSandboxVersion.of(id),
      crds: false,
      ...props,
    });
    return controller.toJson().spec.template.spec.containers[0].args ?? [];
  } catch (error) {
    return (error as Error).message;
  }
}

describe('every flag, in every release', () => {
  test.each(FLAGS)('--%s is passed where the release has it, and refused where not', (name, flag) => {
    const { value, text, besides } = sampleOf(flag);
    const prop = propOf(name);
    const ids = having(name);
    for (const { id } of releases) {
      const given = { [prop]: value, ...(ids.includes(id) && besides) };
      const result = outcome(id, given);
      if (ids.includes(id)) {
        expect([id, result]).toEqual([id, expect.any(Array)]);
        expect([
          id,
          (result as string[]).filter((argument) => argument.startsWith(`--${name}=`) || argument === `--${name}`),
        ]).toEqual([id, [`--${name}=${text}`]]);
      } else {
        const [first, last] = [ids[0], ids.at(-1)!];
        const use = last === catalogue.latest.id ? `${first} or newer` : `${first} to ${last}`;
        const early = catalogue.ids.indexOf(id) < catalogue.ids.indexOf(first);
        const which = early
          ? `it came in ${first}; use ${use}`
          : `it left after ${last}; the last release that has it is ${last}`;
        expect([id, result]).toEqual([
          id,
          `test/AgentSandbox: '${prop}' is the flag --${name}, which ${id} does not have, and its controller would `
            + `exit: ${which}`,
        ]);
      }
    }
  });

  test('a flag once there stays until it goes for good, so that first and last tell all', () => {
    for (const [name] of FLAGS) {
      const ids = having(name);
      expect([name, ids]).toEqual([
        name,
        catalogue.ids.slice(catalogue.ids.indexOf(ids[0]), catalogue.ids.indexOf(ids.at(-1)!) + 1),
      ]);
    }
  });

  test('all of a release at once, in the order of their names', () => {
    for (const release of releases) {
      const flags = FLAGS.filter(([name]) => release.flags.has(name));
      const props = Object.assign(
        {},
        ...flags.map(([name, flag]) => ({ ...sampleOf(flag).besides, [propOf(name)]: sampleOf(flag).value })),
      );
      // A webhook that is off needs no certificate.
      const args = outcome(release.id, {
        ...props,
        ...(release.flags.has('enable-webhook') && { enableWebhook: true }),
      }) as string[];
      const ours = args.filter(
        (argument) => argument !== '--extensions' && !argument.startsWith('--manage-webhook-certs'),
      );
      const expected = [...flags]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, flag]) => `--${name}=${name === 'enable-webhook' ? 'true' : sampleOf(flag).text}`);
      expect([release.id, ours]).toEqual([release.id, expected]);
    }
  });

  test('none is passed unasked, but for what upstream\'s manifests pass', () => {
    for (const release of releases) {
      const args = controllerArgs(resolveSettings(release, {}, catalogue));
      expect(args).toEqual([...release.install.args, '--extensions']);
    }
  });
});

describe('flags of extensions', () => {
  const only = FLAGS.filter(([, { extensionsOnly }]) => extensionsOnly);

  test.each(only)('fails if --%s is set and extensions are off', (name, flag) => {
    const prop = propOf(name);
    expect(outcome(having(name).at(-1)!, { [prop]: sampleOf(flag).value, extensions: false })).toBe(
      `test/AgentSandbox: '${prop}' is for the controllers of extensions, which are off; remove it or set `
        + "'extensions' to true",
    );
  });

  test('are those about claims, templates and warm pools', () => {
    expect(only.map(([name]) => name).sort()).toEqual(
      FLAGS.map(([name]) => name)
        .filter((name) => /claim|template|warm-pool/.test(name))
        .sort(),
    );
  });

  test.each(FLAGS.filter(([, { extensionsOnly }]) => !extensionsOnly))('--%s needs none', (name, flag) => {
    const { value, besides } = sampleOf(flag);
    expect(outcome(having(name).at(-1)!, { [propOf(name)]: value, extensions: false, ...besides })).toEqual(
      expect.any(Array),
    );
  });
});

describe('the documented props', () => {
  /** The optional props of an interface with their comments, read off the source. */
  function propsOf(file: string, name?: string): Map<string, string> {
    const text = readFileSync(join(__dirname, '../../src/install', file), 'utf8');
    const body = name ? new RegExp(`^export interface ${name} [^{]*{\n([^]*?)^}`, 'm').exec(text)![1] : text;
    return new Map(
      [...body.matchAll(/\/\*\*\n((?: +\*.*\n)+?) +\*\/\n +readonly (\w+)\?: [^;]+;/g)].map(([, comment, prop]) => [
        prop,
        comment.replace(/\s+\*\s/g, ' '),
      ]),
    );
  }

  const own = propsOf('controller-flags.ts', 'ControllerFlags');
  const all = new Map([
    ...own,
    ...propsOf('agent-sandbox-props.ts', 'AgentSandboxCrdsOptions'),
    ...propsOf('agent-sandbox-props.ts', 'AgentSandboxOptions'),
  ]);

  test.each(FLAGS)('--%s has one that tells its default and its releases', (name, flag) => {
    const comment = all.get(propOf(name));
    expect(comment).toContain('@default');
    const [first, last] = [having(name)[0], having(name).at(-1)!];
    const [, from, to] = /\b(v\d\S+\d) to (v\d\S+\d)\./.exec(comment!) ?? [];
    expect([from ?? /From (v\d\S+\d)\./.exec(comment!)?.[1] ?? catalogue.ids[0], to ?? catalogue.latest.id]).toEqual([
      first,
      last,
    ]);
    expect(comment!.includes('Needs extensions.')).toBe(flag.extensionsOnly ?? false);
    expect(comment!.includes('At least 1.')).toBe(flag.minimum === 1 && flag.maximum === undefined);
    expect(comment!.includes('More than zero.')).toBe(flag.exclusive ?? false);
    const [, stated] = /@default - the controller's: `?([^\s,`]+)/.exec(comment!) ?? [];
    if (stated && flag.default !== '' && flag.type !== 'duration') {
      expect(stated).toBe(catalogue.get(last).flags.get(name)!.default);
    }
  });

  test('ControllerFlags has no prop without a flag', () => {
    expect(own.size).toBe(
      [
        ...readFileSync(join(__dirname, '../../src/install/controller-flags.ts'), 'utf8').matchAll(
          /^ {2}readonly \w+\??:/gm,
        ),
      ].length,
    );
    const props = FLAGS.map(([name]) => propOf(name));
    expect([...own.keys()].filter((prop) => !props.includes(prop))).toEqual([]);
    expect([...own.keys()]).toEqual([...own.keys()].sort());
  });

  test('flags that something else decides have none', () => {
    expect(
      ['extensions', 'kubeconfig', 'manage-webhook-certs', 'version', 'webhook-namespace'].filter((name) =>
        own.has(propOf(name)),
      ),
    ).toEqual([]);
    expect(FLAGS).toHaveLength(new Set(releases.flatMap(({ flags }) => [...flags.keys()])).size - 5);
  });
});

describe('goDuration', () => {
  const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

  /** As Go's time.ParseDuration reads a whole number with one unit. */
  function parsed(text: string): number {
    const [, digits, unit] = /^(\d+)(ms|s|m|h)$/.exec(text)!;
    return Number(digits) * UNITS[unit];
  }

  test.each([
    [0, '0ms'],
    [1, '1ms'],
    [999, '999ms'],
    [1_000, '1s'],
    [90_000, '90s'],
    [60_000, '1m'],
    [3_600_000, '1h'],
    [86_400_000, '24h'],
    [3_660_000, '61m'],
  ])('%d milliseconds are %s', (milliseconds, text) => {
    expect(goDuration(milliseconds)).toBe(text);
  });

  test('means the same to Go, in the largest unit that divides it', () => {
    const lengths = fc.oneof(
      fc.maxSafeNat(),
      ...Object.values(UNITS).map((unit) => fc.nat(100_000).map((count) => count * unit)),
    );
    fc.assert(fc.property(lengths, (milliseconds) => {
      const text = goDuration(milliseconds);
      expect(parsed(text)).toBe(milliseconds);
      expect(
        Object.values(UNITS)
          .filter((unit) => milliseconds > 0 && milliseconds % unit === 0)
          .every((unit) => parsed(`1${text.replace(/\d+/, '')}`) >= unit),
      ).toBe(true);
    }), { numRuns: 1000 });
  });
});

/** Flags as upstream's source declares them: name, Go type, default; where that is at hand. */
const DECLARED = join(UPSTREAM, '_facts/flags');
const declared = releases.map(({ id }) => id).filter((id) => existsSync(join(DECLARED, `${id}.txt`)));
if (declared.length === 0) {
  process.stderr.write(
    "SKIPPED: comparison with the flags of upstream's source, which are not here (AGENT_SANDBOX_UPSTREAM)\n",
  );
}

(declared.length > 0 ? describe : describe.skip)('upstream\'s source', () => {
  const TYPES: Readonly<Record<string, string>> = {
    Bool: 'bool',
    Int: 'int',
    Float64: 'float',
    Duration: 'duration',
    String: 'string',
  };

  test.each(declared)('declares the flags of %s by these names and types', (id) => {
    const lines = readFileSync(join(DECLARED, `${id}.txt`), 'utf8').trim().split('\n').map((line) => line.split(' '));
    const ours = [...catalogue.get(id).flags.values()].filter(
      ({ name }) => name !== 'kubeconfig' && !name.startsWith('zap-'),
    );
    expect(ours.map(({ name, type }) => `${name} ${type}`).sort()).toEqual(
      lines.map(([name, type]) => `${name} ${TYPES[type]}`).sort(),
    );
    for (const [name, , literal] of lines.filter(
      ([, type, value]) => type === 'Bool' || /^(-?\d+|".*")$/.test(value),
    )) {
      expect([name, catalogue.get(id).flags.get(name)!.default]).toEqual([name, literal.replaceAll('"', '')]);
    }
  });
});
