/** What somebody may do, asked of the API server for every verb on every resource. */
import type { Client } from './client';
import type { Permission } from '../../src/release/permissions';

/** All that RBAC knows, those of single resources included. */
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

/** So many questions at once. */
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
  /** None for all namespaces, and what is in none. */
  readonly namespace?: string;
  /** None for objects of any name. */
  readonly name?: string;
}

/** A ServiceAccount as the API server knows it. */
export function accountOf(namespace: string, name: string): Pick<Question, 'user' | 'groups'> {
  return {
    user: `system:serviceaccount:${namespace}:${name}`,
    groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
  };
}

/**
 * All resources that are served, with their parts, and one of a group that nobody serves: a wildcard would have it
 * too.
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
      // Nobody serves it, and yet it says who may set owners that block a deletion.
      if (group.endsWith('agents.x-k8s.io')) {
        found.set(`${group} ${resource}/finalizers`, { group, resource, subresource: 'finalizers' });
      }
    }
  }
  return [...found.values()];
}

/** What is allowed of all that may be asked. */
export async function rightsOf(
  client: Client,
  resources: readonly Resource[],
  { user, groups, namespace, name }: Question,
): Promise<Right[]> {
  const questions = resources.flatMap((resource) => VERBS.map((verb) => ({ verb, ...resource })));
  const rights: Right[] = [];
  const asker = async () => {
    for (let question = questions.pop(); question; question = questions.pop()) {
      const { status, body } = await client.create({
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SubjectAccessReview',
        metadata: {},
        spec: {
          user,
          groups,
          resourceAttributes: { ...question, ...(namespace && { namespace }), ...(name && { name }) },
        },
      } as never);
      if (status !== 201) {
        throw new Error(`may ${user} ${JSON.stringify(question)}? ${JSON.stringify(body)}`);
      }
      if (body.status.allowed) {
        rights.push(rightOf(question));
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, asker));
  return rights.sort();
}

/** What a table allows: to all objects, or to those of a name. */
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

/** As permissions name it. */
export function nameOf({ group, resource, subresource }: Resource): string {
  return `${resource}${group && `.${group}`}${subresource ? `/${subresource}` : ''}`;
}
