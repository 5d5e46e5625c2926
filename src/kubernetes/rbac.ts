import type { KubeObject } from './kube-object';
import { inList, inObject, Loose } from './read-json';

/** An account of the API server: a ServiceAccount, or whoever asks without a token. */
export interface RbacSubject {
  readonly user: string;
  readonly groups: readonly string[];
}

/** One verb on one resource or path that a subject has. */
export interface Grant {
  readonly verb: string;
  /** Empty for the core group. */
  readonly group: string;
  /** Such as `pods` or `pods/log`; empty for a path. */
  readonly resource: string;
  /** The only object of that name; undefined: all. */
  readonly name?: string;
  /** A path that is no resource, such as `/metrics`. */
  readonly url?: string;
  /** Undefined: in all namespaces, and objects without one. */
  readonly namespace?: string;
  /** The binding that grants it, such as `RoleBinding 'research/reader'`. */
  readonly by: string;
}

/** A role that a subject has and that is not known, such as `ClusterRole 'edit'`. */
export interface UnknownRole {
  readonly role: string;
  readonly namespace?: string;
  readonly by: string;
}

/** All that RBAC lets a subject do. */
export interface Permissions {
  readonly grants: readonly Grant[];
  readonly unknown: readonly UnknownRole[];
}

/** A request to the API server. */
export interface ApiRequest {
  readonly verb: string;
  readonly group: string;
  /** With its subresource, such as `pods/log`. */
  readonly resource: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly url?: string;
}

const GROUP = 'rbac.authorization.k8s.io';
const ROLE_KINDS: ReadonlySet<string> = new Set(['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding']);

/**
 * Roles that every cluster has, as far as their rules are the same in all of them.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles
 */
