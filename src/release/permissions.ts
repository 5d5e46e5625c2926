/**
 * Permissions of a role, as upstream's generator (controller-gen) writes them into rules.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 */

export type Verb = 'create' | 'delete' | 'get' | 'list' | 'patch' | 'update' | 'watch';

/** All verbs that a reconciler of a resource needs. */
export const ALL: readonly Verb[] = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];
export const READ: readonly Verb[] = ['get', 'list', 'watch'];
export const MODIFY: readonly Verb[] = ['get', 'patch', 'update'];

/** Verbs on one resource, or on its objects of the given names. */
export interface Permission {
  /** As kubectl names it: `pods`, `leases.coordination.k8s.io`, `sandboxes.agents.x-k8s.io/status`. */
  readonly resource: string;
  readonly verbs: readonly Verb[];
  readonly names?: readonly string[];
}

/** A rule of a Role or ClusterRole. */
export interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

export function allow(resource: string, verbs: readonly Verb[], names?: readonly string[]): Permission {
  return { resource, verbs, ...(names && { names }) };
}

/** Changes of a role from one release to the next. */
export interface RoleChange {
  readonly grant?: readonly Permission[];
  readonly revoke?: readonly Permission[];
}

/** The permissions after a change. Revoking what was never granted is an error in the data. */
export function changeRole(before: readonly Permission[], { grant = [], revoke = [] }: RoleChange): Permission[] {
  const verbs = new Map(before.map((permission) => [keyOf(permission), permission]));
  for (const permission of revoke) {
    const held = verbs.get(keyOf(permission));
    const missing = permission.verbs.find((verb) => !held?.verbs.includes(verb));
    if (missing) { throw new Error(`cannot revoke '${missing}' on '${permission.resource}': it was not granted`); }
    verbs.set(keyOf(permission), { ...held!, verbs: held!.verbs.filter((verb) => !permission.verbs.includes(verb)) });
  }
  for (const permission of grant) {
    const held = verbs.get(keyOf(permission));
    const added = permission.verbs.filter((verb) => !held?.verbs.includes(verb));
    if (added.length === 0) {
      throw new Error(`'${permission.resource}' is granted ${permission.verbs.join(', ')} already`);
    }
    verbs.set(keyOf(permission), { ...permission, verbs: [...new Set([...held?.verbs ?? [], ...added])].sort() });
  }
  return [...verbs.values()].filter((permission) => permission.verbs.length > 0);
}

function keyOf({ resource, names = [] }: Permission): string {
  return [resource, ...[...names].sort()].join(' ');
}

/**
 * The rules that grant the permissions, grouped as controller-gen groups them: resources of a group with the same
 * verbs share a rule, then groups with the same resources and verbs do.
 */
export function rulesOf(permissions: readonly Permission[]): PolicyRule[] {
  const single = permissions.map(({ resource, verbs, names }) => {
    const [, name, group = '', sub = ''] = /^([^./]+)(?:\.([^/]+))?(\/.*)?$/.exec(resource)!;
    return {
      apiGroups: [group],
      resources: [name + sub],
      ...(names && { resourceNames: [...names].sort() }),
      verbs: [...verbs].sort(),
    };
  });
  const byGroup = merge(single, 'resources', 'apiGroups');
  return merge(byGroup, 'apiGroups', 'resources').sort(compareRules);
}

/** Joins rules that agree in all but `joined`. */
function merge(
  rules: readonly PolicyRule[],
  joined: 'resources' | 'apiGroups',
  same: 'resources' | 'apiGroups',
): PolicyRule[] {
  const merged = new Map<string, PolicyRule>();
  for (const rule of rules) {
    const key = JSON.stringify([rule[same], rule.resourceNames, rule.verbs]);
    const other = merged.get(key);
    merged.set(key, other ? { ...other, [joined]: [...other[joined], ...rule[joined]].sort() } : rule);
  }
  return [...merged.values()];
}

function compareRules(a: PolicyRule, b: PolicyRule): number {
  const key = ({ apiGroups, resources, resourceNames = [] }: PolicyRule) =>
    [apiGroups, resources, resourceNames].map((part) => part.join('&')).join('\0');
  return key(a) < key(b) ? -1 : 1;
}
