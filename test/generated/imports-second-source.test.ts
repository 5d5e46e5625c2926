/**
 * A second, independent reading of the core types: the declarations that `kubernetes-models` generates from
 * Kubernetes' OpenAPI. They know quantities, which the clients that imports/ comes from do not.
 *
 * The package's code is never loaded: it is for newer versions of Node than this library needs.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CoreData } from '../../src/kubernetes/types/core-types';
import { QUANTITIES } from '../../src/kubernetes/types/markers';

const MODULES = join(__dirname, '../../node_modules');
const MODELS = join(MODULES, 'kubernetes-models');
const CORE: CoreData = JSON.parse(readFileSync(join(__dirname, '../../imports/core-1.36.json'), 'utf8'));

const ROOTS: Readonly<Record<string, string>> = {
  PodSpec: join(MODELS, 'v1/PodSpec.d.ts'),
  PersistentVolumeClaimSpec: join(MODELS, 'v1/PersistentVolumeClaimSpec.d.ts'),
  NetworkPolicyIngressRule: join(MODELS, 'networking.k8s.io/v1/NetworkPolicyIngressRule.d.ts'),
  NetworkPolicyEgressRule: join(MODELS, 'networking.k8s.io/v1/NetworkPolicyEgressRule.d.ts'),
  Condition: join(MODULES, '@kubernetes-models/apimachinery/apis/meta/v1/Condition.d.ts'),
};

/** Types that the notation of imports/ takes for granted. */
const GRANTED = ['Quantity', 'IntOrString', 'Time', 'ObjectMeta'];

/** Field to type; `!` marks required fields, lists and maps are written as in imports/. */
type Declared = Record<string, string>;

/** All types that the declarations reach from the roots. */
function readDeclarations(): Map<string, Declared> {
  const types = new Map<string, Declared>();
  const pending = Object.values(ROOTS);
  while (pending.length > 0) {
    const file = pending.pop()!;
    const { name, fields, references } = readDeclaration(readFileSync(file, 'utf8'), file);
    if (types.has(name)) { continue; }
    types.set(name, fields);
    pending.push(...references);
  }
  return types;
}

