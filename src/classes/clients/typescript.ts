import { upperCase } from './identifiers';
import { amountsOf, deprecationText, HEADER } from './sentences';
import type { CatalogueEntry } from '../../api/class-catalogue';

const HEAD = [
  `// ${HEADER}`,
  '',
  '/** A class of sandboxes. A claim names its pool; before v0.5.0 its template. */',
  'export interface SandboxClass {',
  ...['name', 'pool', 'template', 'size', 'runtime', 'image'].map((member) => `  readonly ${member}: string;`),
  '}',
  '',
].join('\n');

const tail = (constants: readonly string[]) => `
/** All classes. */
export const ALL_CLASSES: readonly SandboxClass[] = [
${constants.map((name) => `  ${name},\n`).join('')}];

/**
 * The classes that a platform lacks: those of some which are not in its catalogue, or have another pool there.
 *
 * @param catalogue the text of 'classes.json' of the ConfigMap
 * @param wanted the classes that this program claims; all, if left out
 * @throws when the text is no catalogue
 */
export function missingClasses(catalogue: string, wanted: readonly SandboxClass[] = ALL_CLASSES): SandboxClass[] {
  const { format, classes } = JSON.parse(catalogue) as { format?: unknown; classes?: unknown };
  if (format !== 1 || !Array.isArray(classes)) { throw new Error('this is no catalogue of sandbox classes'); }
  const there = new Map((classes as SandboxClass[]).map(({ name, pool }) => [name, pool]));
  return wanted.filter(({ name, pool }) => there.get(name) !== pool);
}
`;

/** A module with a constant for each class. */
export function typescriptClient(classes: readonly CatalogueEntry[]): string {
  return HEAD + classes.map(constantOf).join('') + tail(classes.map(({ name }) => upperCase(name)));
}

function constantOf(entry: CatalogueEntry): string {
  const deprecated = deprecationText(entry, upperCase);
  const members = (['name', 'pool', 'template', 'size', 'runtime', 'image'] as const)
    .map((member) => `  ${member}: '${entry[member]}',\n`).join('');
  const comment = deprecated === undefined
    ? `/** ${amountsOf(entry)}. */`
    : `/**\n * ${amountsOf(entry)}.\n * @deprecated ${deprecated}.\n */`;
  return `\n${comment}\nexport const ${upperCase(entry.name)} = {\n${members}} as const satisfies SandboxClass;\n`;
}