const STANDING: Readonly<Record<string, readonly Loose[]>> = {
  'cluster-admin': [
    { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
    { nonResourceURLs: ['*'], verbs: ['*'] },
  ],
};

/** Whether an object says who may do what. */
export function isRbac({ apiVersion, kind }: Pick<KubeObject, 'apiVersion' | 'kind'>): boolean {
  return ROLE_KINDS.has(kind) && apiVersion.startsWith(`${GROUP}/`);
}

/** The user name of a ServiceAccount. */
export function serviceAccountUser(namespace: string, name: string): string {
  return `system:serviceaccount:${namespace}:${name}`;
}

/** The pods of a ServiceAccount, as the API server knows those that have a token of it. */
export function serviceAccount(namespace: string, name: string): RbacSubject {
  return {
    user: serviceAccountUser(namespace, name),
    groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
  };
}

/** Whoever asks without a token. */
export const ANONYMOUS: RbacSubject = { user: 'system:anonymous', groups: ['system:unauthenticated'] };

/** The roles and bindings of a cluster, by who has them. */
export class Rbac {
  private readonly roles = new Map<string, KubeObject>();
  private readonly aggregable: KubeObject[] = [];
  /** Bindings by `User <name>` and `Group <name>`. */
  private readonly bindings = new Map<string, Set<KubeObject>>();

  constructor(objects: readonly KubeObject[]) {
    for (const object of objects) {
      if (!isRbac(object)) { continue; }
      const { kind, metadata: { name, namespace = '' } } = object;
      if (kind === 'Role') { this.roles.set(`${namespace}/${name}`, object); }
      if (kind === 'ClusterRole') {
        this.roles.set(name, object);
        this.aggregable.push(object);
      }
      if (!kind.endsWith('Binding')) { continue; }
      for (const subject of inList(object, 'subjects')) {
        const key = keyOf(subject, namespace);
        const list = this.bindings.get(key);
        if (list) { list.add(object); } else { this.bindings.set(key, new Set([object])); }
      }
    }
  }

  /** All that a subject may do, in the order of bindings. */
  of({ user, groups }: RbacSubject): Permissions {
    const bound = [`User ${user}`, ...groups.map((each) => `Group ${each}`)]
      .flatMap((key) => [...this.bindings.get(key) ?? []]);
    const all = [...new Set(bound)].map((binding) => this.granted(binding));
    return { grants: all.flatMap((each) => each.grants), unknown: all.flatMap((each) => each.unknown) };
  }

  private granted(binding: KubeObject): Permissions {
    const { kind, metadata: { name, namespace = '' } } = binding;
    const isWide = kind === 'ClusterRoleBinding';
    const ref = inObject(binding, 'roleRef');
    const role = String(ref.name);
    const of = isWide ? {} : { namespace };
    const by = `${kind} '${isWide ? '' : `${namespace}/`}${name}'`;
    const rules = ref.kind === 'Role' ? this.roles.get(`${namespace}/${role}`) : this.roles.get(role);
    const found = rules ? this.rulesOf(rules) : ref.kind === 'ClusterRole' ? STANDING[role] : undefined;
    if (!found) { return { grants: [], unknown: [{ role: `${String(ref.kind)} '${role}'`, ...of, by }] }; }
    return { grants: [...grantsOf(found, of, by)], unknown: [] };
  }

  /**
   * The rules of a role. Those of one that aggregates are those of the roles that it selects, which may aggregate too.
   *
   * @param known roles whose rules are there already: they may select each other
   */
  private rulesOf(role: KubeObject, known = new Set<KubeObject>()): readonly Loose[] {
    known.add(role);
    const selectors = inList(role, 'aggregationRule', 'clusterRoleSelectors');
    if (selectors.length === 0) { return inList(role, 'rules'); }
    const isSelected = ({ metadata: { labels = {} } }: KubeObject) => selectors.some((selector) => {
      const wanted = Object.entries(inObject(selector, 'matchLabels'));
      const listed = inList(selector, 'matchExpressions');
      return wanted.every(([key, value]) => labels[key] === value) && listed.every((each) => isMet(each, labels));
    });
    // A selector of nothing selects all roles, also those that every cluster has.
    const hasAll = selectors.some((selector) => Object.keys(inObject(selector, 'matchLabels')).length === 0
      && inList(selector, 'matchExpressions').length === 0);
    return [
      ...inList(role, 'rules'),
      ...(hasAll ? STANDING['cluster-admin'] : []),
      ...this.aggregable.flatMap((each) => (!known.has(each) && isSelected(each) ? this.rulesOf(each, known) : [])),
    ];
  }
}

function isMet({ key, operator, values }: Loose, labels: Readonly<Record<string, string>>): boolean {
  const value = labels[String(key)] as string | undefined;
  const isListed = Array.isArray(values) && values.includes(value);
  switch (operator) {
    case 'In': return isListed;
    case 'NotIn': return !isListed;
    case 'Exists': return value !== undefined;
    default: return value === undefined;
  }
}

function keyOf({ kind, name, namespace }: Loose, own: string): string {
  if (kind !== 'ServiceAccount') { return `${String(kind)} ${String(name)}`; }
  return `User ${serviceAccountUser(String(namespace ?? own), String(name))}`;
}

function* grantsOf(rules: readonly Loose[], of: { namespace?: string }, by: string): Iterable<Grant> {
  for (const { verbs, apiGroups, resources, resourceNames, nonResourceURLs } of rules) {
    const names = texts(resourceNames);
    for (const verb of texts(verbs)) {
      for (const group of texts(apiGroups)) {
        for (const resource of texts(resources)) {
          for (const name of names.length > 0 ? names : [undefined]) {
            yield { verb, group, resource, ...(name !== undefined && { name }), ...of, by };
          }
        }
      }
      if (of.namespace !== undefined) { continue; }
      for (const url of texts(nonResourceURLs)) { yield { verb, group: '', resource: '', url, by }; }
    }
  }
}

/**
 * Whether a grant allows a request, as the API server decides it. What is asked for may have wildcards itself: all that
 * they stand for is then allowed.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources
 */
export function grants(grant: Omit<Grant, 'by'>, asked: ApiRequest): boolean {
  if (grant.verb !== '*' && grant.verb !== asked.verb) { return false; }
  if (grant.url !== undefined || asked.url !== undefined) {
    return grant.url !== undefined && asked.url !== undefined && hasUrl(grant.url, asked.url);
  }
  return (grant.namespace === undefined || grant.namespace === asked.namespace)
    && (grant.group === '*' || grant.group === asked.group)
    && hasResource(grant.resource, asked.resource)
    && (grant.name === undefined || grant.name === asked.name);
}

function hasUrl(granted: string, asked: string): boolean {
  return granted === '*' || granted === asked
    || (granted.endsWith('*') && asked.startsWith(granted.replace(/\*+$/, '')));
}

function hasResource(granted: string, asked: string): boolean {
  if (granted === '*' || granted === asked) { return true; }
  const [, subresource] = asked.split('/');
  return subresource !== undefined && granted === `*/${subresource}`;
}

function texts(list: unknown): string[] {
  return Array.isArray(list) ? list.map(String) : [];
}