function readDeclaration(source: string, file: string): { name: string; fields: Declared; references: string[] } {
  const declaration = /^export interface I(\w+) \{\n([\s\S]*?)^\}$/m.exec(source.replace(/\/\*\*[\s\S]*?\*\//g, ''));
  if (!declaration) { throw new Error(`${file} declares no interface`); }
  const [, name, body] = declaration;
  const imports = new Map(
    [...source.matchAll(/^import \{ (\w+) \} from "(.+)";$/gm)].map(([, symbol, from]) => [symbol, from]),
  );
  const fields: Declared = {};
  const references: string[] = [];
  for (const member of body.split(/^ {4}(?=")/m).map((text) => text.trim()).filter(Boolean)) {
    const parts = /^"(\w+)"(\?)?: ([\s\S]+);$/.exec(member);
    if (!parts) { throw new Error(`${file} declares something else than fields: ${member}`); }
    const [, field, optional, type] = parts;
    const symbol = /\bI[A-Z]\w+/.exec(type)?.[0];
    const from = symbol && imports.get(symbol);
    const reference = from && resolve(from, file);
    fields[optional ? field : `${field}!`] = notation(
      type,
      reference && reference.replace(/^.*\/(\w+)\.d\.ts$/, '$1'),
      `${file}: ${field}`,
    );
    if (reference && !GRANTED.some((granted) => reference.endsWith(`/${granted}.d.ts`))) { references.push(reference); }
  }
  return { name, fields, references };
}

function resolve(from: string, file: string): string {
  const path = from.startsWith('.') ? join(dirname(file), from.replace(/\.js$/, '')) : join(MODULES, from);
  if (!existsSync(`${path}.d.ts`)) { throw new Error(`${file} imports '${from}', which is not there`); }
  return `${path}.d.ts`;
}

function notation(type: string, reference: string | undefined, where: string): string {
  const list = /^Array<(.+)>$/.exec(type);
  if (list) { return `[${notation(list[1], reference, where)}]`; }
  const map = /^\{\s*\[key: string\]: (.+);\s*\}$/.exec(type);
  if (map) { return `{${notation(map[1], reference, where)}}`; }
  if (reference && /^I[A-Z]\w+$/.test(type)) { return reference; }
  if (/^("[^"]*"( \| |$))+$/.test(type)) { return 'string'; }
  if (['string', 'number', 'boolean'].includes(type)) { return type; }
  throw new Error(`${where} has a type that this test cannot read: ${type}`);
}

/** A type of imports/ as the declarations would write it: they know quantities, but not the width of numbers. */
function asDeclared(written: string, path: string): string {
  const inner = /^[[{](.+)[\]}]$/.exec(written)?.[1];
  if (inner) { return written.replace(inner, asDeclared(inner, path)); }
  if (QUANTITIES.has(path)) { return 'Quantity'; }
  return ({ 'int32': 'number', 'int64': 'number', 'date-time': 'Time' } as Record<string, string>)[written] ?? written;
}

/** What imports/ and the declarations tell differently, in words. */
function differences(core: CoreData['types'], declared: ReadonlyMap<string, Declared>): string[] {
  const found: string[] = [];
  for (const name of [...new Set([...Object.keys(core), ...declared.keys()])].sort()) {
    const [ours, theirs] = [core[name], declared.get(name)];
    if (!ours || !theirs) { found.push(`${name}: only in ${ours ? 'imports/' : 'kubernetes-models'}`); continue; }
    const bare = (key: string) => key.replace('!', '');
    const keys = new Set([...Object.keys(ours), ...Object.keys(theirs)].map(bare));
    for (const field of [...keys].sort()) {
      const tell = (fields: Readonly<Record<string, string>>, typed: (type: string) => string) => {
        const key = [field, `${field}!`].find((candidate) => candidate in fields);
        return key ? `${key === field ? 'optional' : 'required'} ${typed(fields[key])}` : 'absent';
      };
      const [we, they] = [tell(ours, (type) => asDeclared(type, `${name}.${field}`)), tell(theirs, (type) => type)];
      if (we !== they) { found.push(`${name}.${field}: ${we} in imports/, ${they} in kubernetes-models`); }
    }
  }
  return found;
}

describe('imports/core-1.36.json and kubernetes-models', () => {
  const declared = readDeclarations();

  test('is the version that has Kubernetes 1.36', () => {
    expect(JSON.parse(readFileSync(join(MODELS, 'package.json'), 'utf8')).version).toBe('5.1.0');
    expect(CORE.kubernetes).toBe('1.36');
  });

  test('tell the same of every type that the CRDs embed', () => {
    expect(declared.size).toBeGreaterThan(100);
    expect(differences(CORE.types, declared)).toEqual([]);
  });

  test('agree on which fields are quantities', () => {
    const quantities = [...declared].flatMap(([type, fields]) => Object.keys(fields)
      .filter((field) => /\bQuantity\b/.test(fields[field])).map((field) => `${type}.${field.replace('!', '')}`));
    expect(quantities.sort()).toEqual([...QUANTITIES].sort());
  });

  test('agree on which fields are numbers or names', () => {
    const either = (types: Iterable<[string, Readonly<Record<string, string>>]>) =>
      [...types]
        .flatMap(([type, fields]) =>
          Object.keys(fields)
            .filter((field) => fields[field].includes('IntOrString'))
            .map((field) => `${type}.${field}`),
        )
        .sort();
    expect(either(Object.entries(CORE.types))).toEqual(either(declared));
    expect(either(declared)).toEqual(expect.arrayContaining(['HTTPGetAction.port!', 'NetworkPolicyPort.port']));
  });

  test('no code of the package was loaded', () => {
    const loaded = Object.keys(require.cache);
    expect(loaded).toContain(__filename);
    expect(loaded.filter((file) => /node_modules.*kubernetes-models/.test(file))).toEqual([]);
  });

  test('a difference is told in words', () => {
    const { PodOS: _, ...types } = CORE.types;
    expect(differences({
      ...types,
      HTTPHeader: { 'name': 'string', 'value!': 'string' },
      HostAlias: { 'hostnames': '[int32]', 'ip!': 'string' },
      PodDNSConfigOption: { name: 'string' },
      Zone: {},
    }, declared)).toEqual([
      'HTTPHeader.name: optional string in imports/, required string in kubernetes-models',
      'HostAlias.hostnames: optional [number] in imports/, optional [string] in kubernetes-models',
      'PodDNSConfigOption.value: absent in imports/, optional string in kubernetes-models',
      'PodOS: only in kubernetes-models',
      'Zone: only in imports/',
    ]);
  });
});
