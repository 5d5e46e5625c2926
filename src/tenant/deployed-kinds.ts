import type { DeployedKind } from './deployed-kind';
import { crdName, Kind, KINDS } from '../api/kinds';
import { checkForm, shown } from '../checks/forms';
import { CLUSTER_SCOPED_KINDS } from '../kubernetes/cluster-scoped-kinds';
import { ALL, allow, Permission } from '../release/permissions';

const OURS: readonly Kind[] = ['Sandbox', 'SandboxClaim', 'SandboxTemplate', 'SandboxWarmPool'];

/**
 * The kinds that every pipeline may apply: those of Agent Sandbox, which admission judges, and what this library makes
 * beside them that widens nothing.
 */
export const DEPLOYED_KINDS: readonly DeployedKind[] = [
  ...OURS.map((kind) => ({
    apiGroup: KINDS[kind].group, kind, resource: crdName(kind).split('.')[0],
  })),
  { kind: 'ConfigMap', resource: 'configmaps' },
  { apiGroup: 'policy', kind: 'PodDisruptionBudget', resource: 'poddisruptionbudgets' },
  { apiGroup: 'autoscaling', kind: 'HorizontalPodAutoscaler', resource: 'horizontalpodautoscalers' },
];

/** Kinds of namespaces that no pipeline of a team gets. */
const WITHHELD_KINDS: ReadonlySet<string> = new Set([
  'ResourceQuota', 'LimitRange', 'Role', 'RoleBinding', 'ServiceAccount', 'Secret',
]);

/** Whether a tenant is separated from others by objects of a kind: whoever may apply them takes its guardrails down. */
export function isWithheld(kind: string): boolean {
  return WITHHELD_KINDS.has(kind) || CLUSTER_SCOPED_KINDS.has(kind);
}

/** The permissions to apply, and to prune, objects of kinds. */
export function deployPermissions(kinds: readonly DeployedKind[]): Permission[] {
  return kinds.map(({ apiGroup, resource }) => allow(apiGroup ? `${resource}.${apiGroup}` : resource, ALL));
}

/** @throws when one is malformed, or one that would take the guardrails down */
export function checkDeployedKinds(kinds: readonly DeployedKind[]): void {
  kinds.forEach((each, index) => {
    const at = `deployedKinds[${index}]`;
    const { apiGroup, kind, resource } = each ?? {};
    if (apiGroup !== undefined && apiGroup !== '') { checkForm(`'${at}.apiGroup'`, apiGroup, 'DNS subdomain'); }
    if (typeof kind !== 'string' || !/^[A-Z][A-Za-z0-9]*$/.test(kind)) {
      throw new Error(`'${at}.kind' is ${shown(kind)}; give the name of a kind, such as 'ScaledObject'`);
    }
    checkForm(`'${at}.resource'`, resource, 'DNS label');
    if (isWithheld(kind)) {
      throw new Error(`'${at}.kind' is '${kind}', by which a tenant could give itself more; make it in the app of the `
        + 'platform');
    }
  });
}
