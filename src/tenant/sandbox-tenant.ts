import { Chart, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { admissionFindings } from './admission-findings';
import type { DeployedKind } from './deployed-kind';
import { writeAtSynth } from './facts/write-at-synth';
import { computedElsewhere, factsOf, FactsSource } from './facts/write-facts';
import { guardrailsOf, joinTenants, sharedAdmissionOf } from './guardrail-scope';
import { ImportedTenant } from './imported-tenant';
import { priorityQuotaObjects } from './priority-quota';
import { tenantSettings } from './resolve-props';
import { ISandboxTenant, SandboxTenantProps } from './sandbox-tenant-props';
import { TenantCapacity } from './tenant-capacity';
import { TenantFacts } from './tenant-facts';
import { accessObjects, guardObjects, namespaceObject, quotaObject } from './tenant-objects';
import { TenantPermissions } from './tenant-permissions';
import { SANDBOX_ACCOUNT } from './tenant-settings';
import { podLabels } from '../admission/admission-scope';
import { resolveProps } from '../admission/resolve-props';
import { SandboxAdmissionPolicy, SharedPolicyProps } from '../admission/sandbox-admission-policy';
import { PodAdmissionRules, ValidationAction } from '../admission/sandbox-admission-policy-props';
import { Cluster } from '../app/cluster';
import { atChild, atConstruct } from '../app/construct-errors';
import { Findings } from '../app/findings';
import { nameOfId } from '../app/names';
import { shown } from '../checks/forms';
import { giveAccount } from '../identity/accounts';
import type { PodContext } from '../judge/capacity/pod-needs';
import type { GitOpsTool } from '../kubernetes/gitops-tool';
import { egressToClusterDns } from '../kubernetes/well-known';
import { Catalogue } from '../release/catalogue';
import { IIsolatedRuntime } from '../runtime/isolated-runtime-props';
import { overheadAmounts } from '../runtime/overhead';
import { giveClaimDefaults } from '../sandbox/given-claim-defaults';

/**
 * A tenant: a chart for one namespace, with the objects that separate the tenant from others. The namespace admits
 * pods of the restricted Pod Security Standard and of the tenant's runtimes, within a quota. Network traffic is
 * denied unless a policy allows it. The roles let people claim sandboxes without access to what runs in them.
 *
 * Objects of the tenant are created in it, as in any chart. Its own objects have the ids `Namespace`, `DenyAll`,
 * `AllowDns`, `LimitRange`,
 * `NoSystemPriority`, `Quota`, `Isolation`, `ServiceAccount`, `ViewerRole` and so on. With `guardrailChart` these are
 * below `Tenant-<namespace>` of that chart.
 *
 * @example
 * const gvisor = IsolatedRuntime.gvisor(platform, 'Gvisor');
 * const research = new SandboxTenant(app, 'research', {
 *   runtimes: [gvisor],
 *   quota: TenantQuota.of({ sandboxes: 30, claims: 20, cpu: kplus.Cpu.units(60), memory: Size.gibibytes(120) }),
 * });
 * research.permissions.grantView(kplus.Group.fromName(research, 'Scientists', 'scientists'));
 */
export class SandboxTenant extends Chart implements ISandboxTenant {
  /**
   * A tenant that the app of a platform makes, for the app of its team.
   *
   * @param scope the app of the team, or any construct outside of tenants
   * @param id of the construct
   * @param facts what the platform wrote
   * @throws when it is inside another tenant, or another one has the same namespace
   */
  public static fromTenantFacts(scope: Construct, id: string, facts: TenantFacts): ImportedTenant {
    return atChild(scope, id, () => {
      if (typeof facts?._document?.namespace !== 'string') {
        throw new Error(`'facts' is ${shown(facts)}; give TenantFacts.fromFile(...)`);
      }
      return ImportedTenant._of(scope, id, facts);
    });
  }

  /** Name of the namespace. */
  public readonly namespaceName: string;

  /** Name of the ServiceAccount for its sandboxes, which has no permissions and no token. */
  public readonly serviceAccountName: string;

  /** The runtimes that are allowed for its pods. */
  public readonly runtimes: IIsolatedRuntime[];

  /** Grants of the tenant's roles. */
  public readonly permissions: TenantPermissions;

  /** The requirements of the API server on objects in the namespace. */
  public readonly admissionPolicy: SandboxAdmissionPolicy;

  /**
   * The kinds that the pipeline of its team may apply.
   * @internal
   */
  public readonly _deployedKinds: readonly DeployedKind[];

  /**
   * What applies the objects of its team, by the app.
   * @internal
   */
  public readonly _tools = new Set<GitOpsTool>();

  private readonly factsSource: () => FactsSource;
  private isTold: boolean;

  /**
   * @param scope the app, or any construct outside of tenants
   * @param id of the construct, from which the name of the namespace is made
   * @param props requirements on its pods, and its quota
   * @throws when it is inside another tenant, or a prop is malformed or contradicts another
   */
  public constructor(scope: Construct, id: string, props: SandboxTenantProps) {
    const namespace = atChild(scope, id, () => props?.namespace ?? nameOfId(id));
    const settings = atChild(scope, id, () => tenantSettings(props, namespace));
    super(scope, id, { namespace, labels: { ...props.labels } });
    atConstruct(this, () => { joinTenants(this); });
    const guardrails = atConstruct(this, () => guardrailsOf(this, props));
    this.node.addValidation({ validate: () => inInstall(this) });
    this.namespaceName = namespace;
    this.serviceAccountName = SANDBOX_ACCOUNT;
    this.runtimes = [...props.runtimes];
    const shared = atConstruct(this, () => sharedAdmissionOf(this, props));
    const isolate = () => new SandboxAdmissionPolicy(guardrails.scope, 'Isolation', {
      ...podRules(props),
      metadata: { labels: guardrails.labels },
      namespaces: [namespace],
      hasDefaultLimits: true,
      hasDefaultDeny: true,
      validationActions: props.validationActions,
      _sharedIn: shared,
    } as SharedPolicyProps);
    // Policies of its own come after what they rely on.
    const isolation = shared && isolate();
    this._deployedKinds = settings.deployedKinds;
    const context: PodContext = { defaults: settings.defaults, overhead: overheads(props.runtimes) };
    const capacity = new TenantCapacity(this, namespace, props.quota, context);

    if (props.createNamespace ?? true) {
      const version = Lazy.any({ produce: () => `v${props.podSecurityVersion ?? kubernetesOf(this)}` }) as string;
      guardrails.add([namespaceObject(settings, version, isolation?._membership)]);
    }
    guardrails.add(guardObjects(
      settings,
      (item) => Lazy.any({ produce: () => podLabels(Cluster.of(this).hasUnnamedPools).map(item) }),
      Lazy.any({ produce: () => egressToClusterDns(Cluster.of(this).dns) }),
      isolation?._membership,
    ));
    if (props.quota._isBounded) {
      guardrails.add([quotaObject(settings, Lazy.any({ produce: () => ({ hard: capacity.hard }) }))]);
    }
    for (const each of priorityQuotaObjects(props.quota._classes, namespace, props.quota._isClosed)) {
      guardrails.object(each);
    }
    this.admissionPolicy = isolation ?? isolate();
    const told = admissionFindings(this, props, isolation?._membership);
    if (told.length > 0) { Findings._ask(this, { list: () => told }); }
    guardrails.add(accessObjects(settings));
    for (const each of props.identities ?? []) { giveAccount(guardrails.scope, namespace, each); }
    if (props.claimDefaults) { giveClaimDefaults(this, namespace, props.claimDefaults); }
    this.permissions = TenantPermissions._of(this, settings, guardrails);
    this.factsSource = () => ({
      ...props,
      tenant: this,
      tools: this._tools,
      settings,
      admission: resolveProps(
        { ...podRules(props), hasDefaultLimits: true, hasDefaultDeny: true }, Cluster.of(this).cloud?._facts,
      ),
      policy: isolation?._membership?.name ?? `${namespace}-isolation`,
      isEnforced: props.validationActions?.includes(ValidationAction.DENY) ?? true,
      podSecurityVersion: props.podSecurityVersion ?? kubernetesOf(this),
      ...(props.quota._isBounded && { hard: capacity.hard }),
    });
    if (props.factsFile !== undefined) { atConstruct(this, () => { writeAtSynth(this, props); }); }
    this.isTold = props.factsFile !== undefined;
    if (props.quota._claims !== undefined) {
      Findings._ask(this, { list: () => (this.isTold ? [computedElsewhere(this)] : []) });
    }
  }

  /**
   * What the platform tells the team of the tenant, as it is now. Ask for it when the app is complete.
   *
   * @throws when the release of the cluster is not known
   */
  public get facts(): TenantFacts {
    this.isTold = true;
    return atConstruct(this, () => TenantFacts._of(factsOf(this.factsSource())));
  }
}

/** An install may come later than the tenant. */
function inInstall(tenant: SandboxTenant): string[] {
  const { namespaceName } = tenant;
  return Cluster.of(tenant).installNamespaces.includes(namespaceName)
    ? [`namespace '${namespaceName}' is that of the controller; give the tenant one of its own in 'namespace'`]
    : [];
}

/** Props of the tenant that are no requirements on pods. */
const TENANT_PROPS: ReadonlySet<string> = new Set<Exclude<keyof SandboxTenantProps, keyof PodAdmissionRules>>([
  'quota', 'namespace', 'createNamespace', 'labels', 'namespaceLabels', 'namespaceAnnotations', 'podSecurityVersion',
  'defaultResources', 'claimDefaults', 'guardrailChart', 'factsFile', 'deployedKinds', 'admissionChart',
  'validationActions',
]);

/** The requirements on pods: those among the props, and what a tenant allows without them. */
function podRules(props: SandboxTenantProps): PodAdmissionRules {
  const rules = Object.fromEntries(Object.entries(props).filter(([name]) => !TENANT_PROPS.has(name)));
  // The account `default` has what others grant to it, which only a token, or a cloud that knows accounts, gives to
  // pods.
  const accounts = props.allowServiceAccountTokens ? [SANDBOX_ACCOUNT] : [SANDBOX_ACCOUNT, 'default'];
  return {
    ...rules as unknown as PodAdmissionRules,
    serviceAccounts: props.serviceAccounts ?? accounts,
    allowedExtendedResources: props.allowedExtendedResources ?? props.quota._extendedResources,
    allowedPriorityClasses: props.allowedPriorityClasses ?? props.quota._classes.map(({ className }) => className),
  };
}

function overheads(runtimes: readonly IIsolatedRuntime[]): PodContext['overhead'] {
  const byName = new Map(
    runtimes.map(({ runtimeClassName, overhead }) => [runtimeClassName, overheadAmounts(overhead).podFixed]),
  );
  return (runtimeClassName) => byName.get(runtimeClassName);
}

/** The Kubernetes minor of the cluster, else the one that its release was built on, else that of the newest release. */
function kubernetesOf(tenant: SandboxTenant): string {
  const { kubernetesVersion, version } = Cluster.of(tenant);
  return kubernetesVersion ?? (version?._release ?? Catalogue.standard().latest).api.kubernetes;
}
