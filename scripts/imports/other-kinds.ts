/**
 * The kinds of other projects, out of the packages `@kubernetes-models/*`: which fields there are and which types they
 * have, from their declarations; what a value must be like, from their validators.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { ModelKind, moduleOf, ModelPath, ModelReader, ModelShape } from './model-types';
import { TypeFields } from './models';

/** The kinds that are read, by package and API version. */
const KINDS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'argo-cd': { 'argoproj.io/v1alpha1': ['AppProject', 'Application', 'ApplicationSet'] },
  'cert-manager': { 'cert-manager.io/v1': ['Certificate', 'ClusterIssuer', 'Issuer'] },
  'flux-cd': {
    'helm.toolkit.fluxcd.io/v2': ['HelmRelease'],
    'kustomize.toolkit.fluxcd.io/v1': ['Kustomization'],
    'source.toolkit.fluxcd.io/v1': ['GitRepository', 'HelmRepository', 'OCIRepository'],
  },
  'gateway-api': {
    'gateway.networking.k8s.io/v1': ['GRPCRoute', 'Gateway', 'GatewayClass', 'HTTPRoute', 'ReferenceGrant'],
    'gateway.networking.k8s.io/v1beta1': ['Gateway', 'GatewayClass', 'HTTPRoute', 'ReferenceGrant'],
  },
  'gke': { 'cloud.google.com/v1': ['ComputeClass'] },
  'karpenter': { 'karpenter.sh/v1': ['NodePool'] },
  'keda': { 'keda.sh/v1alpha1': ['ClusterTriggerAuthentication', 'ScaledObject', 'TriggerAuthentication'] },
  'prometheus-operator': { 'monitoring.coreos.com/v1': ['PodMonitor', 'PrometheusRule', 'ServiceMonitor'] },
};

/** What one validator takes at a path; see `probe.mjs`. */
interface Facts {
  readonly types: readonly string[];
  readonly required?: readonly string[];
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly numberFormat?: string;
  readonly numbers?: readonly unknown[];
}

/** The tables of `imports/other-kinds.json`. The type of a field may end in a range of its number of members. */
export interface OtherKinds {
  readonly kinds: Record<string, string>;
  readonly types: Record<string, TypeFields>;
  /** Scalars that must be more than of their type. */
  readonly scalars: Record<string, unknown>;
}

/** The kinds, each in its package. */
export const MODEL_KINDS: readonly ModelKind[] = Object.entries(KINDS).flatMap(([name, versions]) =>
  Object.entries(versions).flatMap(([apiVersion, kinds]) =>
    kinds.map((kind): ModelKind => ({ package: `@kubernetes-models/${name}`, apiVersion, kind }))));

/** Reads all kinds. */
export function otherKinds(): OtherKinds {
  const models = MODEL_KINDS;
  const reader = new ModelReader(models);
  const shapes = models.map((model) => reader.read(model));
  const facts = probe(models, shapes);
  const writer = new Writer();
  const kinds = models.map((model, index): [string, string] => [
    `${model.apiVersion} ${model.kind}`, writer.root(shapes[index], facts[index]),
  ]);
  return { kinds: Object.fromEntries(kinds), types: writer.types(), scalars: writer.scalars() };
}

function probe(models: readonly ModelKind[], shapes: readonly ModelShape[]): ReadonlyArray<Map<ModelShape, Facts>> {
  const asked = shapes.map((shape) => [...all(shape)]);
  const input = models.map((model, index) => ({
    module: moduleOf(model), kind: model.kind, paths: asked[index].map(({ path }) => path),
  }));
  const answers: Facts[][] = JSON.parse(execFileSync(process.execPath, [join(__dirname, 'probe.mjs')], {
    input: JSON.stringify(input), encoding: 'utf8', maxBuffer: 2 ** 28,
  }));
  return asked.map((each, index) => new Map(each.map((shape, at) => [shape, answers[index][at]])));
}

/** Every shape in a shape, once. */
function all(shape: ModelShape, seen = new Set<ModelShape>()): Set<ModelShape> {
  if (seen.has(shape)) { return seen; }
  seen.add(shape);
  if (shape.form === 'list' || shape.form === 'map') { all(shape.of, seen); }
  if (shape.form === 'object') { shape.fields.forEach((field) => all(field, seen)); }
  return seen;
}

