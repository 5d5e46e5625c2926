/**
 * Two more readings of Kubernetes' own kinds, beside imports/: its OpenAPI document, where it is at hand, and the
 * declarations that `kubernetes-models` generates from it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { coreKindSchema, UNENFORCED } from '../../src/kubernetes/types/core-kinds';
import { QUANTITIES } from '../../src/kubernetes/types/markers';

const ROOT = join(__dirname, '../..');
const OPENAPI = process.env.KUBERNETES_OPENAPI ?? join(ROOT, '../shared/schemas/k8s-v1.36.0.json');
const MODULES = join(ROOT, 'node_modules');
const { kinds, types: ours } = JSON.parse(readFileSync(join(ROOT, 'imports/kinds-1.36.json'), 'utf8'));
const types: Record<string, Record<string, string>> = {
  ...JSON.parse(readFileSync(join(ROOT, 'imports/core-1.36.json'), 'utf8')).types,
  ...ours,
};

if (!existsSync(OPENAPI)) {
  process.stderr.write(
    "SKIPPED: comparing core kinds with Kubernetes' OpenAPI, which is not here (KUBERNETES_OPENAPI)\n",
  );
}

/** A field as someone tells it: lists and maps as in imports/, with `*` for another type, which is named beside it. */
interface Told {
  readonly required: boolean;
  readonly notation: string;
  readonly reference?: string;
}

type Teller = (id: string) => Record<string, Told>;

/** What imports/ tells of a type. */
function told(type: string): Record<string, Told> {
  return Object.fromEntries(Object.entries(types[type]).map(([key, written]) => {
    const name = key.replace('!', '');
    const inner = written.replace(/[[\]{}]/g, '');
    const isType = inner in types;
    const notation = isType ? '*' : QUANTITIES.has(`${type}.${name}`) ? 'Quantity' : inner;
    return [
      name,
      { required: name !== key, notation: written.replace(inner, notation), ...(isType && { reference: inner }) },
    ];
  }));
}

/** What the two tell differently of kinds and all that they reach, and how many types they were asked about. */
function compare(
  roots: ReadonlyArray<readonly [type: string, id: string]>,
  teller: Teller,
  plain: (notation: string) => string,
) {
  const differences: string[] = [];
  const seen = new Set<string>();
  const pending = [...roots];
  while (pending.length > 0) {
    const [type, id] = pending.pop()!;
    if (seen.has(type)) {
      continue;
    }
    seen.add(type);
    const [we, they] = [told(type), teller(id)];
    for (const name of new Set([...Object.keys(we), ...Object.keys(they)])) {
      if (name === 'status' && we[name]?.notation === 'any') {
        continue;
      }
      const text = (field?: Told) =>
        field ? `${field.required ? 'required' : 'optional'} ${plain(field.notation)}` : 'absent';
      if (text(we[name]) !== text(they[name])) {
        differences.push(`${type}.${name}: ${text(we[name])} in imports/, ${text(they[name])} elsewhere`);
      }
      if (we[name]?.reference && they[name]?.reference) {
        pending.push([we[name].reference, they[name].reference]);
      }
    }
  }
  return { differences, types: seen.size };
}

(existsSync(OPENAPI) ? describe : describe.skip)('imports/kinds-1.36.json and Kubernetes\' OpenAPI', () => {
  const document = existsSync(OPENAPI) ? JSON.parse(readFileSync(OPENAPI, 'utf8')) : {};
  const definitions = document.definitions ?? document;
  const SCALARS: Record<string, string> = {
    Quantity: 'Quantity',
    IntOrString: 'IntOrString',
    Time: 'date-time',
    MicroTime: 'micro-time',
    CustomResourceSubresourceStatus: 'object',
  };

  function notationOf(schema: any): Pick<Told, 'notation' | 'reference'> {
    if (schema.$ref) {
      const reference = schema.$ref.replace('#/definitions/', '');
      if (definitions[reference].properties) { return { notation: '*', reference }; }
      return { notation: SCALARS[reference.split('.').at(-1)] ?? 'any' };
    }
    if (schema.type === 'array' || schema.additionalProperties) {
      const { notation, reference } = notationOf(schema.items ?? schema.additionalProperties);
      return { notation: schema.type === 'array' ? `[${notation}]` : `{${notation}}`, reference };
    }
    if (schema.type === 'string') { return { notation: schema.format === 'byte' ? 'bytes' : 'string' }; }
    return { notation: schema.type === 'integer' ? schema.format : schema.type };
  }

  function roots(): Array<[string, string]> {
    return Object.entries<string>(kinds).map(([name, type]) => {
      const [apiVersion, kind] = name.split(' ');
      const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
      const id = Object.keys(definitions).find((each) =>
        definitions[each]['x-kubernetes-group-version-kind']?.some(
          (gvk: any) => gvk.group === group && gvk.version === version && gvk.kind === kind,
        ),
      );
      if (!id) { throw new Error(`OpenAPI has no ${name}`); }
      return [type, id];
    });
  }

  test('tell the same of every type: fields, types, widths of numbers, and what is required', () => {
    const teller: Teller = (id) =>
      Object.fromEntries(
        Object.entries(definitions[id].properties).map(([name, schema]) => [
          name,
          { required: definitions[id].required?.includes(name) ?? false, ...notationOf(schema) },
        ]),
      );
    const { differences, types: count } = compare(roots(), teller, (notation) => notation);
    expect(differences).toEqual([]);
    expect(count).toBeGreaterThan(240);
  });
});

