import { dirname, join } from 'node:path';
import * as ts from 'typescript';

/** A kind in a package of models. */
export interface ModelKind {
  /** Such as `@kubernetes-models/keda`. */
  readonly package: string;
  /** Such as `keda.sh/v1alpha1`. */
  readonly apiVersion: string;
  readonly kind: string;
}

/** Fields, items of a list (`[]`) or values of a map (`{}`) that lead to a value. */
export type ModelPath = readonly string[];

/** What the declarations of a package tell of a value: its fields and their names, and nothing of what they hold. */
export type ModelShape =
  | { readonly form: 'leaf'; readonly path: ModelPath }
  | { readonly form: 'list' | 'map'; readonly path: ModelPath; readonly of: ModelShape }
  | {
    readonly form: 'object';
    readonly path: ModelPath;
    readonly name: string;
    /** Filled when the whole is read: a type may hold itself. */
    readonly fields: Map<string, ModelShape>;
    /** Whether it may have fields that have no name. */
    readonly isOpen: boolean;
  };

/** The module of a kind's API version, as it is imported. */
export function moduleOf({ package: name, apiVersion }: ModelKind): string {
  return `${name}/${apiVersion}`;
}

/** Reads the declarations of kinds. */
export class ModelReader {
  private readonly program: ts.Program;
  private readonly checker: ts.TypeChecker;

  constructor(kinds: readonly ModelKind[]) {
    this.program = ts.createProgram(kinds.map(fileOf), {
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      target: ts.ScriptTarget.ES2022,
      strict: true,
      skipLibCheck: true,
      types: [],
    });
    this.checker = this.program.getTypeChecker();
  }

  /** The shape of a kind, each type at the first path that leads to it. */
  read(kind: ModelKind): ModelShape {
    const source = this.program.getSourceFile(fileOf(kind));
    const symbol = source && this.checker.getSymbolAtLocation(source);
    const declared = symbol && this.checker.getExportsOfModule(symbol).find(({ name }) => name === `I${kind.kind}`);
    if (!declared) { throw new Error(`${moduleOf(kind)} does not declare ${kind.kind}`); }
    return this.shape(this.checker.getDeclaredTypeOfSymbol(declared), [], new Map());
  }

  private shape(given: ts.Type, path: ModelPath, known: Map<ts.Type, ModelShape>): ModelShape {
    const type = this.checker.getNonNullableType(given);
    const before = known.get(type);
    if (before) { return before; }
    // Texts and numbers have properties, too.
    if (!isObject(type)) { return { form: 'leaf', path }; }
    if (this.checker.isArrayType(type)) {
      const [item] = this.checker.getTypeArguments(type as ts.TypeReference);
      return { form: 'list', path, of: this.shape(item, [...path, '[]'], known) };
    }
    const properties = this.checker.getPropertiesOfType(type);
    const values = type.getStringIndexType();
    if (properties.length === 0) {
      return values ? { form: 'map', path, of: this.shape(values, [...path, '{}'], known) } : { form: 'leaf', path };
    }
    const fields = new Map<string, ModelShape>();
    const shape: ModelShape = { form: 'object', path, name: nameOf(type, path), fields, isOpen: values !== undefined };
    known.set(type, shape);
    for (const property of properties) {
      // Controllers alone write the status, and metadata is that of every object.
      if (path.length === 0 && ['status', 'metadata', 'apiVersion', 'kind'].includes(property.name)) { continue; }
      fields.set(property.name, this.shape(this.checker.getTypeOfSymbol(property), [...path, property.name], known));
    }
    return shape;
  }
}

function isObject({ flags }: ts.Type): boolean {
  // eslint-disable-next-line no-bitwise
  return (flags & ts.TypeFlags.Object) !== 0;
}

function fileOf({ package: name, apiVersion, kind }: ModelKind): string {
  const root = dirname(require.resolve(`${name}/package.json`));
  return join(root, apiVersion, `${kind}.d.ts`);
}

/** The name of a type, or that of the field that holds a type without one. */
function nameOf(type: ts.Type, path: ModelPath): string {
  const name = type.aliasSymbol?.name ?? type.symbol?.name;
  if (name !== undefined && /^I[A-Z]\w*$/.test(name)) { return name.slice(1); }
  const field = [...path].reverse().find((segment) => /^\w+$/.test(segment)) ?? 'Value';
  return field[0].toUpperCase() + field.slice(1);
}