/** Types and scalars that are equal are written once. */
class Writer {
  private readonly typeNames = new Map<string, string>();
  private readonly scalarNames = new Map<string, string>();
  private readonly taken = new Set<string>();
  private readonly written = new Map<ModelShape, string>();
  private facts = new Map<ModelShape, Facts>();

  root(shape: ModelShape, facts: Map<ModelShape, Facts>): string {
    this.facts = facts;
    return this.notation(shape);
  }

  types(): Record<string, TypeFields> {
    return tableOf(this.typeNames);
  }

  scalars(): Record<string, unknown> {
    return tableOf(this.scalarNames);
  }

  private notation(shape: ModelShape): string {
    const facts = this.facts.get(shape)!;
    const { types } = facts;
    if (types.length === ALL_TYPES && shape.form === 'leaf') {
      // The packages take a field of this name for a description of the schema, and lose its type.
      return shape.path.at(-1) === 'description' ? 'string' : 'any';
    }
    switch (shape.form) {
      case 'list':
        this.expect(shape, 'array');
        return `[${this.notation(shape.of)}]${range(facts.minItems, facts.maxItems)}`;
      case 'map':
        this.expect(shape, 'object');
        return `{${this.notation(shape.of)}}${range(facts.minProperties, facts.maxProperties)}`;
      case 'object':
        this.expect(shape, 'object');
        return this.type(shape);
      default:
        return this.scalar(shape.path, facts);
    }
  }

  private expect(shape: ModelShape, type: string): void {
    const { types } = this.facts.get(shape)!;
    const { path } = shape;
    if (types.join() !== type) { throw new Error(`${path.join('.')}: declared as ${type}, validated as ${types}`); }
  }

  private type(shape: ModelShape & { readonly form: 'object' }): string {
    const known = this.written.get(shape);
    if (known) { return known; }
    const { required = [], minProperties, maxProperties } = this.facts.get(shape)!;
    if (shape.isOpen) { throw new Error(`${shape.path.join('.')}: has fields with names and others`); }
    const fields = Object.fromEntries([...shape.fields].map(([name, field]): [string, string] => [
      required.includes(name) ? `${name}!` : name, this.notation(field),
    ]));
    const name = this.named(this.typeNames, fields, shape.name) + range(minProperties, maxProperties);
    this.written.set(shape, name);
    return name;
  }

  private scalar(path: ModelPath, facts: Facts): string {
    const { types, pattern, minLength, maxLength, minimum, maximum, format, numberFormat } = facts;
    const type = SCALARS[`${types} ${numberFormat ?? format ?? ''}`.trim()];
    if (type === undefined) { throw new Error(`${path.join('.')}: no notation for ${JSON.stringify(facts)}`); }
    const limits = {
      enum: facts.enum ?? facts.numbers, pattern, minLength, maxLength, minimum, maximum,
    };
    if (Object.values(limits).every((limit) => limit === undefined)) { return type; }
    const name = [...path].reverse().find((segment) => /^\w+$/.test(segment))!;
    return this.named(this.scalarNames, { type, ...limits }, name);
  }

  private named(names: Map<string, string>, content: object, wish: string): string {
    const text = JSON.stringify(content);
    let name = names.get(text);
    if (name === undefined) {
      name = wish;
      for (let number = 2; this.taken.has(name); number++) { name = `${wish}${number}`; }
      this.taken.add(name);
      names.set(text, name);
    }
    return name;
  }
}

/** Number of the types that the validators are asked about. */
const ALL_TYPES = 6;

/** Notation of what validators take, with the format that they enforce. */
const SCALARS: Readonly<Record<string, string>> = {
  'string': 'string',
  'string date-time': 'date-time',
  'string byte': 'bytes',
  'boolean': 'boolean',
  'integer': 'integer',
  'integer int32': 'int32',
  'integer int64': 'int64',
  'integer,number': 'number',
  'string,integer,number quantity': 'Quantity',
  'string,integer int32': 'IntOrString',
  'string,integer': 'IntOrString',
  'object': 'object',
};

function range(min: number | undefined, max: number | undefined): string {
  return min === undefined && max === undefined ? '' : ` ${min ?? 0}..${max ?? ''}`;
}

function tableOf<T>(names: ReadonlyMap<string, string>): Record<string, T> {
  return Object.fromEntries([...names].map(([text, name]) => [name, JSON.parse(text)]));
}