describe('imports/kinds-1.36.json and kubernetes-models', () => {
  /** Types that the package takes for granted, or knows less of than it could. */
  const LEAVES = [
    'Quantity',
    'IntOrString',
    'Time',
    'MicroTime',
    'FieldsV1',
    'JSON',
    'JSONSchemaPropsOrArray',
    'JSONSchemaPropsOrBool',
    'JSONSchemaPropsOrStringArray',
    'CustomResourceSubresourceStatus',
  ];
  const NUMBERS = ['int32', 'int64', 'number'];

  const teller: Teller = (file) => {
    const source = readFileSync(file, 'utf8').replace(/\/\*\*[\s\S]*?\*\//g, '');
    const body = /^export interface I\w+ (?:extends TypeMeta )?\{\n([\s\S]*?)^\}$/m.exec(source)?.[1];
    if (body === undefined) { throw new Error(`${file} declares no interface`); }
    const imports = new Map(
      [...source.matchAll(/^import \{ (\w+) \} from "(.+)";$/gm)].map(([, symbol, from]) => [symbol, from]),
    );
    return Object.fromEntries(body.split(/^ {4}(?=")/m).map((text) => text.trim()).filter(Boolean).map((member) => {
      const [, name, optional, type] = /^"(.+?)"(\?)?: ([\s\S]+);$/.exec(member)!;
      const symbol = /(?<!")\bI[A-Z]\w+/.exec(type)?.[0];
      const from = symbol && imports.get(symbol);
      const path = from
        ? from.startsWith('.')
          ? join(dirname(file), from.replace(/\.js$/, ''))
          : join(MODULES, from)
        : file.replace(/\.d\.ts$/, '');
      const leaf = symbol && LEAVES.find((each) => path.endsWith(`/${each}`));
      const scalar = leaf ?? (symbol ? '*' : undefined);
      const isDiscriminator = name === 'apiVersion' || name === 'kind';
      const shown = notationOf(type, scalar);
      return [
        name,
        {
          required: !optional && !(isDiscriminator && /^"/.test(type)),
          notation: shown,
          ...(scalar === '*' && { reference: `${path}.d.ts` }),
        },
      ];
    }));
  };

  function notationOf(type: string, scalar: string | undefined): string {
    const list = /^Array<([\s\S]+)>$/.exec(type);
    if (list) { return `[${notationOf(list[1], scalar)}]`; }
    const map = /^\{\s*\[key: string\]: ([\s\S]+);\s*\}$/.exec(type);
    if (map) { return `{${notationOf(map[1], scalar)}}`; }
    return scalar ?? (/^"/.test(type) ? 'string' : type);
  }

  /** The package knows neither the width of numbers nor bytes, and any value by several names. */
  function plain(notation: string): string {
    const inner = notation.replace(/[[\]{}]/g, '');
    if (NUMBERS.includes(inner)) { return notation.replace(inner, 'number'); }
    if (inner === 'bytes') { return notation.replace(inner, 'string'); }
    if (['date-time', 'Time', 'micro-time', 'MicroTime'].includes(inner)) { return notation.replace(inner, 'time'); }
    return /^(any|object|unknown|FieldsV1|JSON.*|CustomResourceSubresourceStatus|)$/.test(inner) ? 'any' : notation;
  }

  test('tell the same of every type: fields, quantities and what is required', () => {
    const roots = Object.entries<string>(kinds).map(([name, type]): [string, string] => {
      const [apiVersion, kind] = name.split(' ');
      return [type, join(MODULES, 'kubernetes-models', apiVersion, `${kind}.d.ts`)];
    });
    const { differences, types: count } = compare(roots, teller, plain);
    expect(differences).toEqual([]);
    expect(count).toBeGreaterThan(240);
  });
});

describe('the schemas of core kinds', () => {
  test('leave out what is required in name only: each entry is one that the types call required', () => {
    const newest = JSON.parse(readFileSync(join(ROOT, 'imports/core-1.37.json'), 'utf8')).types;
    for (const path of UNENFORCED) {
      const [type, field] = path.split('.');
      expect([path, Object.keys({ ...newest[type], ...types[type] })]).toEqual([
        path,
        expect.arrayContaining([`${field}!`]),
      ]);
    }
    expect(coreKindSchema('v1', 'LimitRange')!.properties!.spec.required).toBeUndefined();
    expect(coreKindSchema('apps/v1', 'Deployment')!.properties!.spec.required).toEqual(['selector', 'template']);
  });

  test('have the pods of the minor that is asked for, and of the newest where it is not known', () => {
    const pod = (minor?: string) => Object.keys(coreKindSchema('v1', 'Pod', minor)!.properties!.spec.properties!);
    expect(pod('1.35')).toContain('workloadRef');
    expect(pod('1.36')).toContain('schedulingGroup');
    expect(pod('1.36')).not.toContain('workloadRef');
    expect(pod('1.30')).toContain('evictionResponders');
    expect(pod()).toEqual(pod('1.37'));
  });

  test('are none of kinds that are not known, whatever they are called', () => {
    for (const [apiVersion, kind] of [
      ['apps/v2', 'Deployment'],
      ['v1', 'Deployment'],
      ['', 'constructor'],
      ['__proto__', ''],
    ]) {
      expect(coreKindSchema(apiVersion, kind)).toBeUndefined();
    }
  });

  test('hold themselves where the type does', () => {
    const { versions } = coreKindSchema('apiextensions.k8s.io/v1', 'CustomResourceDefinition')!.properties!.spec
      .properties!;
    const schema = versions.items!.properties!.schema.properties!.openAPIV3Schema;
    expect(schema.properties!.not).toBe(schema);
    expect(schema.properties!.properties.additionalProperties).toBe(schema);
  });
});
