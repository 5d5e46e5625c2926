/** What the API server says in a policy's status: expressions that do not fit the fields of the kinds they are about. */
import { subjectOf } from './admission-request';
import { compilePolicy, Fault } from './compile';
import { match } from './matching';
import { KIND_NAMES, KINDS } from '../../api/kinds';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';
import type { Release } from '../../release/release';
import { typeOfSchema } from '../cel';
import { schemaFor } from '../schema';
import { OBJECT_META } from '../schema/metadata';

/** Faults of a policy that compiles, by the first of our kinds in which each is one. */
export function typingFaults(policy: KubeObject, release: Release): Fault[] {
  const found = new Map<string, Fault>();
  for (const { name: version } of release.api.versions) {
    for (const kind of KIND_NAMES) {
      const apiVersion = `${KINDS[kind].group}/${version}`;
      const schema = schemaFor(release, apiVersion, kind);
      if (!schema || !isAbout(policy, apiVersion, kind, release)) { continue; }
      const text = { type: 'string' } as const;
      const object = typeOfSchema({ ...schema, type: 'object', properties: { ...schema.properties, apiVersion: text, kind: text, metadata: OBJECT_META } }, false, kind);
      const faults: Fault[] = [];
      compilePolicy(policy, faults, object);
      for (const { message, at } of faults) {
        const key = JSON.stringify([at, message]);
        if (!found.has(key)) { found.set(key, { message: `${message}, by the fields of ${kind} in ${apiVersion}`, at }); }
      }
    }
  }
  return [...found.values()];
}

/** Whether a policy is about a kind in this very version, whatever it selects besides. */
function isAbout(policy: KubeObject, apiVersion: string, kind: string, release: Release): boolean {
  const { resourceRules, excludeResourceRules } = inObject(policy.spec, 'matchConstraints');
  const sample = { apiVersion, kind, metadata: { name: 'sample', namespace: 'sample' } };
  return ['create', 'update'].some((operation) => {
    const world = { release, ...(operation === 'update' && { old: () => sample }) };
    return match({ resourceRules, excludeResourceRules, matchPolicy: 'Exact' }, subjectOf(sample, world), world).is === true;
  });
}
