import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyDelta, Delta, DELTAS } from '../../scripts/imports/deltas';
import { readModels } from '../../scripts/imports/models';
import { CoreData } from '../../src/kubernetes/types/core-types';

const ROOT = join(__dirname, '../..');
let scratch: string;

beforeAll(() => { scratch = mkdtempSync(join(tmpdir(), 'imports-')); });
afterAll(() => { rmSync(scratch, { recursive: true, force: true }); });

function data(minor: string): CoreData {
  return JSON.parse(readFileSync(join(ROOT, `imports/core-${minor}.json`), 'utf8'));
}

describe('the generator of imports/', () => {
  function generate(root: string, ...args: string[]) {
    const command = [
      join(ROOT, 'node_modules/.bin/ts-node'),
      '-T',
      '-P',
      join(ROOT, 'test/tsconfig.json'),
      join(root, 'scripts/imports/generate.ts'),
      ...args,
    ];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: ROOT, encoding: 'utf8' });
    return { status, output: stdout + stderr };
  }

  /** The generator in a repository of its own, whose imports/ a test may spoil. */
  function copy(name: string): string {
    const root = join(scratch, name);
    for (const path of ['scripts/imports', 'scripts/generated.ts']) {
      cpSync(join(ROOT, path), join(root, path), { recursive: true });
    }
    cpSync(join(ROOT, 'imports'), join(root, 'imports'), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'), 'junction');
    return root;
  }

  test('writes what is checked in', () => {
    expect(generate(ROOT, '--check')).toEqual({ status: 0, output: '' });
  });

  test('writes every file anew, byte for byte', () => {
    const root = copy('anew');
    const names = readdirSync(join(root, 'imports')).filter((name) => /^(core|kinds)-.*\.json$/.test(name));
    expect(names.length).toBeGreaterThanOrEqual(4);
    names.forEach((name) => rmSync(join(root, 'imports', name)));
    expect(generate(root)).toEqual({ status: 0, output: '' });
    for (const name of names) {
      expect(readFileSync(join(root, 'imports', name), 'utf8')).toBe(readFileSync(join(ROOT, 'imports', name), 'utf8'));
    }
  });

  test('fails in check mode if a file differs or is missing, and writes nothing', () => {
    const root = copy('stale');
    const edited = join(root, 'imports/core-1.36.json');
    writeFileSync(edited, readFileSync(edited, 'utf8').replace('"hostname":"string"', '"hostname":"int32"'));
    const before = readFileSync(edited, 'utf8');
    rmSync(join(root, 'imports/core-1.34.json'));
    const { status, output } = generate(root, '--check');
    expect(status).toBe(1);
    expect(output.trim().split('\n').sort()).toEqual([
      "imports/core-1.34.json differs from what 'npx projen imports' writes",
      "imports/core-1.36.json differs from what 'npx projen imports' writes",
    ]);
    expect(readFileSync(edited, 'utf8')).toBe(before);
    expect(readdirSync(join(root, 'imports'))).not.toContain('core-1.34.json');
  });

  test.each(readdirSync(join(ROOT, 'imports')).filter((name) => name.endsWith('.json')))(
    '%s has a line a type, all sorted',
    (name) => {
      const [, types] = readFileSync(join(ROOT, 'imports', name), 'utf8').split('  "types": {\n');
      const lines = types.split('\n').filter((line) => /^ {4}"/.test(line));
      expect(lines.length).toBeGreaterThan(100);
      expect([...lines].sort((a, b) => (a.split(':')[0] < b.split(':')[0] ? -1 : 1))).toEqual(lines);
      for (const line of lines) {
        const fields = Object.keys(Object.values<object>(JSON.parse(`{${line.replace(/,$/, '')}}`))[0]);
        expect([...fields].sort()).toEqual(fields);
      }
    },
  );

  test('writes each kind with all that it reaches, and nothing that the core types have', () => {
    const { kinds, types } = JSON.parse(readFileSync(join(ROOT, 'imports/kinds-1.36.json'), 'utf8'));
    const core = data('1.36').types;
    expect(Object.keys(types).filter((type) => type in core)).toEqual([]);
    const reached = new Set<string>();
    const pending: string[] = Object.values(kinds);
    while (pending.length > 0) {
      const type = pending.pop()!;
      if (reached.has(type)) { continue; }
      reached.add(type);
      const fields: string[] = Object.values(types[type] ?? core[type]);
      pending.push(
        ...fields
          .flatMap((notation) => notation.match(/[A-Z]\w*/g) ?? [])
          .filter((name) => !['IntOrString', 'Quantity'].includes(name)),
      );
    }
    expect(Object.keys(types).filter((type) => !reached.has(type))).toEqual([]);
    expect(kinds).toMatchObject({
      'apps/v1 Deployment': 'Deployment',
      'autoscaling/v2 HorizontalPodAutoscaler': 'V2HorizontalPodAutoscaler',
    });
  });
});

