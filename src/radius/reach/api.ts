import type { Reached } from './reached';
import { Grant, grants, Permissions } from '../../kubernetes/rbac';
import { BlastArea } from '../blast-item';

/** What permissions let their holder do, one verb an item. */
export function verbsOf({ grants: all, unknown }: Permissions): Reached[] {
  return [
    ...all.map((grant): Reached => ({
      area: BlastArea.API,
      text: objectText(grant),
      verb: grant.verb,
      why: grant.by,
      isCertain: true,
      fact: { is: 'grant', grant },
    })),
    ...unknown.map(({ role, namespace, by }): Reached => ({
      area: BlastArea.API,
      text: `all of ${role}${whereText(namespace)}, whose rules are not known here`,
      why: by,
      isCertain: false,
      fact: { is: 'role', role },
    })),
  ];
}

/**
 * Roles of every cluster that read Secrets.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles
 */
const READERS = ['admin', 'edit'].map((name) => `ClusterRole '${name}'`);

/** Secrets that permissions let their holder read. Listing or watching them tells their content too. */
export function secretsOf({ grants: all, unknown }: Permissions): Reached[] {
  const byGrants = all.flatMap((grant): Reached[] => {
    const isRead = ['get', 'list', 'watch'].some((verb) => grants(grant, {
      verb,
      group: '',
      resource: 'secrets',
      ...(grant.namespace !== undefined && { namespace: grant.namespace }),
      ...(grant.name !== undefined && { name: grant.name }),
    }));
    return isRead ? [secretsItem(grant, grant.by, grant.name)] : [];
  });
  const byRoles = unknown.filter(({ role }) => READERS.includes(role)).map((role) => secretsItem(role, role.by));
  return [...byGrants, ...byRoles];
}

function secretsItem({ namespace }: { readonly namespace?: string }, by: string, name?: string): Reached {
  const where = namespace === undefined ? 'all namespaces' : `namespace '${namespace}'`;
  return {
    area: BlastArea.SECRETS,
    text: name === undefined ? `all of ${where}, by the API` : `'${name}' of ${where}, by the API`,
    why: by,
    isCertain: true,
    fact: { is: 'secrets-by-api', ...(namespace !== undefined && { namespace }), ...(name !== undefined && { name }) },
  };
}

/** `pods in namespace 'research'`. */
function objectText({ group, resource, name, url, namespace }: Grant): string {
  if (url !== undefined) { return `path ${url}`; }
  const kind = resource === '*' && group === '*' ? 'everything' : `${resource}${group === '' ? '' : `.${group}`}`;
  return `${kind}${name === undefined ? '' : ` '${name}'`}${whereText(namespace)}`;
}

function whereText(namespace: string | undefined): string {
  return namespace === undefined ? ' in the whole cluster' : ` in namespace '${namespace}'`;
}
