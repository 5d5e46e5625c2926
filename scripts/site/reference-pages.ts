/** The pages of the reference: one a type, in all languages, as Markdown that VitePress renders. */
import type {
  CallableSchema, ClassSchema, DocsSchema, EnumSchema, InterfaceSchema, MethodSchema, PropertySchema, StructSchema,
  TypeSchema,
} from 'jsii-docgen/lib/docgen/schema';
import { ApiByLanguage, LanguageId, LANGUAGES } from './reference-json';
import { ByLanguage, escaped, inLanguages, typeHtml } from './reference-names';

/** Kinds of types, in the order in which the reference lists them. */
export const KINDS = {
  constructs: 'Constructs',
  classes: 'Classes',
  structs: 'Props and options',
  interfaces: 'Interfaces',
  enums: 'Enums',
} as const;

export type Kind = keyof typeof KINDS;

const ONE: Readonly<Record<Kind, string>> = {
  constructs: 'construct', classes: 'class', structs: 'props', interfaces: 'interface', enums: 'enum',
};

/** A page, and what lists of pages show of it. */
export interface ReferencePage {
  readonly name: string;
  readonly kind: Kind;
  readonly summary: string;
  readonly markdown: string;
}

type Any = ClassSchema & StructSchema & InterfaceSchema & EnumSchema;
type Named = { readonly id: string; readonly displayName: string };

export function referencePages(api: ApiByLanguage): ReferencePage[] {
  return new Reference(api).pages();
}

class Reference {
  /** Everything with an id, in each language. */
  private readonly byId = new Map<string, Partial<Record<LanguageId, Named>>>();
  /** The address of the page of each type, from another one. */
  private readonly addresses = new Map<string, string>();

  constructor(private readonly api: ApiByLanguage) {
    for (const language of Object.keys(LANGUAGES) as LanguageId[]) {
      for (const kind of Object.keys(KINDS) as Kind[]) {
        for (const type of api[language][kind]) {
          this.note(language, type);
          this.addresses.set(type.id, `./${lastOf(type.id)}.html`);
        }
      }
    }
  }

  pages(): ReferencePage[] {
    return (Object.keys(KINDS) as Kind[]).flatMap((kind) =>
      this.api.typescript[kind].map((type) => ({
        name: lastOf(type.id),
        kind,
        summary: type.docs.summary ?? '',
        markdown: this.page(kind, type as Any),
      })));
  }

  private note(language: LanguageId, value: unknown): void {
    if (typeof value !== 'object' || value === null) { return; }
    const { id, displayName } = value as Partial<Named>;
    // Types of a member have the id of the type that they name, which is noted with the type itself.
    if (id !== undefined && displayName !== undefined && !('packageName' in value)) {
      this.byId.set(id, { ...this.byId.get(id), [language]: value as Named });
    }
    for (const each of Object.values(value)) {
      if (Array.isArray(each)) { for (const part of each) { this.note(language, part); } }
      if (each === (value as ClassSchema).initializer) { this.note(language, each); }
    }
  }

  private page(kind: Kind, type: Any): string {
    const members = (title: string, list: readonly string[]) => (list.length === 0 ? [] : [section(title), ...list]);
    const of = (text: (each: Any) => string | undefined) => this.each(type.id, (named) => text(named as Any));
    return [
      `---\ntitle: ${lastOf(type.id)}\neditLink: false\noutline: [2, 3]\nlastUpdated: false\npageClass: reference\n---`,
      `# ${lastOf(type.id)} <Badge type="info" text="${ONE[kind]}" />`,
      '<LanguageSwitch />',
      ...this.docs(type),
      ...(type.initializer ? [section('Create'), ...this.call(type.initializer, true)] : []),
      ...(kind === 'structs' ? [section('Create'), fences(of(({ usage }) => usage))] : []),
      ...members('Members', (type.members ?? []).map((member) => this.heading(member, this.docs(member)))),
      ...members('Static methods', own(type.staticMethods).map((each) => this.method(each))),
      ...members('Methods', own(type.instanceMethods).map((each) => this.method(each))),
      ...members(kind === 'structs' ? 'Props' : 'Properties', requiredFirst(type.properties ?? [])
        .map((each) => this.property(each))),
      ...members('Constants', (type.constants ?? []).map((each) => this.property(each))),
      ...(kind === 'interfaces' ? this.implementations(type) : []),
      '',
    ].join('\n\n');
  }

  private method(method: MethodSchema): string {
    return this.heading(method, [...this.docs(method), ...this.call(method)]);
  }

  /** How something is called, and its parameters. */
  private call(callable: CallableSchema, isCreation = false): string[] {
    const usages = this.each(callable.id, (each) => (each as CallableSchema).usage);
    const rows = callable.parameters.map(({ id, type, optional, docs, default: without }) => {
      // Python and Java take props one by one, and have no name for them as a whole.
      const missing = Object.fromEntries(Object.keys(LANGUAGES).map((language) => [language, lastOf(id)]));
      const name = inLanguages({ ...missing, ...this.names(id) });
      const note = [sentence(docs.summary), without === undefined ? '' : defaultOf(without)].join(' ').trim();
      return `| <code>${name}</code>${optional ? '' : ' <Required />'} | ${this.type(id, type)} | ${inCell(note)} |`;
    });
    const table = ['| Parameter | Type | |\n|---|---|---|', ...rows].join('\n');
    return [(isCreation ? fences : plainUsages)(usages), ...(rows.length === 0 ? [] : [table])];
  }

  private property(property: PropertySchema): string {
    const { id, type, optional, default: without, const: isConstant } = property;
    const facts = [
      this.type(id, type),
      ...(optional || isConstant ? [] : ['<Required />']),
    ].join(' ');
    const [summary, ...rest] = this.docs(property);
    return this.heading(property, [
      `<p class="member-type">${facts}</p>`,
      ...(summary === undefined ? [] : [summary]),
      ...(without === undefined ? [] : [defaultOf(without)]),
      ...rest,
    ]);
  }

