import type { Content } from './content';
import { shown } from '../checks/forms';
import type { GitOpsTool } from '../kubernetes/gitops-tool';
import type { SandboxTenant } from '../tenant/sandbox-tenant';

/**
 * Charts of this app are applied, or what the team of a tenant has in a source of its own.
 *
 * @param prop the name of the prop with charts
 * @throws unless one of both is given
 */
export function checkApplied(prop: string, charts: unknown, tenant: SandboxTenant | undefined): void {
  if ((charts === undefined) === (tenant === undefined)) {
    throw new Error(`${tenant ? `'${prop}' and 'tenant' both say` : `neither '${prop}' nor 'tenant' says`} what is `
      + 'applied; give one of them');
  }
  if (tenant !== undefined && tenant?._deployedKinds === undefined) {
    throw new Error(`'tenant' is ${shown(tenant)}; give a SandboxTenant`);
  }
}

/** Has the facts of tenants tell what applies the objects of their teams. */
export function tellTeams(tool: GitOpsTool, tenants: ReadonlyArray<SandboxTenant | undefined>): void {
  for (const tenant of tenants) { tenant?._tools.add(tool); }
}

/** What stands in the way of applying a tenant from the source of its team, which has nothing of this app. */
export function leftOut(prop: string, { node: { path } }: SandboxTenant, { objects: [object] }: Content): string[] {
  return object
    ? [`tenant '${path}' has ${object.kind} '${object.name}' in its own chart, which the source of its team has not; `
      + `apply the chart with '${prop}', or move what bounds the tenant to a 'guardrailChart'`]
    : [];
}