describe('deltas', () => {
  const types = { PodSpec: { 'containers!': '[Container]', 'hostname': 'string' }, Container: { 'name!': 'string' } };
  const delta = (add: Delta['add']): Delta => ({ minor: '1.99', neighbour: '1.98', add });

  test('add fields to types and new types, and leave the neighbour as it was', () => {
    const before = JSON.stringify(types);
    expect(applyDelta(types, delta({ PodSpec: { zone: 'Zone' }, Zone: { 'name!': 'string' } }))).toEqual({
      PodSpec: { 'containers!': '[Container]', 'hostname': 'string', 'zone': 'Zone' },
      Container: { 'name!': 'string' },
      Zone: { 'name!': 'string' },
    });
    expect(JSON.stringify(types)).toBe(before);
    expect(applyDelta(types, delta({}))).toEqual(types);
  });

  test.each([
    [{ PodSpec: { hostname: 'string' } }, 'PodSpec.hostname'],
    [{ Container: { 'name!': 'string' } }, 'Container.name!'],
  ])('fail if the neighbour has the field by now: %j', (clashing, path) => {
    expect(() => applyDelta(types, delta(clashing))).toThrow(
      `Kubernetes 1.98 already has ${path}: the delta for 1.99 is out of date`,
    );
  });

  test.each(DELTAS)('of $minor is in imports/, whole, and nothing else is added', ({ minor, neighbour, add }) => {
    const [after, before] = [data(minor).types, data(neighbour).types];
    for (const [type, fields] of Object.entries(add)) {
      expect(after[type]).toMatchObject(fields);
      expect(Object.keys(after[type])).toHaveLength(
        Object.keys(before[type] ?? {}).length + Object.keys(fields).length,
      );
    }
    const untouched = Object.keys(after).filter((type) => !(type in add));
    expect(untouched.map((type) => after[type])).toEqual(untouched.map((type) => before[type]));
  });
});

