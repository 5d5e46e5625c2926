import { DEPLOYER, deployerPermissions, TENANT_ROLES, TenantRole } from './tenant-roles';
import { LIMITS, QUOTA, SANDBOX_ACCOUNT, TenantSettings } from './tenant-settings';
import { PARAMETERS } from '../admission/shared/parameters';
import type { Membership } from '../admission/shared/shared-admission';
import { ADMISSION_LABEL } from '../api/labels';
import { SYSTEM_PRIORITIES } from '../judge/capacity/pod-needs';
import { InstallObject, kubeObject, optional } from '../kubernetes/kube-object';
import { podSecurityLabels } from '../kubernetes/pod-security-labels';
import { Permission, rulesOf } from '../release/permissions';

const ROLES = Object.keys(TENANT_ROLES) as TenantRole[];

/** The rules of permissions that all tenants have are made once. */
const RULES = new WeakMap<readonly Permission[], ReturnType<typeof rulesOf>>();

function rulesOnce(permissions: readonly Permission[]): ReturnType<typeof rulesOf> {
  const made = RULES.get(permissions) ?? rulesOf(permissions);
  RULES.set(permissions, made);
  return made;
}

/** The chart adds the labels of all objects. */
const NOTHING_ADDED = { labels: {}, annotations: {} };

const RBAC = 'rbac.authorization.k8s.io';

/**
 * The namespace, with the labels of its Pod Security Standard.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
export function namespaceObject(
  { namespace, namespaceLabels, namespaceAnnotations, podSecurity }: TenantSettings,
  version: string,
  shared?: Membership,
): InstallObject {
  return {
    id: 'Namespace',
    object: kubeObject(
      { labels: namespaceLabels, annotations: namespaceAnnotations },
      { apiVersion: 'v1', kind: 'Namespace' },
      {
        name: namespace,
        labels: { ...podSecurityLabels(podSecurity, version), ...(shared && { [ADMISSION_LABEL]: shared.label }) },
      },
    ),
  };
}

/** A list with an item for each label by which pods of sandboxes are known, of which each pod has one. */
export type SandboxLabels = (item: (label: string) => object) => unknown;

/**
 * The network policies, limits and quota of system priorities. They are applied before the objects that they
 * restrict.
 */
export function guardObjects(
  settings: TenantSettings, sandboxes: SandboxLabels, lookups: unknown, shared?: Membership,
): InstallObject[] {
  return [
    denyAll(settings), allowDns(settings, sandboxes, lookups), limitRange(settings, shared), noSystemPriority(settings),
  ];
}

/** The ServiceAccount of its sandboxes, and its roles. */
export function accessObjects(settings: TenantSettings): InstallObject[] {
  return [account(settings), ...ROLES.map((role) => roleObject(settings, role, TENANT_ROLES[role]))];
}

/**
 * Denies all traffic that no other network policy allows: network policies are additive.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies
 */
function denyAll(settings: TenantSettings): InstallObject {
  return networkPolicy(settings, 'DenyAll', 'deny-all', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
}

/** Cluster DNS for pods outside sandboxes. For sandboxes it would open what an empty egress closes. */
function allowDns(settings: TenantSettings, labels: SandboxLabels, egress: unknown): InstallObject {
  return networkPolicy(settings, 'AllowDns', 'allow-dns', {
    podSelector: { matchExpressions: labels((key) => ({ key, operator: 'DoesNotExist' })) },
    policyTypes: ['Egress'],
    egress,
  });
}

function networkPolicy(settings: TenantSettings, id: string, name: string, spec: object): InstallObject {
  return {
    id,
    object: kubeObject(
      NOTHING_ADDED,
      { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' },
      { name, namespace: settings.namespace },
      { spec },
    ),
  };
}

/**
 * The limits, and the parameters of the policies that tenants share: people of a tenant may read a LimitRange, and
 * change none, not even with the role `admin` of Kubernetes.
 *
 * @see https://kubernetes.io/docs/concepts/policy/limit-range/
 */
function limitRange(settings: TenantSettings, shared: Membership | undefined): InstallObject {
  const { defaults, maxLimits, maxVolumeSize, namespace } = settings;
  return {
    id: 'LimitRange',
    object: kubeObject(
      NOTHING_ADDED,
      { apiVersion: 'v1', kind: 'LimitRange' },
      { name: LIMITS, namespace, ...(shared && { annotations: { [PARAMETERS]: shared.lines } }) },
      {
        spec: {
          limits: [
            {
              type: 'Container',
              ...optional('defaultRequest', defaults.requests),
              ...optional('default', defaults.limits),
              ...optional('max', maxLimits),
            },
            ...(maxVolumeSize ? [{ type: 'PersistentVolumeClaim', max: { storage: maxVolumeSize } }] : []),
          ],
        },
      },
    ),
  };
}

/**
 * No pods that preempt the pods of other tenants.
 *
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/#resource-quota-per-priorityclass
 */
function noSystemPriority({ namespace }: TenantSettings): InstallObject {
  return {
    id: 'NoSystemPriority',
    object: kubeObject(
      NOTHING_ADDED,
      { apiVersion: 'v1', kind: 'ResourceQuota' },
      { name: 'no-system-priority', namespace },
      {
        spec: {
          hard: { pods: '0' },
          scopeSelector: {
            matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: [...SYSTEM_PRIORITIES] }],
          },
        },
      },
    ),
  };
}

/** The resources of the tenant. */
export function quotaObject({ namespace }: TenantSettings, spec: unknown): InstallObject {
  return {
    id: 'Quota',
    object: kubeObject(
      NOTHING_ADDED, { apiVersion: 'v1', kind: 'ResourceQuota' }, { name: QUOTA, namespace }, { spec },
    ),
  };
}

function account(settings: TenantSettings): InstallObject {
  return {
    id: 'ServiceAccount',
    object: kubeObject(
      NOTHING_ADDED,
      { apiVersion: 'v1', kind: 'ServiceAccount' },
      { name: SANDBOX_ACCOUNT, namespace: settings.namespace },
      {
        automountServiceAccountToken: false,
      },
    ),
  };
}

/** The role of the pipeline of the tenant's team. */
export function deployerObject(settings: TenantSettings): InstallObject {
  return roleObject(settings, DEPLOYER, deployerPermissions(settings.deployedKinds));
}

type AnyRole = TenantRole | typeof DEPLOYER;

function roleObject(
  settings: TenantSettings, role: AnyRole, permissions: readonly Permission[],
): InstallObject {
  return {
    id: idOf(role),
    object: kubeObject(
      NOTHING_ADDED,
      { apiVersion: `${RBAC}/v1`, kind: 'Role' },
      { name: nameOfRole(role), namespace: settings.namespace },
      {
        rules: rulesOnce(permissions),
      },
    ),
  };
}

/** The binding of a role, without its subjects. */
export function bindingObject(settings: TenantSettings, role: AnyRole): InstallObject {
  return {
    id: `${idOf(role)}Binding`,
    object: kubeObject(
      NOTHING_ADDED,
      { apiVersion: `${RBAC}/v1`, kind: 'RoleBinding' },
      { name: nameOfRole(role), namespace: settings.namespace },
      {
        roleRef: { apiGroup: RBAC, kind: 'Role', name: nameOfRole(role) },
      },
    ),
  };
}

function nameOfRole(role: AnyRole): string {
  return `sandbox-${role}`;
}

function idOf(role: AnyRole): string {
  return `${role[0].toUpperCase()}${role.slice(1)}Role`;
}
