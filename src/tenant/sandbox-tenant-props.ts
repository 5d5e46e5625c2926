import type { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { DeployedKind } from './deployed-kind';
import type { TenantQuota } from './tenant-quota';
import type { PodAdmissionRules, ValidationAction } from '../admission/sandbox-admission-policy-props';
import type { ContainerResources } from '../kubernetes/kplus';
import type { IIsolatedRuntime } from '../runtime/isolated-runtime-props';
import type { ClaimDefaults } from '../sandbox/claim-defaults';

/** A tenant: a namespace of its own, its requirements on pods and its quota. */
export interface SandboxTenantProps extends PodAdmissionRules {
  /** Resources that it may use at most. */
  readonly quota: TenantQuota;

  /**
   * Name of its namespace. Those of Kubernetes itself and of the controller are refused.
   * @default - from the id of the construct, in kebab-case
   */
  readonly namespace?: string;

  /**
   * Whether the namespace is created. If not, set its Pod Security labels yourself.
   * @default true
   */
  readonly createNamespace?: boolean;

  /**
   * Labels for every object of the chart.
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * Labels for the namespace alone, such as those that a service mesh looks for. Those of Pod Security are set by
   * `podSecurity`.
   * @default - none
   */
  readonly namespaceLabels?: { [key: string]: string };

  /**
   * Annotations for the namespace alone.
   * @default - none
   */
  readonly namespaceAnnotations?: { [key: string]: string };

  /**
   * The Kubernetes minor whose version of the Pod Security Standard applies, such as `1.36`. It stays the same when the
   * cluster is upgraded.
   * @default - the minor that SandboxCluster declares, else the one that the release was built on
   */
  readonly podSecurityVersion?: string;

  /**
   * CPU, memory and ephemeral storage of containers without any of their own. Replaces the default as a whole.
   * @default - requests of 100m CPU and 256Mi, limits of 1 CPU and 1Gi, reduced to `maxContainerCpu` and
   * `maxContainerMemory` where those are lower
   * @see https://kubernetes.io/docs/concepts/policy/limit-range/
   */
  readonly defaultResources?: ContainerResources;

  /**
   * What claims of its namespace have that this app makes and that do not say otherwise. To require it of all claims,
   * set `maxTimeToLive` and `requireClaimDeletion`.
   * @default - none
   */
  readonly claimDefaults?: ClaimDefaults;

  /**
   * A chart of their own for the objects that separate the tenant from others, which only the platform's team may
   * change: the namespace, quotas, limits, roles and their bindings, admission policies, the network policies
   * `deny-all` and `allow-dns`, and the account of sandboxes. The tenant's chart depends on it. Several tenants of a
   * cluster may share one.
   * @default - the chart of the tenant
   */
  readonly guardrailChart?: Chart;

  /**
   * Path of a file in the output directory to which a SandboxApp writes what the team of the tenant has to know
   * (`TenantFacts`), such as `facts/research.json`. It is in a folder, where `kubectl apply -f` of the directory does
   * not read it. Other apps write `tenant.facts` themselves.
   * @default - no file
   */
  readonly factsFile?: string;

  /**
   * Kinds that the team's pipeline may apply besides those of Agent Sandbox, ConfigMaps, PodDisruptionBudgets and
   * HorizontalPodAutoscalers, such as the ScaledObjects of KEDA. Of a pipeline that may apply NetworkPolicies,
   * `maxEgress` and `maxIngress` bound nothing.
   * @default - none
   */
  readonly deployedKinds?: DeployedKind[];

  /**
   * The chart of the admission policies, which all tenants of this chart share: at most 20 objects for any number of
   * tenants. What differs between tenants is an annotation of their LimitRange, and a label of the namespace says which
   * tenants they judge. The chart of the tenant depends on it.
   * @default - that of `guardrailChart`; without one, policies of the tenant's own in its chart
   */
  readonly admissionChart?: Chart;

  /**
   * Actions of the API server on an object that breaks the tenant's requirements. Without DENY the tenant is not kept
   * from anything but by Pod Security and quotas: warn first, then deny.
   * @default [ValidationAction.DENY]
   * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#validation-actions
   */
  readonly validationActions?: ValidationAction[];
}

/** A tenant, of the app of the platform or of that of its team. */
export interface ISandboxTenant extends IConstruct {
  /** Name of the namespace. */
  readonly namespaceName: string;

  /** Name of the ServiceAccount for its sandboxes. */
  readonly serviceAccountName: string;

  /** The runtimes that are allowed for its pods. */
  readonly runtimes: IIsolatedRuntime[];
}
