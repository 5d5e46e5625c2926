import type { Origin } from './origin';
import type { CodedTrouble } from '../../findings/trouble';
import type { KubeObject } from '../../kubernetes/kube-object';
import { Located, located } from '../rules/located';

/** Judges manifests of the teams of tenants by what their platforms tell of them. */
export interface TenantJudge {
  /** The namespaces of the tenants. */
  readonly namespaces: readonly string[];
  /** What the namespaces have besides the manifests: quotas, limits, network policies and runtimes. */
  readonly standing: ReadonlyArray<{ readonly file: string; readonly object: KubeObject }>;
  /** Why a team may not apply an object, whatever is in it. */
  outside(object: KubeObject): readonly CodedTrouble[];
  /** Why admission policies refuse an object of Agent Sandbox's kinds. */
  refusals(object: KubeObject): readonly CodedTrouble[];
}

/** The objects of a tenant's namespace, as if they were the first of all manifests. */
export function standingOrigins(tenants: TenantJudge | undefined): Array<{ origin: Origin; object: KubeObject }> {
  const { standing } = tenants ?? { standing: [] };
  return standing.map(({ file, object }, index) => ({
    origin: { file, order: index - standing.length, source: { position: () => ({ line: 1, column: 1 }), notes: [] } },
    object,
  }));
}

/** What is outside of tenants, as findings. */
export function outsideTenants(object: KubeObject, tenants: TenantJudge | undefined): Located[] {
  return (tenants?.outside(object) ?? []).map(({ code, severity, ...trouble }) => (
    located(code, severity, trouble, object)
  ));
}

/** The namespace of manifests that name none, where they can be of one tenant only. */
export function tenantNamespace(tenants: TenantJudge | undefined): string | undefined {
  return tenants?.namespaces.length === 1 ? tenants.namespaces[0] : undefined;
}
