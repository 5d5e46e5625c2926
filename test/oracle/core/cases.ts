/** Objects of Kubernetes' own kinds, most of them spoilt in one place. */
import { coreKindNames, coreKindSchema } from '../../../src/kubernetes/types/core-kinds';
import { StructuralSchema } from '../../../src/kubernetes/types/structural-schema';
import { Subject } from '../structural/cases';
import { generate, Site, sitesOf } from '../structural/generator';
import { mutate } from '../structural/mutation';
import { Random } from '../structural/random';

/** A kind, as the subject that it is for a program that knows CRDs alone. */
export interface CoreSubject extends Subject {
  /** By which objects are made: a tree. */
  readonly schema: StructuralSchema;
  /** By which objects are judged: it may hold itself. */
  readonly decoded: StructuralSchema;
}

export interface CoreCase {
  readonly subject: CoreSubject;
  readonly object: any;
  /** What was mutated; undefined for an object that is valid by construction. */
  readonly site?: Site;
}

/**
 * All kinds.
 *
 * @param asCrd whether their schemas say only what those of a CRD may
 */
export function coreSubjects(asCrd: boolean): CoreSubject[] {
  return coreKindNames().map((name) => {
    const [apiVersion, kind] = name.split(' ');
    const decoded = coreKindSchema(apiVersion, kind, '1.36')!;
    const schema = tree(decoded, asCrd, [])!;
    const sites = sitesOf(schema).concat(asCrd ? [] : metadataSites(schema));
    // A CRD has a group.
    return {
      name,
      kind,
      apiVersion: asCrd && apiVersion === 'v1' ? 'example.com/v1' : apiVersion,
      schema,
      decoded,
      subresources: {},
      sites,
      byKeyword: [],
    };
  });
}

export function coreCases(subjects: readonly CoreSubject[], seed: number, count: number): CoreCase[] {
  const byKeyword = new Map<string, Array<{ subject: CoreSubject; site: Site }>>();
  for (const subject of subjects) {
    for (const site of subject.sites) {
      const same = byKeyword.get(site.keyword);
      if (same) { same.push({ subject, site }); } else { byKeyword.set(site.keyword, [{ subject, site }]); }
    }
  }
  const keywords = [...byKeyword.values()];
  return Array.from({ length: count }, (_, index) => {
    const random = new Random(seed + index * 7919);
    // A keyword that is rare as often as one that is frequent, and each kind in turn.
    const next = subjects[index % subjects.length];
    const { subject, site } = random.chance(0.4)
      ? random.pick(random.pick(keywords))
      : { subject: next, site: random.pick(next.sites) };
    const { apiVersion, kind } = subject;
    const made = generate(subject.schema, random, site.path);
    const object: any = {
      ...made,
      apiVersion,
      kind,
      metadata: { ...(site.path[0] === 'metadata' && made.metadata), name: 'sample' },
    };
    if (random.chance(0.2)) { return { subject, object }; }
    mutate(object, site, random);
    // The decoder looks for these two in its own way before it decodes.
    for (const other of ['APIVERSION', 'KIND']) { delete object[other]; }
    return { subject, object: { ...object, apiVersion, kind }, site };
  });
}

/** Metadata is a type as any other for who decodes it. */
function metadataSites({ properties = {} }: StructuralSchema): Site[] {
  return sitesOf({ type: 'object', properties: { meta: properties.metadata } })
    .filter(({ path }) => path.length > 0).map((site) => ({ ...site, path: ['metadata', ...site.path.slice(1)] }));
}

/** The schema without its status, of which nothing is known, and without what holds itself. */
function tree(
  schema: StructuralSchema,
  asCrd: boolean,
  ancestors: readonly StructuralSchema[],
): StructuralSchema | undefined {
  if (ancestors.includes(schema)) {
    return undefined;
  }
  const path = [...ancestors, schema];
  const { properties = {}, items, additionalProperties, format, ...rest } = schema;
  const [item, value] = [items, additionalProperties].map((each) => each && tree(each, asCrd, path));
  if ((items && !item) || (additionalProperties && !value)) {
    return undefined;
  }
  const below = Object.entries(properties).flatMap(([name, property]) => {
    const part = path.length === 1 && name === 'status' ? undefined : tree(property, asCrd, path);
    return part ? [[name, part]] : [];
  });
  return {
    ...rest,
    ...(below.length > 0 && { properties: Object.fromEntries(below) }),
    ...(item && { items: item }),
    ...(value && { additionalProperties: value }),
    ...(format !== undefined && !(asCrd && format.startsWith('decoded-')) && { format }),
  };
}
