import { docstring, HEADER, Member, spoken, struct } from './struct';
import type { Field } from '../../src/api/fields';
import { ApiVersion, Kind, KIND_NAMES, KINDS } from '../../src/api/kinds';
import { Catalogue } from '../../src/release/catalogue';

/** A field as the releases that serve an API version have it, oldest first. */
interface History {
  readonly id: string;
  readonly field: Field;
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'string',
  integer: 'number',
  boolean: 'boolean',
  map: '{ [key: string]: string }',
};

/** A class, its props and the interfaces of its spec, for each kind in each API version. */
export function kindClasses(catalogue: Catalogue): string {
  const source = new Source(catalogue);
  for (const version of ['v1beta1', 'v1alpha1'] as const) {
    for (const kind of KIND_NAMES) { source.add(kind, version); }
  }
  return source.text();
}

class Source {
  private readonly parts: string[] = [];
  private readonly core = new Set<string>();
  private serving: readonly string[] = [];

  constructor(private readonly catalogue: Catalogue) {}

  add(kind: Kind, version: ApiVersion): void {
    const history = this.catalogue.all().flatMap(({ id, api }) => {
      const root = api.versions.find(({ name }) => name === version)?.kinds[kind]?.root;
      return root ? [{ id, field: root.fields!.spec }] : [];
    });
    this.serving = history.map(({ id }) => id);
    const name = `${kind}${version.replace(/^v1(\w)/, (_, letter: string) => `V1${letter.toUpperCase()}`)}`;
    this.struct(`${name}Spec`, `What a ${kind} should be, in ${version}.`, history);
    this.parts.push(classOf(kind, version, name, this.span(history)));
  }

  text(): string {
    return [
      HEADER,
      [
        "import { ApiObjectMetadata, GroupVersionKind } from 'cdk8s';",
        "import { Construct } from 'constructs';",
        `import { ${[...this.core].sort().join(', ')} } from './k8s.generated';`,
        "import { ScopedApiObject } from '../app/scoped-api-object';\n",
      ].join('\n'),
      ...this.parts,
    ].join('\n');
  }

  /** Writes the interface of an object field as any release has it. */
  private struct(name: string, doc: string, history: readonly History[]): string {
    const names = [...new Set(history.flatMap(({ field }) => Object.keys(field.fields ?? {})))].sort();
    const members = names.map((member) => this.member(name, member, history.flatMap(({ id, field }) => {
      const found = field.fields?.[member];
      return found ? [{ id, field: found }] : [];
    }), history.length));
    this.parts.push(
      struct(name, [doc, '', '@see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md'], members),
    );
    return name;
  }

  private member(owner: string, name: string, history: readonly History[], releases: number): Member {
    const { field } = history.at(-1)!;
    const required = history.length === releases && history.every((each) => each.field.required);
    const { default: byDefault, enum: values } = field.limits ?? {};
    return {
      name,
      type: this.typeOf(`${owner.replace(/Spec$/, '')}${name[0].toUpperCase()}${name.slice(1)}`, history),
      required,
      doc: [
        `${field.description || `The ${name}.`}${values ? ` One of ${spoken(values.map(String))}.` : ''}`
          + this.span(history),
        ...(required ? [] : [`@default - ${byDefault === undefined ? 'none' : `\`${byDefault}\``}`]),
        '@see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md',
      ],
    };
  }

  private typeOf(name: string, history: readonly History[]): string {
    const { field } = history.at(-1)!;
    switch (field.type) {
      case 'core':
        this.core.add(field.core!);
        return field.core!;
      case 'array': {
        const items = history.map(({ id, field: { items: item } }) => ({ id, field: item! }));
        return `${this.typeOf(name.replace(/s$/, ''), items)}[]`;
      }
      case 'object': return this.struct(name, field.description || `An item of ${name}.`, history);
      default: return TYPES[field.type];
    }
  }

  /** Which releases have it, unless all that serve the API version do. */
  private span(history: readonly History[]): string {
    if (history.length === this.serving.length && this.serving.at(-1) === this.catalogue.latest.id) { return ''; }
    const [first, last] = [history[0].id, history.at(-1)!.id];
    if (last === this.serving.at(-1)) {
      if (first === this.serving[0]) { return ''; }
      return ` From ${first}.`;
    }
    return ` ${first} to ${last}.`;
  }
}

function classOf(kind: Kind, version: ApiVersion, name: string, span: string): string {
  const { group } = KINDS[kind];
  const props = struct(
    `Kube${name}Props`,
    [`A ${kind} of ${group}/${version}.`],
    [
      {
        name: 'metadata',
        type: 'ApiObjectMetadata',
        required: false,
        doc: ['Name, labels, annotations.', '@default - a name made from the path of the construct'],
      },
      { name: 'spec', type: `${name}Spec`, required: true, doc: [`What the ${kind} should be.`] },
    ],
  );
  const doc = docstring([
    `A ${kind}, field by field, as ${group}/${version} has it.${span}`,
    '',
    '@see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md',
  ]);
  return `${props}
${doc}export class Kube${name} extends ScopedApiObject {
  /** Group, version and kind. */
  public static readonly GVK: GroupVersionKind = { apiVersion: '${group}/${version}', kind: '${kind}' };

  /**
   * The object as JSON, for where it stands inside another.
   *
   * @param props metadata and spec
   */
  public static manifest(props: Kube${name}Props): any {
    return { ...Kube${name}.GVK, ...props };
  }

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param props metadata and spec
   */
  constructor(scope: Construct, id: string, props: Kube${name}Props) {
    super(scope, id, Kube${name}.manifest(props));
  }
}
`;
}
