import type { EffectsOf } from './context';
import { named } from './pod-changes';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject } from '../../kubernetes/read-json';
import { canonicalJson } from '../../kubernetes/types/canonical-json';
import { Effect, effect } from '../effect';

const ROLES = ['Role', 'ClusterRole'];
const BINDINGS = ['RoleBinding', 'ClusterRoleBinding'];

/** What roles and bindings grant on one side and not on the other. */
export const permissionEffects: EffectsOf = ({ before, after, verb }) => {
  const { kind } = (after ?? before)!.object;
  if (verb === 'renamed') { return []; }
  if (ROLES.includes(kind)) {
    return difference(grantsOf(before?.object), grantsOf(after?.object), ['rules'], 'grants');
  }
  if (BINDINGS.includes(kind)) {
    return difference(subjectsOf(before?.object), subjectsOf(after?.object), ['subjects'], 'grants its role to');
  }
  return [];
};

function difference(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  path: readonly string[],
  verb: string,
): Effect[] {
  const missing = (from: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>) =>
    named([...from].filter(([key]) => !other.has(key)).map(([, text]) => text));
  const [gained, lost] = [missing(after, before), missing(before, after)];
  return [
    ...(gained ? [effect('permissions-gained', { message: `it ${verb} more: ${gained}`, path })] : []),
    ...(lost ? [effect('permissions-lost', { message: `it ${verb} less: ${lost}`, path })] : []),
  ];
}

/** Each permission of a role, one verb on one resource, by a key: equal roles may group them in any way. */
function grantsOf(role: KubeObject | undefined): Map<string, string> {
  const grants = new Map<string, string>();
  for (const { apiGroups, resources, resourceNames, nonResourceURLs, verbs } of inList(role, 'rules')) {
    const names = texts(resourceNames);
    for (const verb of texts(verbs)) {
      for (const url of texts(nonResourceURLs)) { grants.set(`${verb} ${url}`, `${verb} ${url}`); }
      for (const group of texts(apiGroups)) {
        for (const resource of texts(resources)) {
          for (const name of names.length > 0 ? names : [undefined]) {
            const of = group === '' || group === '*' ? resource : `${resource}.${group}`;
            const text = `${verb} ${of}${name === undefined ? '' : ` '${name}'`}`;
            grants.set(canonicalJson([verb, group, resource, name ?? null]), text);
          }
        }
      }
    }
  }
  return grants;
}

function subjectsOf(binding: KubeObject | undefined): Map<string, string> {
  return new Map(inList(binding, 'subjects').map((subject) => {
    const { kind, namespace, name } = inObject(subject);
    const text = `${String(kind)} ${namespace ? `${String(namespace)}/` : ''}${String(name)}`;
    return [text, text];
  }));
}

function texts(list: unknown): string[] {
  return Array.isArray(list) ? list.map(String) : [];
}