  private heading({ id }: Named, body: readonly string[]): string {
    const names = this.names(id);
    return [`### ${inLanguages(names)} {#${anchorOf(id)}}`, ...body].join('\n\n');
  }

  private implementations({ implementations, id }: InterfaceSchema): string[] {
    const links = implementations
      .filter((each) => each.id !== id && this.addresses.has(each.id))
      .map((each) => `- [${lastOf(each.id)}](./${lastOf(each.id)}.md)`);
    return links.length === 0 ? [] : [section('Implemented by'), links.join('\n')];
  }

  /** What the docstring of something says; its example in each language, if it has one. */
  private docs({ id, docs }: Named & { readonly docs: DocsSchema }): string[] {
    const examples = this.each(id, (each) => (each as Any).docs.example);
    return docsOf(docs, Object.keys(examples).length === 0 ? [] : ['**Example**', fences(examples), NOT_GO]);
  }

  private names(id: string): ByLanguage {
    return this.each(id, ({ displayName }) => escaped(displayName));
  }

  private type(id: string, fallback: TypeSchema): string {
    const types = this.each(id, (each) => typeHtml((each as PropertySchema).type ?? fallback, this.addresses));
    const html = Object.keys(types).length === 0 ? typeHtml(fallback, this.addresses) : inLanguages(types);
    return `<code class="type">${html}</code>`;
  }

  /** A text of something in each language that has it. */
  private each(id: string, text: (named: Named) => string | undefined): ByLanguage {
    const texts: Partial<Record<LanguageId, string>> = {};
    for (const [language, named] of Object.entries(this.byId.get(id) ?? {}) as Array<[LanguageId, Named]>) {
      const found = text(named);
      if (found !== undefined) { texts[language] = found; }
    }
    return texts;
  }
}

/** What examples lack in Go, where they do not compile as they stand. */
const NOT_GO = '<p class="in-language go ignore-header">A translation by jsii-rosetta. In Go, types of props have the '
  + 'name of their package, and lists are pointers: <code>&amp;[]*cdk8splus28.ContainerProps&#123;...&#125;</code>. '
  + '<a href="../go.html">Go</a> has a whole program.</p>';

/** A heading whose anchor is none of a member. */
const section = (title: string) => `## ${title} {#section-${title.toLowerCase().replace(/ /g, '-')}}`;

const lastOf = (id: string) => id.slice(id.lastIndexOf('.') + 1);

const anchorOf = (id: string) => lastOf(id).replace(/[^\w-]/g, '');

/** Methods that every construct has. */
const OF_ALL_CONSTRUCTS = ['isConstruct', 'toString', 'with'];

const own = (methods: readonly MethodSchema[] = []) =>
  methods.filter(({ id }) => !OF_ALL_CONSTRUCTS.includes(lastOf(id)));

function requiredFirst(properties: readonly PropertySchema[]): PropertySchema[] {
  return [...properties].sort((a, b) => Number(a.optional ?? false) - Number(b.optional ?? false));
}

/** The same code in each language, of which a page shows one. Searches read the first. */
function fences(usages: ByLanguage): string {
  return (Object.entries(usages) as Array<[LanguageId, string]>)
    .map(([language, code]) => {
      const fence = `<div class="in-language ${language}">\n\n\`\`\`${language}\n${code.trimEnd()}\n\`\`\`\n\n</div>`;
      return language === 'typescript' ? fence : `<!-- other language -->\n${fence}\n<!-- end -->`;
    })
    .join('\n');
}

/** The same without colours and imports: pages have hundreds of them. */
function plainUsages(usages: ByLanguage): string {
  const html = Object.entries(usages).map(([language, code]) => {
    const call = code.replace(/^(import|using)\b.*\n\n?/gm, '').trim();
    return [language, `<pre class="usage"><code>${escaped(call).replace(/\n/g, '&#10;')}</code></pre>`];
  });
  return inLanguages(Object.fromEntries(html) as ByLanguage, 'div');
}

function docsOf(
  { summary, remarks, links = [], deprecated, deprecationReason }: DocsSchema, example: readonly string[],
): string[] {
  return [
    ...(deprecated ? [`::: warning Deprecated\n${deprecationReason ?? 'Use something else.'}\n:::`] : []),
    ...(summary === undefined ? [] : [sentence(summary)]),
    ...(remarks === undefined ? [] : [prose(remarks)]),
    ...example,
    ...(links.length === 0 ? [] : [`Source: ${links.map((link) => `<${link}>`).join(', ')}`]),
  ];
}

/** A text of docstrings as Markdown: what looks like HTML in it is none. */
function prose(text: string): string {
  return text.split(/(```[\s\S]*?```|`[^`]*`)/).map((part, index) => (index % 2 === 1 ? part : plain(part))).join('');
}

const plain = (text: string) =>
  text.replace(/<(?!https?:)/g, '&lt;').replace(/\{\{/g, '&#123;&#123;').replace(/\{@link ([^}\s]+)[^}]*\}/g, '`$1`');

/** A summary as a sentence; docgen ends parameters' with a full stop, too, and begins them in lower case. */
const sentence = (text = '') => prose(text.charAt(0).toUpperCase() + text.slice(1));

function defaultOf(text: string): string {
  const isProse = text.startsWith('- ');
  return `**Default:** ${isProse ? prose(text.slice(2)) : `\`${text.replace(/^`|`$/g, '')}\``}`;
}

const inCell = (text: string) => text.replace(/\|/g, '\\|').replace(/\s*\n\s*/g, ' ');
