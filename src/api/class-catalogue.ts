/**
 * The catalogue of size classes: a ConfigMap with one JSON file, which `SandboxClasses` prints and running programs,
 * `validate` and `diff` read.
 */
import type { KubeObject } from '../kubernetes/kube-object';
import { inObject } from '../kubernetes/read-json';

/** The label of ConfigMaps that are catalogues, and its value. */
export const CATALOGUE_LABEL = 'cdk8s-agent-sandbox/catalogue';
export const CATALOGUE_VALUE = 'classes';

/** The key of the file in the ConfigMap. */
export const CATALOGUE_FILE = 'classes.json';

/** The format of the file. Readers refuse another one. */
export const CATALOGUE_FORMAT = 1;

/** The label of the pool and the template of a class: its name. */
export const CLASS_LABEL = 'cdk8s-agent-sandbox/class';

/** The annotation of the pool and the template of a class that goes: what the catalogue says of it, as JSON. */
export const DEPRECATED_ANNOTATION = 'cdk8s-agent-sandbox/deprecated';

/** What is said of a class that goes. */
export interface Deprecated {
  /** Name of the class to claim from in its place. */
  readonly instead?: string;
  /** The day from which it may be gone, as `2027-03-31`. */
  readonly until?: string;
}

/** A class, as the catalogue has it. */
export interface CatalogueEntry {
  readonly name: string;
  readonly pool: string;
  readonly template: string;
  readonly size: string;
  readonly runtime: string;
  readonly image: string;
  readonly cpu: string;
  readonly memory: string;
  readonly ephemeralStorage?: string;
  readonly workspace?: string;
  readonly deprecated?: Deprecated;
}

/** The text of the file. */
export function catalogueText(classes: readonly CatalogueEntry[]): string {
  return `${JSON.stringify({ format: CATALOGUE_FORMAT, classes }, null, 2)}\n`;
}

/** What is read of a class: others may have written it. */
export type ReadEntry = Pick<CatalogueEntry, 'name' | 'pool'> & Partial<CatalogueEntry>;

/** The classes of a catalogue, or what is wrong with it. */
export interface ReadCatalogue {
  readonly classes: readonly ReadEntry[];
  readonly problem?: string;
}

/** Whether an object is a catalogue, whatever is in it. */
export function isCatalogue({ apiVersion, kind, metadata }: KubeObject): boolean {
  return kind === 'ConfigMap' && apiVersion === 'v1'
    && inObject(metadata, 'labels')[CATALOGUE_LABEL] === CATALOGUE_VALUE;
}

/** Reads a catalogue; undefined for any other object. */
export function catalogueIn(object: KubeObject): ReadCatalogue | undefined {
  return isCatalogue(object) ? read(inObject(object.data)[CATALOGUE_FILE]) : undefined;
}

function read(text: unknown): ReadCatalogue {
  if (typeof text !== 'string') { return { classes: [], problem: `it has no '${CATALOGUE_FILE}'` }; }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { classes: [], problem: `'${CATALOGUE_FILE}' is no JSON: ${(error as Error).message}` };
  }
  const { format, classes } = inObject(value);
  if (format !== CATALOGUE_FORMAT) {
    return { classes: [], problem: `'format' is ${JSON.stringify(format)}, and ${CATALOGUE_FORMAT} is known here` };
  }
  if (!Array.isArray(classes)) { return { classes: [], problem: "'classes' is no list" }; }
  const entries = classes.filter((each): each is ReadEntry => {
    const { name, pool } = inObject(each);
    return typeof name === 'string' && typeof pool === 'string';
  });
  const twice = entries.find(({ name }, index) => entries.findIndex((each) => each.name === name) < index);
  const problem = entries.length < classes.length
    ? `a class has no 'name' and 'pool': ${JSON.stringify(classes.find((each) => !entries.includes(each)))}`
    : twice && `it has class '${twice.name}' twice`;
  return { classes: entries, ...(problem !== undefined && { problem }) };
}

/** What is said of the class of a pool or a template, if it is one that goes. */
export function deprecationOf(object: KubeObject | undefined): Deprecated | undefined {
  const text = inObject(object?.metadata, 'annotations')[DEPRECATED_ANNOTATION];
  if (typeof text !== 'string') { return undefined; }
  try {
    const { instead, until } = inObject(JSON.parse(text));
    return {
      ...(typeof instead === 'string' && { instead }),
      ...(typeof until === 'string' && { until }),
    };
  } catch {
    return {};
  }
}
