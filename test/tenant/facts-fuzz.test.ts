/** Whatever is changed in the facts of a tenant is an error that names it, or means what it says. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { AgentSandboxVersion, SandboxApp, SandboxTenant, TenantFacts } from '../../src';
import { factsJsonSchema } from '../../src/cli/tenant-facts-schema';
import { digestOf } from '../../src/tenant/facts/digest';
import * as fc from '../support/fuzz';
import { Loose } from '../support/install';
import { platforms } from '../support/random-tenants';

// A tool of cdk8s-cli, so that the tests need no validator of their own.
const Ajv = createRequire(require.resolve('cdk8s-cli/package.json'))('ajv').default;
const bySchema = new Ajv({ strict: false }).compile(factsJsonSchema());

const FIRST = readFileSync(join(__dirname, 'facts-of-first-format.json'), 'utf8');

type Path = ReadonlyArray<string | number>;

/** Paths of all values. */
function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) { return [path]; }
  const within = Object.entries(value).flatMap(([key, each]) => (
    pathsIn(each, [...path, Array.isArray(value) ? Number(key) : key])));
  return [path, ...within];
}

const VALUES: readonly unknown[] = [
  null, true, false, 0, -1, 1.5, 7, 1e21, 1e300, '', 'x', 'A b', '../..', '1e999999999', '9'.repeat(4000), '__proto__',
  'toString', '10.0.0.0/8', '0.0.0.0/0', 'v9.9.9', '*', [], {}, [[]], [null], [7], ['x'], { a: 'b' }, { toString: 1 },
];

const NAMES = ['__proto__', 'constructor', 'toString', 'registries', 'maxPoolReplicas', 'x', '', '0', '$schema'];

interface Change {
  readonly path: Path;
  readonly text: string;
}

/** A file with one change: a member that is missing, has another value, or is added. */
function changesOf(text: string): fc.Arbitrary<Change> {
  const paths = pathsIn(JSON.parse(text)).slice(1);
  const value = fc.oneof(fc.constantFrom(...VALUES), fc.jsonValue());
  return fc.oneof(
    fc.constantFrom(...paths).map((path) => ({
      path,
      make: (parent: Loose, key: string | number) => {
        if (Array.isArray(parent)) { parent.splice(Number(key), 1); } else { delete parent[key]; }
      },
    })),
    fc.tuple(fc.constantFrom(...paths), value).map(([path, to]) => ({
      path, make: (parent: Loose, key: string | number) => { parent[key] = to; },
    })),
    fc.tuple(fc.constantFrom(...paths), fc.constantFrom(...NAMES), value).map(([path, name, to]) => ({
      path: [...path.slice(0, -1), name],
      make: (parent: Loose) => {
        if (Array.isArray(parent)) { parent.push(to); return; }
        Object.defineProperty(parent, name, { value: to, enumerable: true, configurable: true, writable: true });
      },
    })),
  ).map(({ path, make }) => {
    const facts = JSON.parse(text) as Loose;
    const parent = path.slice(0, -1).reduce((at, key) => at[key], facts);
    make(parent, path[path.length - 1]);
    return { path, text: JSON.stringify(facts) };
  });
}

/** Why a text is refused, if it is. */
function refusalOf(text: string): string | undefined {
  try {
    TenantFacts.fromJson(text);
    return undefined;
  } catch (error) {
    expectSentence(error as Error);
    return (error as Error).message;
  }
}

function expectSentence(error: Error): void {
  expect(error.constructor).toBe(Error);
  expect(error.message).not.toMatch(/is not a function|Cannot (read|convert|mix)|is not iterable/);
}

function expectNamed(refusal: string, names: Path): void {
  expect([refusal, names.some((name) => typeof name === 'string' && refusal.includes(name))]).toEqual([refusal, true]);
}

/** The same content, whoever changed the order or the `$schema`. */
const isSame = (one: string, other: string) => digestOf(JSON.parse(one)) === digestOf(JSON.parse(other));

const FULL = readFileSync(join(__dirname, '../../examples/team/facts/staging.json'), 'utf8');

