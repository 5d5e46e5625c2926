/** The interfaces of the L1 layer against the CRDs of every release: nothing is missing, nothing is invented. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { crd } from '../../src/api/crd';
import { KIND_NAMES } from '../../src/api/kinds';
import { StructuralSchema } from '../../src/kubernetes/types/structural-schema';
import { Catalogue } from '../../src/release/catalogue';
import { interfacesOf } from '../support/interfaces';

const ROOT = join(__dirname, '../..');
const L1 = join(ROOT, 'src/l1');
const interfaces = interfacesOf(
  ['agent-sandbox.generated.ts', 'k8s.generated.ts', 'scalars.ts'].map((name) => join(L1, name)),
);
const EMPTY = 'ObjectMeta';
/** Interfaces that hold a part of another, for what stands over what a construct prints. */
const PART_OF: Readonly<Record<string, string>> = { ContainerOptions: 'Container', PodSpecOptions: 'PodSpec' };

interface CrdVersion { readonly name: string; readonly schema: { readonly openAPIV3Schema: StructuralSchema } }

/** `type.property` of all that the CRDs of all releases have. */
const served = new Set<string>();

/** What of a schema the type does not say, or says otherwise. */
function mismatches(schema: StructuralSchema, type: string, path: string): string[] {
  if (schema['x-kubernetes-int-or-string']) {
    return expectType(type, schema.pattern ? 'Quantity' : 'IntOrString', path);
  }
  if (schema.type === 'array') {
    return type.endsWith('[]')
      ? mismatches(schema.items!, type.slice(0, -2), `${path}[]`)
      : [`${path} is ${type}, not a list`];
  }
  if (schema.additionalProperties) {
    const [, of] = /^\{\[key:string\]:(.+)\}$/.exec(type) ?? [];
    return of ? mismatches(schema.additionalProperties, of, `${path}.*`) : [`${path} is ${type}, not a map`];
  }
  if (schema.type === 'object') {
    if (!schema.properties) { return expectType(type, EMPTY, path); }
    const properties = interfaces[type];
    if (!properties) { return [`${path} is ${type}, which is no interface`]; }
    return Object.entries(schema.properties).flatMap(([name, child]) => {
      const property = properties[name];
      if (!property) { return [`${path}.${name} is missing in ${type}`]; }
      served.add(`${type}.${name}`);
      const needless =
        property.required && !schema.required?.includes(name)
          ? [`${path}.${name} is required in ${type}, not in the schema`]
          : [];
      return [...needless, ...mismatches(child, property.type, `${path}.${name}`)];
    });
  }
  return expectType(type, schema.type === 'integer' ? 'number' : schema.type!, path);
}

function expectType(actual: string, expected: string, path: string): string[] {
  return actual === expected ? [] : [`${path} is ${actual}, not ${expected}`];
}

test.each(Catalogue.standard().ids)('every field of %s has its type', (id) => {
  const { api } = Catalogue.standard().get(id);
  for (const kind of KIND_NAMES) {
    for (const { name, schema } of crd(kind, api).spec.versions as CrdVersion[]) {
      const type = `${kind}${name === 'v1beta1' ? 'V1Beta1' : 'V1Alpha1'}Spec`;
      expect(mismatches(schema.openAPIV3Schema.properties!.spec, type, `${kind} ${name}`)).toEqual([]);
    }
  }
});

test('no interface has a field that no release has', () => {
  const invented = Object.entries(interfaces)
    .filter(([type]) => type !== EMPTY && !/^Kube\w+Props$/.test(type))
    .flatMap(([type, properties]) => Object.keys(properties).map((name) => `${PART_OF[type] ?? type}.${name}`))
    .filter((field) => !served.has(field));
  expect(invented).toEqual([]);
  expect(served.size).toBeGreaterThan(500);
});

test('a part has all of the whole, without what identifies it, and asks for none of it', () => {
  const missing = (part: string) =>
    Object.keys(interfaces[PART_OF[part]]).filter((name) => !(name in interfaces[part]));
  expect(missing('ContainerOptions')).toEqual(['name']);
  expect(missing('PodSpecOptions')).toEqual(['containers', 'initContainers']);
  for (const part of Object.keys(PART_OF)) {
    for (const [name, { type, required }] of Object.entries(interfaces[part])) {
      expect({ name, type, required }).toEqual({ name, type: interfaces[PART_OF[part]][name].type, required: false });
    }
  }
});

test("the files are what 'npx projen l1' writes", () => {
  const args = ['-T', '-P', 'test/tsconfig.json', 'scripts/l1.ts', '--check'];
  execFileSync(process.execPath, [join(ROOT, 'node_modules/ts-node/dist/bin.js'), ...args], {
    cwd: ROOT,
    stdio: 'pipe',
  });
});
