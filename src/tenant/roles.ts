import { ALL, allow, Permission, READ } from '../release/permissions';

/** What people and programs may be in a tenant. */
export type TenantRole = 'viewer' | 'claimer' | 'operator';

const SANDBOXES = 'sandboxes.agents.x-k8s.io';
const CLAIMS = 'sandboxclaims.extensions.agents.x-k8s.io';
const TEMPLATES = 'sandboxtemplates.extensions.agents.x-k8s.io';
const POOLS = 'sandboxwarmpools.extensions.agents.x-k8s.io';

/**
 * What each role may do in the namespace of the tenant. None may run commands in a pod, or read Secrets: who may, gets all
 * that the workload has.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings
 */
export const TENANT_ROLES: Readonly<Record<TenantRole, readonly Permission[]>> = {
  viewer: [
    ...[SANDBOXES, CLAIMS, TEMPLATES, POOLS].map((resource) => allow(resource, READ)),
    allow('pods', READ),
    allow('events', READ),
    allow('persistentvolumeclaims', READ),
    allow('resourcequotas', READ),
  ],
  // Neither sandboxes nor pods: what a claim got stands in its status.
  claimer: [allow(CLAIMS, ['create', 'delete', 'get', 'list', 'patch', 'watch'])],
  operator: [
    ...[SANDBOXES, CLAIMS, TEMPLATES, POOLS].map((resource) => allow(resource, ALL)),
    allow(`${POOLS}/scale`, ['get', 'patch', 'update']),
    allow('pods', [...READ, 'delete']),
    allow('pods/log', ['get']),
    allow('events', READ),
    allow('persistentvolumeclaims', [...READ, 'delete']),
    allow('resourcequotas', READ),
  ],
};
