/** Objects of all kinds, most of them spoilt in one place, and the questions about them to the program in Go. */
import { generate, Site, sitesOf } from './generator';
import { mutateMetadata } from './metadata';
import { mutate } from './mutation';
import { Random } from './random';
import { KIND_NAMES, KINDS } from '../../../src/api/kinds';
import { servedKind, Subresources } from '../../../src/judge/schema';
import { StructuralSchema } from '../../../src/kubernetes/types/structural-schema';
import { Catalogue } from '../../../src/release/catalogue';

/** A kind in an API version of a release, with or without its subresources. */
export interface Subject {
  readonly name: string;
  readonly kind: string;
  readonly apiVersion: string;
  readonly schema: StructuralSchema;
  readonly subresources: Subresources;
  readonly sites: readonly Site[];
  readonly byKeyword: ReadonlyArray<readonly Site[]>;
}

export interface Case {
  readonly subject: Subject;
  readonly object: any;
  /** The keyword that was mutated; undefined for an object that is valid by construction. */
  readonly keyword?: string;
}

export function subjectsOf(releases: readonly string[]): Subject[] {
  return releases.flatMap((id) => {
    const release = Catalogue.standard().get(id);
    return release.api.versions.flatMap((version) => KIND_NAMES.flatMap((kind) => {
      const apiVersion = `${KINDS[kind].group}/${version.name}`;
      const served = servedKind(release, apiVersion, kind);
      if (!served) { return []; }
      const sites = sitesOf(served.schema);
      const keywords = [...new Set(sites.map(({ keyword }) => keyword))];
      const byKeyword = keywords.map((keyword) => sites.filter((site) => site.keyword === keyword));
      return [served.subresources, {}].map((subresources, index) => ({
        name: `${id} ${version.name} ${kind} ${index}`,
        kind,
        apiVersion,
        schema: served.schema,
        subresources,
        sites,
        byKeyword,
      }));
    }));
  });
}

/** The cases of a seed from one number to another: the same whoever asks for them. */
export function casesOf(subjects: readonly Subject[], seed: number, from: number, to: number): Case[] {
  return Array.from({ length: to - from }, (_, index) => caseOf(subjects, seed, from + index));
}

function caseOf(subjects: readonly Subject[], seed: number, index: number): Case {
  const random = new Random(seed + index * 7919);
  const subject = random.pick(subjects);
  // In turn, so that every place is visited; but a keyword that is rare as often as one that is frequent.
  const site = random.chance(0.6)
    ? random.pick(random.pick(subject.byKeyword))
    : subject.sites[index % subject.sites.length];
  const object = {
    apiVersion: subject.apiVersion,
    kind: subject.kind,
    metadata: { name: 'sample', ...(random.chance(0.3) && { labels: { app: 'sample' } }) },
    ...without(generate(subject.schema, random, site.path), ['apiVersion', 'kind', 'metadata']),
  };
  if (random.chance(0.2)) { return { subject, object }; }
  if (random.chance(0.05)) { return { subject, object: mutateMetadata(object, random), keyword: 'metadata' }; }
  mutate(object, site, random);
  // Another kind has another schema: whoever walks an object picks it by these two.
  for (const name of ['apiVersion', 'kind'] as const) {
    if (typeof object[name] === 'string' && object[name] !== '') { object[name] = subject[name]; }
  }
  return { subject, object, keyword: site.keyword };
}

/** What the program must know before it is asked. */
export function introduction({ name, kind, apiVersion, schema, subresources }: Subject): object {
  return { name, kind, apiVersion, schema, ...subresources };
}

export function question({ subject, object }: Case): object {
  return { of: subject.name, object };
}

function without(object: any, names: readonly string[]): any {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}
