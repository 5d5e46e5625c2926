import { Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import type { SandboxTenantProps } from './sandbox-tenant-props';
import { clusterScopeOf } from '../app/cluster-scope';
import { perApp } from '../app/per-app';
import { ScopedApiObject } from '../app/scoped-api-object';
import { selfJudged } from '../judge/app/self-judged';
import type { InstallObject } from '../kubernetes/kube-object';

/** Where the objects go that separate a tenant from others. */
export class Guardrails {
  constructor(
    /** The construct that they are created in. */
    readonly scope: Construct,
    /** Labels that its chart does not add. */
    readonly labels: Readonly<Record<string, string>> = {},
  ) {}

  /** Adds objects that the tenant judges itself. */
  add(objects: readonly InstallObject[]): void {
    const own = selfJudged(this.scope);
    for (const each of objects) { own.add(this.object(each)); }
  }

  /** Adds an object. */
  object({ id, object }: InstallObject): ScopedApiObject {
    const labels = { ...this.labels, ...object.metadata.labels as Record<string, string> | undefined };
    const metadata = { ...object.metadata, ...(Object.keys(labels).length > 0 && { labels }) };
    return new ScopedApiObject(this.scope, id, { ...object, metadata });
  }
}

/** The tenants of an app. */
export function tenantsOf(construct: IConstruct): IConstruct[] {
  return perApp<IConstruct[]>(construct, 'tenants', () => []);
}

/**
 * The guardrails of a tenant: in its own chart, or below one construct of another chart, which the tenant then
 * depends on.
 *
 * @throws when the other chart is in a tenant, holds this one, or goes to another cluster
 */
export function guardrailsOf(tenant: Chart, { guardrailChart: chart, labels }: SandboxTenantProps): Guardrails {
  if (!chart) { return new Guardrails(tenant); }
  const path = `'guardrailChart' is '${chart.node.path}'`;
  if (tenant.node.scopes.includes(chart)) {
    throw new Error(`${path}, which holds the tenant, so that each would come before the other; create the tenant `
      + 'beside it, in the app');
  }
  const tenants = tenantsOf(tenant);
  const outer = chart.node.scopes.find((scope) => tenants.includes(scope));
  if (outer) {
    throw new Error(`${path}, which is of tenant '${outer.node.path}'; give a chart that no tenant changes`);
  }
  if (clusterScopeOf(chart) !== clusterScopeOf(tenant)) {
    throw new Error(`${path}, which goes to another cluster than the tenant; give a chart of the same cluster`);
  }
  tenant.addDependency(chart);
  return new Guardrails(new Construct(chart, `Tenant-${tenant.namespace}`), { ...labels });
}
