/** The permissions of an account: the API server is asked about every verb on every resource. */
import type { Client } from '../../src/rehearsal/cluster/client';
import type { Permission } from '../../src/release/permissions';

/** All verbs of RBAC, with those that only some resources have. */
const VERBS = [
  'get',
  'list',
  'watch',
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
  'bind',
  'escalate',
  'impersonate',
  'use',
  'approve',
  'sign',
  'attest',
  '*',
];

/** The number of parallel questions. */
const AT_ONCE = 16;

interface Resource {
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
}

/** A verb on a resource, as permissions name it. */
export type Right = string;

export interface Question {
  readonly user: string;
  readonly groups: readonly string[];
  /** @default - all namespaces, and cluster-scoped resources */
  readonly namespace?: string;
  /** @default - objects of any name */
  readonly name?: string;
}

/** The user name and groups of a ServiceAccount. */
export function accountOf(namespace: string, name: string): Pick<Question, 'user' | 'groups'> {
  return {
    user: `system:serviceaccount:${namespace}:${name}`,
    groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
  };
}

/** The answer of the API server to a SubjectAccessReview. */
export async function isAllowed(client: Client, spec: object): Promise<boolean> {
  const { status, body } = await client.create({
    apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview', metadata: {}, spec,
  } as never);
  if (status !== 201) { throw new Error(`${JSON.stringify(spec)}? ${JSON.stringify(body)}`); }
  return body.status.allowed;
}

/**
 * All served resources with their subresources, and one resource of a group that is not served, which only a wildcard
 * grants.
 */
export async function resourcesOf(client: Client): Promise<Resource[]> {
  const { body: { groups } } = await client.get('/apis');
  const roots = [
    ['', '/api/v1'],
    ...groups.flatMap(({ name, versions }: { name: string; versions: Array<{ groupVersion: string }> }) =>
      versions.map(({ groupVersion }) => [name, `/apis/${groupVersion}`]),
    ),
  ] as Array<[string, string]>;
  const found = new Map<string, Resource>([['', { group: 'unserved.example.com', resource: 'things' }]]);
  for (const [group, root] of roots) {
    for (const { name } of (await client.get(root)).body.resources) {
      const [resource, subresource] = name.split('/');
      found.set(`${group} ${name}`, { group, resource, ...(subresource && { subresource }) });
      // A subresource that is not served, but decides who may set ownerReferences with blockOwnerDeletion.
      if (group.endsWith('agents.x-k8s.io')) {
        found.set(`${group} ${resource}/finalizers`, { group, resource, subresource: 'finalizers' });
      }
    }
  }
  return [...found.values()];
}

/** All allowed verbs on the resources. */
export async function rightsOf(
  client: Client,
  resources: readonly Resource[],
  { user, groups, namespace, name }: Question,
): Promise<Right[]> {
  const questions = resources.flatMap((resource) => VERBS.map((verb) => ({ verb, ...resource })));
  const rights: Right[] = [];
  const asker = async () => {
    for (let question = questions.pop(); question; question = questions.pop()) {
      const resourceAttributes = { ...question, ...(namespace && { namespace }), ...(name && { name }) };
      if (await isAllowed(client, { user, groups, resourceAttributes })) { rights.push(rightOf(question)); }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, asker));
  return rights.sort();
}

/** The rights that a table of permissions grants on all objects, or on those of a name. */
export function rightsIn(permissions: readonly Permission[], name?: string): Right[] {
  return [
    ...new Set(
      permissions
        .filter(({ names }) => !names || (name !== undefined && names.includes(name)))
        .flatMap(({ resource, verbs }) => verbs.map((verb) => `${verb} ${resource}`)),
    ),
  ].sort();
}

function rightOf({ verb, ...resource }: Resource & { verb: string }): Right {
  return `${verb} ${nameOf(resource)}`;
}

/** The resource in the notation of permissions. */
export function nameOf({ group, resource, subresource }: Resource): string {
  return `${resource}${group && `.${group}`}${subresource ? `/${subresource}` : ''}`;
}
