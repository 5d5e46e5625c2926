import { Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import type { SandboxTenantProps } from './sandbox-tenant-props';
import { LIMITS } from './tenant-settings';
import { SharedAdmission } from '../admission/shared/shared-admission';
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

/** The tenants of an app, those that it refers to as well. */
function tenantsOf(construct: IConstruct): Set<IConstruct> {
  return perApp(construct, 'tenants', () => new Set<IConstruct>());
}

/** The same by their namespaces: one in a cluster. */
function tenantsIn(construct: IConstruct, namespace: string): IConstruct[] {
  const all = perApp(construct, 'tenantsByNamespace', () => new Map<string, IConstruct[]>());
  let found = all.get(namespace);
  if (!found) { all.set(namespace, found = []); }
  return found;
}

/** @throws when a tenant is inside another one, or another one has the same namespace */
export function joinTenants(tenant: Chart): void {
  const tenants = tenantsOf(tenant);
  // Of classes that extend Chart, every chart is an instance: cdk8s defines it so.
  const outer = tenant.node.scopes.find((scope) => tenants.has(scope));
  if (outer) {
    throw new Error(
      `tenant '${tenant.node.path}' is in tenant '${outer.node.path}', and namespaces do not nest; create it `
      + 'beside, in the app',
    );
  }
  const named = tenantsIn(tenant, tenant.namespace!);
  const other = named.find((each) => clusterScopeOf(each) === clusterScopeOf(tenant));
  if (other) {
    throw new Error(
      `tenants '${other.node.path}' and '${tenant.node.path}' both have the namespace '${tenant.namespace}'; give `
      + 'each its own, or declare each cluster with SandboxCluster.declare(chart, ...)',
    );
  }
  tenants.add(tenant);
  named.push(tenant);
}

/**
 * The guardrails of a tenant: in its own chart, or below one construct of another chart, which the tenant then
 * depends on.
 *
 * @throws when the other chart is in a tenant, holds this one, or goes to another cluster
 */
export function guardrailsOf(tenant: Chart, { guardrailChart: chart, labels }: SandboxTenantProps): Guardrails {
  if (!chart) { return new Guardrails(tenant); }
  dependOn(tenant, 'guardrailChart', chart);
  return new Guardrails(new Construct(chart, `Tenant-${tenant.namespace}`), { ...labels });
}

/**
 * The admission policies that a tenant shares with others: those of a chart that is applied before its namespace.
 *
 * @throws as for `guardrailChart`
 */
export function sharedAdmissionOf(
  tenant: Chart, { admissionChart, guardrailChart }: SandboxTenantProps,
): SharedAdmission | undefined {
  const chart = admissionChart ?? guardrailChart;
  if (!chart) { return undefined; }
  if (chart !== guardrailChart) {
    if (guardrailChart?.node.scopes.includes(chart)) {
      throw new Error(`'admissionChart' is '${chart.node.path}', which holds 'guardrailChart'; give the same chart, or `
        + 'one beside it');
    }
    dependOn(tenant, 'admissionChart', chart);
    guardrailChart?.addDependency(chart);
  }
  return SharedAdmission.of(chart, { kind: 'LimitRange', name: LIMITS });
}

/** @throws when the chart is in a tenant, holds the tenant, or goes to another cluster */
function dependOn(tenant: Chart, prop: string, chart: Chart): void {
  const path = `'${prop}' is '${chart.node.path}'`;
  if (tenant.node.scopes.includes(chart)) {
    throw new Error(`${path}, which holds the tenant, so that each would come before the other; create the tenant `
      + 'beside it, in the app');
  }
  const tenants = tenantsOf(tenant);
  const outer = chart.node.scopes.find((scope) => tenants.has(scope));
  if (outer) {
    throw new Error(`${path}, which is of tenant '${outer.node.path}'; give a chart that no tenant changes`);
  }
  if (clusterScopeOf(chart) !== clusterScopeOf(tenant)) {
    throw new Error(`${path}, which goes to another cluster than the tenant; give a chart of the same cluster`);
  }
  tenant.addDependency(chart);
}