describe('readModels', () => {
  interface Attribute {
    readonly name: string;
    readonly baseName?: string;
    readonly type: string;
    readonly format?: string;
    readonly optional?: boolean;
  }

  /** A client package with the given models; returns its path. */
  function client(
    name: string,
    models: Readonly<Record<string, readonly Attribute[]>>,
    files: Readonly<Record<string, string>> = {},
  ): string {
    const root = join(scratch, name);
    const folder = join(root, 'dist/gen/models');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(root, 'package.json'), '{}');
    for (const [model, attributes] of Object.entries(models)) {
      const map = attributes.map(({ name: own, type, format = '', baseName = own }) => ({
        name: own,
        baseName,
        type,
        format,
      }));
      writeFileSync(
        join(folder, `V1${model}.js`),
        `export class V1${model} {}\nV1${model}.attributeTypeMap = ${JSON.stringify(map, null, 2)};\n`,
      );
      const members = attributes.map(
        ({ name: own, optional, type }) => `    '${own}'${optional ? '?' : ''}: ${type};\n`,
      );
      writeFileSync(join(folder, `V1${model}.d.ts`), `export declare class V1${model} {\n${members.join('')}}\n`);
    }
    for (const [file, text] of Object.entries(files)) {
      writeFileSync(join(folder, file), text);
    }
    return root;
  }

  test('reads every notation, and all that is reachable from the roots', () => {
    const path = client('good', {
      Root: [
        { name: 'text', type: 'string' },
        { name: 'flag', type: 'boolean', optional: true },
        { name: 'small', type: 'number', format: 'int32', optional: true },
        { name: 'big', type: 'number', format: 'int64', optional: true },
        { name: 'when', type: 'Date', format: 'date-time', optional: true },
        { name: 'port', type: 'IntOrString', format: 'int-or-string' },
        { name: '_continue', baseName: 'continue', type: 'string', optional: true },
        { name: 'labels', type: '{ [key: string]: string; }', optional: true },
        { name: 'lists', type: '{ [key: string]: Array<string>; }', optional: true },
        { name: 'metadata', type: 'V1ObjectMeta', optional: true },
        { name: 'children', type: 'Array<V1Child>', optional: true },
        { name: 'endpoint', type: 'CoreV1Leaf', optional: true },
      ],
      Child: [{ name: 'root', type: 'V1Root', optional: true }],
      Leaf: [{ name: 'name', type: 'string' }],
      Unreachable: [{ name: 'name', type: 'string' }],
    });
    expect(readModels(path, ['Root'])).toEqual({
      Root: {
        'text!': 'string',
        'flag': 'boolean',
        'small': 'int32',
        'big': 'int64',
        'when': 'date-time',
        'port!': 'IntOrString',
        'continue': 'string',
        'labels': '{string}',
        'lists': '{[string]}',
        'metadata': 'ObjectMeta',
        'children': '[Child]',
        'endpoint': 'Leaf',
      },
      Child: { root: 'Root' },
      Leaf: { 'name!': 'string' },
    });
  });

  test('fails on a type that the notation cannot say', () => {
    const path = client('any', { Root: [{ name: 'anything', type: 'any' }] });
    expect(() => readModels(path, ['Root'])).toThrow(
      "V1Root: 'anything' has type 'any' (), which the notation of imports/ cannot say",
    );
    const number = client('double', { Root: [{ name: 'share', type: 'Array<number>', format: 'double' }] });
    expect(() => readModels(number, ['Root'])).toThrow(
      "V1Root: 'share' has type 'number' (double), which the notation of imports/ cannot say",
    );
  });

  test('reads any value, bytes and fractions on request, types with a prefix, and types that are known better', () => {
    const path = client(
      'all',
      {
        Root: [
          { name: 'anything', type: 'any' },
          { name: 'data', type: '{ [key: string]: string; }', format: 'byte' },
          { name: 'share', type: 'number', format: 'double' },
          { name: 'since', type: 'V1MicroTime', format: 'date-time-micro' },
          { name: 'metric', type: 'V2Metric' },
          { name: 'metadata', type: 'V1ObjectMeta' },
          { name: 'size', type: 'string' },
          { name: 'leaf', type: 'V1Leaf' },
        ],
      },
      {
        'V2Metric.js':
          'V2Metric.attributeTypeMap = [\n' +
          `${JSON.stringify({ name: 'name', baseName: 'name', type: 'string', format: '' })}\n];\n`,
        'V2Metric.d.ts': "export declare class V2Metric {\n    'name': string;\n}\n",
      },
    );
    const typeOf = (type: string, field: string) => (type === 'Root' && field === 'size' ? 'Quantity' : undefined);
    expect(readModels(path, ['Root'], { leaves: new Set(['ObjectMeta', 'Leaf']), takesAll: true, typeOf })).toEqual({
      Root: {
        'anything!': 'any',
        'data!': '{bytes}',
        'share!': 'number',
        'since!': 'micro-time',
        'metric!': 'V2Metric',
        'metadata!': 'ObjectMeta',
        'size!': 'Quantity',
        'leaf!': 'Leaf',
      },
      V2Metric: { 'name!': 'string' },
    });
  });

  test('fails on a field that the declaration does not have', () => {
    const path = client(
      'undeclared',
      { Root: [{ name: 'zone', type: 'string' }] },
      { 'V1Root.d.ts': "export declare class V1Root {\n    'other': string;\n}\n" },
    );
    expect(() => readModels(path, ['Root'])).toThrow("V1Root.d.ts does not declare 'zone'");
  });

  test('fails on a model without a map of its attributes', () => {
    const path = client('mapless', { Root: [] }, { 'V1Root.js': 'export class V1Root {}\n' });
    expect(() => readModels(path, ['Root'])).toThrow('V1Root.js has no attributeTypeMap');
  });

  test('fails on a client or a type that is not there', () => {
    expect(() => readModels(client('empty', {}), ['Root'])).toThrow('V1Root.js');
    expect(() => readModels(join(scratch, 'nowhere'), ['Root'])).toThrow(/nowhere/);
  });
});