const written = platforms.map((platform) => {
  try {
    return platform.make(AgentSandboxVersion.LATEST).tenant.facts.toJson();
  } catch {
    return FULL;
  }
});

test('a change of a file is refused, unless it says the same', () => {
  let refused = 0;
  fc.assert(fc.property(written.chain((text) => fc.tuple(fc.constant(text), changesOf(text))), ([text, change]) => {
    const refusal = refusalOf(change.text);
    if (refusal === undefined) {
      expect(isSame(change.text, text)).toBe(true);
      return;
    }
    refused++;
    expectNamed(refusal, [...change.path, "'digest'", 'tenantFacts']);
  }), { numRuns: 1500 });
  expect(refused).toBeGreaterThan(1200);
});

test('a change under a digest of its own is refused with its path, or can be used', () => {
  let used = 0;
  fc.assert(fc.property(written.chain(changesOf), ({ path, text }) => {
    const facts = JSON.parse(text) as Loose;
    if (path[0] !== 'digest') { facts.digest = digestOf(facts as never); }
    const refusal = refusalOf(JSON.stringify(facts));
    if (refusal !== undefined) {
      expectNamed(refusal, path);
      return;
    }
    used++;
    expectUsable(facts);
  }), { numRuns: 600 });
  expect(used).toBeGreaterThan(20);
});

test('a file of the first format with a change is refused, or can be used', () => {
  fc.assert(fc.property(changesOf(FIRST), ({ text }) => {
    if (refusalOf(text) === undefined) { expectUsable(JSON.parse(text) as Loose); }
  }), { numRuns: 300 });
});

/** The app of a team is made with the facts, or refused in words. */
function expectUsable(facts: Loose): void {
  try {
    const app = new SandboxApp();
    const tenant = SandboxTenant.fromTenantFacts(app, 'research', TenantFacts.fromJson(JSON.stringify(facts)));
    tenant.toJson();
  } catch (error) {
    expectSentence(error as Error);
  }
}

test('the JSON Schema takes what is written, and of changes what the reader takes by their shape', () => {
  expect(bySchema(JSON.parse(FULL))).toBe(true);
  fc.assert(fc.property(written.chain((text) => fc.tuple(fc.constant(text), changesOf(text))), ([text, change]) => {
    expect([bySchema(JSON.parse(text)), bySchema.errors]).toEqual([true, null]);
    const facts = JSON.parse(change.text) as Loose;
    if (change.path[0] !== 'digest') { facts.digest = digestOf(facts as never); }
    // What the shape tells, the reader refuses too; of values it knows more.
    if (!bySchema(facts)) { expect(refusalOf(JSON.stringify(facts))).toBeDefined(); }
  }), { numRuns: 600 });
});

test.each<[string, (facts: Loose) => void]>([
  ['a registry without its end', (facts) => { facts.admission.registries = ['registry.example.com']; }],
  ['a bound that is null', (facts) => { facts.admission.maxPoolReplicas = null; }],
  ['a rule that nobody knows', (facts) => { facts.admission.allowAll = true; }],
  ['no digest', (facts) => { delete facts.digest; }],
  ['a quota of words', (facts) => { facts.quota.hard.pods = 'many'; }],
  ['the first format', (facts) => { facts.tenantFacts = 1; }],
  ['a network of any rule', (facts) => { facts.admission.network.egress = [{}]; }],
  ['a rule of no peer', (facts) => { facts.admission.network.egress = [{ peers: [{ any: true }], ports: [] }]; }],
])('an edit is refused by schema and reader: %s', (_, change) => {
  const facts = JSON.parse(FULL) as Loose;
  change(facts);
  expect(bySchema(facts)).toBe(false);
  expect(refusalOf(JSON.stringify(facts))).toBeDefined();
});

test('the order of members, and a $schema, are no change', () => {
  const { tenantFacts, ...rest } = JSON.parse(FULL) as Loose;
  const reversed = Object.fromEntries(Object.entries(rest).reverse());
  const text = JSON.stringify({ ...reversed, tenantFacts, $schema: './a.json' });
  expect(refusalOf(text)).toBeUndefined();
  expect(bySchema(JSON.parse(text))).toBe(true);
});
