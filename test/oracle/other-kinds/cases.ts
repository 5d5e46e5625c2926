/** Objects of other projects' kinds, most of them spoilt in one place. */
import { KubeObject } from '../../../src/kubernetes/kube-object';
import { otherKindNames, otherKindSchema } from '../../../src/kubernetes/types/other-kinds';
import { StructuralSchema } from '../../../src/kubernetes/types/structural-schema';
import { generate, Site, sitesOf } from '../structural/generator';
import { mutate } from '../structural/mutation';
import { Random } from '../structural/random';

/** A kind of another project. */
export interface OtherSubject {
  readonly name: string;
  readonly schema: StructuralSchema;
  readonly sites: ReadonlyMap<string, readonly Site[]>;
}

export function otherSubjects(): OtherSubject[] {
  return otherKindNames().map((name) => {
    const [apiVersion, kind] = name.split(' ');
    const schema = otherKindSchema(apiVersion, kind)!;
    const sites = new Map<string, Site[]>();
    for (const site of sitesOf(schema)) {
      // Nothing is known of the status; the root is an object.
      if (site.path[0] === 'status' || site.path.length === 0) { continue; }
      const same = sites.get(site.keyword);
      if (same) { same.push(site); } else { sites.set(site.keyword, [site]); }
    }
    return { name, schema, sites };
  });
}

/** Objects of a kind: one in ten is as it was made, and each keyword is spoilt as often as any other. */
export function otherCases({ name, schema, sites }: OtherSubject, seed: number, count: number): KubeObject[] {
  const [apiVersion, kind] = name.split(' ');
  const keywords = [...sites.values()];
  return Array.from({ length: count }, (_, index) => {
    const random = new Random(seed + index * 7919);
    const site = random.pick(random.pick(keywords));
    const { status: _status, metadata: _metadata, ...made } = generate(schema, random, site.path);
    const object = { ...made, apiVersion, kind, metadata: { name: 'sample' } };
    if (!random.chance(0.1)) { mutate(object, site, random); }
    return JSON.parse(JSON.stringify({ ...object, apiVersion, kind }));
  });
}
