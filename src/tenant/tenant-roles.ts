import type { DeployedKind } from './deployed-kind';
import { deployPermissions } from './deployed-kinds';
import { crdName } from '../api/kinds';
import { ALL, allow, Permission, READ } from '../release/permissions';

/** Roles of people and programs in a tenant that each tenant prints. */
export type TenantRole = 'viewer' | 'claimer' | 'runner' | 'operator';

/** The role of the pipeline of a tenant's team, which is printed where it is granted: its kinds differ. */
export const DEPLOYER = 'deployer';

const SANDBOXES = crdName('Sandbox');
const CLAIMS = crdName('SandboxClaim');
const TEMPLATES = crdName('SandboxTemplate');
const POOLS = crdName('SandboxWarmPool');

/** The permissions that it takes to keep sandboxes running, whoever defines them. */
const RUNNING: readonly Permission[] = [
  allow(`${POOLS}/scale`, ['get', 'patch', 'update']),
  allow('pods', [...READ, 'delete']),
  allow('pods/log', ['get']),
  allow('events', READ),
  allow('persistentvolumeclaims', [...READ, 'delete']),
  allow('resourcequotas', READ),
];

/**
 * The permissions of each role in the namespace of the tenant. None includes `pods/exec` or Secrets.
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
  // Neither sandboxes nor pods: the status of a claim has the name of its sandbox.
  claimer: [allow(CLAIMS, ['create', 'delete', 'get', 'list', 'patch', 'watch'])],
  // Pools and claims only start what templates define.
  runner: [
    ...[SANDBOXES, TEMPLATES].map((resource) => allow(resource, READ)),
    ...[CLAIMS, POOLS].map((resource) => allow(resource, ALL)),
    ...RUNNING,
  ],
  operator: [
    ...[SANDBOXES, CLAIMS, TEMPLATES, POOLS].map((resource) => allow(resource, ALL)),
    ...RUNNING,
  ],
};

/** What a pipeline may do: apply and prune objects of kinds, and see what became of them. */
export function deployerPermissions(kinds: readonly DeployedKind[]): Permission[] {
  return [
    ...deployPermissions(kinds),
    ...['pods', 'events', 'persistentvolumeclaims', 'resourcequotas'].map((resource) => allow(resource, READ)),
  ];
}
