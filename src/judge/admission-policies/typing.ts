/** The type warnings of the API server in a policy's status: expressions that do not fit the kinds that they match. */
import { admissionRequest } from './admission-request';
import { compilePolicy, PolicyFault } from './compile';
import { match } from './matching';
import { KIND_NAMES, KINDS } from '../../api/kinds';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';
import type { Release } from '../../release/release';
import { typeOfSchema } from '../cel';
import { schemaFor } from '../schema';
import { OBJECT_META } from '../schema/metadata';

/** Faults of a policy that compiles, by the first of our kinds in which each is one. */
export function typingFaults(policy: KubeObject, release: Release): PolicyFault[] {
  const found = new Map<string, PolicyFault>();
  for (const { name: version } of release.api.versions) {
    for (const kind of KIND_NAMES) {
      const apiVersion = `${KINDS[kind].group}/${version}`;
      const schema = schemaFor(release, apiVersion, kind);
      if (!schema || !isAbout(policy, apiVersion, kind, release)) { continue; }
      const text = { type: 'string' } as const;
      const object = typeOfSchema(
        {
          ...schema,
          type: 'object',
          properties: { ...schema.properties, apiVersion: text, kind: text, metadata: OBJECT_META },
        },
        false,
        kind,
      );
      const faults: PolicyFault[] = [];
      compilePolicy(policy, faults, object);
      for (const { message, path } of faults) {
        const key = JSON.stringify([path, message]);
        if (!found.has(key)) {
          found.set(key, { message: `${message}, by the fields of ${kind} in ${apiVersion}`, path });
        }
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
    const context = { release, ...(operation === 'update' && { old: () => sample }) };
    return (
      match({ resourceRules, excludeResourceRules, matchPolicy: 'Exact' }, admissionRequest(sample, context), context)
        .is === true
    );
  });
}
