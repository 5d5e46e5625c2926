import { Chart, Lazy } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import type { PodContext } from './capacity/pod-needs';
import { accessObjects, guardObjects, namespaceObject } from './objects';
import { tenantSettings } from './resolve-props';
import { SandboxTenantProps } from './sandbox-tenant-props';
import { QUOTA, SANDBOX_ACCOUNT } from './settings';
import { TenantCapacity } from './tenant-capacity';
import { TenantPermissions } from './tenant-permissions';
import { SandboxAdmissionPolicy } from '../admission/sandbox-admission-policy';
import type { PodAdmissionRules } from '../admission/sandbox-admission-policy-props';
import { Cluster } from '../app/cluster';
import { clusterScopeOf } from '../app/cluster-scope';
import { nameOfId } from '../app/names';
import { perApp } from '../app/per-app';
import { ScopedApiObject } from '../app/scoped-api-object';
import { InstallObject } from '../kubernetes/kube-object';
import { Catalogue } from '../release/catalogue';
import { IIsolatedRuntime } from '../runtime/isolated-runtime-props';
import { overheadAmounts } from '../runtime/overhead';

/**
 * A tenant: a chart that is a namespace, and so a file, with what keeps those who use it to themselves. It admits pods of
 * the restricted Pod Security Standard, of its runtimes, and no more than its quota; nothing in it may be reached or reach
 * anything unless that is said; and its roles let people claim sandboxes without a look into them.
 *
 * Objects of the tenant are made in it, as in any chart. Its own bear the ids `Namespace`, `DenyAll`, `AllowDns`, `LimitRange`,
 * `NoSystemPriority`, `Quota`, `Isolation`, `ServiceAccount`, `ViewerRole` and so on.
 */
export class SandboxTenant extends Chart {
  /** Name of the namespace. */
  public readonly namespaceName: string;

  /** Name of a ServiceAccount without permissions and without a token, which its sandboxes may run as. */
  public readonly serviceAccountName: string;

  /** The runtimes that its pods may have. */
  public readonly runtimes: IIsolatedRuntime[];

  /** Who may do what in it. */
  public readonly permissions: TenantPermissions;

  /** What the API server refuses in it. */
  public readonly admissionPolicy: SandboxAdmissionPolicy;

  /**
   * @param scope the app, or any construct that is in no tenant
   * @param id of the construct, from which the name of the namespace is made
   * @param props what its pods may be, and how much it may have
   * @throws when it is inside another tenant, or a prop is malformed or contradicts another
   */
  public constructor(scope: Construct, id: string, props: SandboxTenantProps) {
    const namespace = props?.namespace ?? nameOfId(id);
    const settings = tenantSettings(props, namespace);
    super(scope, id, { namespace, labels: props.labels });
    checkAlone(this);
    this.namespaceName = namespace;
    this.serviceAccountName = SANDBOX_ACCOUNT;
    this.runtimes = [...props.runtimes];
    const context: PodContext = { defaults: settings.defaults, overhead: overheads(props.runtimes) };
    const capacity = new TenantCapacity(this, namespace, props.quota, context);

    if (props.createNamespace ?? true) {
      const version = Lazy.any({ produce: () => `v${props.podSecurityVersion ?? kubernetesOf(this)}` }) as string;
      this.render([namespaceObject(settings, version)]);
    }
    this.render(guardObjects(settings));
    if (props.quota._isBounded) {
      new ScopedApiObject(this, 'Quota', {
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: QUOTA },
        spec: Lazy.any({ produce: () => ({ hard: capacity.hard }) }),
      });
    }
    this.admissionPolicy = new SandboxAdmissionPolicy(this, 'Isolation', { ...podRules(props), namespaces: [namespace], hasDefaultLimits: true });
    this.render(accessObjects(settings));
    this.permissions = TenantPermissions._of(this, settings);
  }

  private render(objects: readonly InstallObject[]): void {
    for (const { id, object } of objects) { new ScopedApiObject(this, id, object); }
  }
}

/** @throws when another tenant is around, or has the namespace */
function checkAlone(tenant: SandboxTenant): void {
  const around = tenant.node.scopes.find((scope) => scope !== tenant && scope instanceof SandboxTenant);
  if (around) {
    throw new Error(`tenant '${tenant.node.path}' is in tenant '${around.node.path}', and namespaces do not nest; create it beside, in the app`);
  }
  const tenants = perApp<IConstruct[]>(tenant, 'tenants', () => []);
  const other = tenants.find((each) => (each as Chart).namespace === tenant.namespace && clusterScopeOf(each) === clusterScopeOf(tenant));
  if (other) {
    throw new Error(`tenants '${other.node.path}' and '${tenant.node.path}' both have the namespace '${tenant.namespace}'; give each its own, `
      + 'or declare each cluster with SandboxCluster.declare(chart, ...)');
  }
  tenants.push(tenant);
}

/** The rules about pods among the props. */
function podRules(props: SandboxTenantProps): PodAdmissionRules {
  const { registries, requireDigests, allowServiceAccountTokens, allowEphemeralContainers, requireShutdownTime } = props;
  const { runtimes, podSecurity, maxContainerCpu, maxContainerMemory, maxContainerEphemeralStorage, maxVolumeSize, maxPoolReplicas } = props;
  const bounds = { maxContainerCpu, maxContainerMemory, maxContainerEphemeralStorage, maxVolumeSize, maxPoolReplicas };
  return { runtimes, podSecurity, ...bounds, registries, requireDigests, allowServiceAccountTokens, allowEphemeralContainers, requireShutdownTime };
}

function overheads(runtimes: readonly IIsolatedRuntime[]): PodContext['overhead'] {
  const byName = new Map(runtimes.map(({ runtimeClassName, overhead }) => [runtimeClassName, overheadAmounts(overhead).podFixed]));
  return (runtimeClassName) => byName.get(runtimeClassName);
}

/** The minor that is there, else the one that the release was built on; what is not known is taken to be the newest that is. */
function kubernetesOf(tenant: SandboxTenant): string {
  const { kubernetesVersion, version } = Cluster.of(tenant);
  return kubernetesVersion ?? (version?._release ?? Catalogue.standard().latest).api.kubernetes;
}
