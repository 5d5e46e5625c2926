import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { AdmissionJudge } from './admission-judge';
import { admissionPolicyObjects } from './admission-policy-objects';
import { AdmissionScope, isInScope } from './admission-scope';
import { AdmissionSettings } from './admission-settings';
import { compareIdentities } from './identities';
import { checkProps, resolveProps } from './resolve-props';
import { SandboxAdmissionPolicyProps, ValidationAction } from './sandbox-admission-policy-props';
import type { Membership, SharedAdmission } from './shared/shared-admission';
import { NAMESPACE } from '../api/controller-names';
import { Cluster } from '../app/cluster';
import { atConstruct } from '../app/construct-errors';
import { Findings } from '../app/findings';
import { nameOfId } from '../app/names';
import { ScopedApiObject } from '../app/scoped-api-object';
import { checkForm, checkMetadata, shown } from '../checks/forms';
import { compareKubernetesMinors } from '../checks/kubernetes-minor';
import { Finding, FindingSeverity } from '../findings/finding';
import type { CodedTrouble } from '../findings/trouble';
import { AdmissionPolicies } from '../judge/app/admission-policies';
import { AppJudge } from '../judge/app/app-judge';
import type { KubeObject } from '../kubernetes/kube-object';
import { has } from '../release/features';

/**
 * Props of the policy of a tenant whose policies other tenants share.
 * @internal
 */
export interface SharedPolicyProps extends SandboxAdmissionPolicyProps {
  /** @internal */
  readonly _sharedIn?: SharedAdmission;
}

/** The first minor of Kubernetes that evaluates the policies. */
const KUBERNETES = '1.31';

/** Namespaces of Kubernetes itself and of the controller. */
const EXCLUDED_NAMESPACES = ['kube-system', 'kube-public', 'kube-node-lease', NAMESPACE];

/**
 * Requirements on pods and on the objects that create them, in one namespace, in some or in all: a
 * ValidatingAdmissionPolicy and its binding for each of Pod, Sandbox, SandboxTemplate, SandboxWarmPool and
 * SandboxClaim.
 *
 * Synth judges the objects of this app by the same rules. The API server judges existing objects again when their spec
 * changes. Needs Kubernetes 1.31.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 *
 * @example
 * const gvisor = IsolatedRuntime.gvisor(platform, 'Gvisor');
 * new SandboxAdmissionPolicy(platform, 'Isolation', { runtimes: [gvisor] });
 */
export class SandboxAdmissionPolicy extends Construct {
  /** The policies, one for each kind; other tenants may share them. */
  public readonly policies: ApiObject[];

  /** The bindings of the policies, in the same order. */
  public readonly bindings: ApiObject[];

  /**
   * What its namespace must have where other tenants share the policies.
   * @internal
   */
  public readonly _membership?: Membership;

  private readonly admissionScope: AdmissionScope;
  private readonly name: string;
  private readonly settings: AdmissionSettings;
  private readonly isEnforced: boolean;
  private judge?: AdmissionJudge;

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct, from which the names of the policies are made
   * @param props the requirements, and the namespaces where they apply
   * @throws when a prop contradicts another, or Kubernetes would not accept it
   */
  public constructor(scope: Construct, id: string, props: SandboxAdmissionPolicyProps) {
    super(scope, id);
    atConstruct(this, () => { checkProps(props); });
    const { metadata = {}, validationActions: actions = [ValidationAction.DENY] } = props;
    const { _sharedIn } = props as SharedPolicyProps;
    const validationActions = [...actions];
    atConstruct(this, () => { checkActions(validationActions); });
    this.admissionScope = atConstruct(this, () => ({
      ...scopeOf(props, Chart.of(this).namespace),
      hasUnnamedPools: Cluster.of(this).hasUnnamedPools,
    }));
    this.settings = atConstruct(this, () => resolveProps(props, Cluster.of(this).cloud?._facts));
    this.isEnforced = validationActions.includes(ValidationAction.DENY);
    if (this.isEnforced) {
      compareIdentities({ policy: this, scope: this.admissionScope, settings: this.settings });
    }
    const { namespaces } = this.admissionScope;
    if (_sharedIn) {
      this._membership = atConstruct(this, () => _sharedIn.add({
        namespace: namespaces![0], settings: this.settings, validationActions,
      }));
    }
    this.name =
      this._membership?.name ??
      metadata.name ??
      [...(namespaces?.length === 1 ? namespaces : []), atConstruct(this, () => nameOfId(id))].join('-');
    atConstruct(this, () => {
      checkForm('name of the policy', this.name, 'DNS subdomain');
      checkMetadata("'labels' of the policy", metadata.labels ?? {}, 'label');
      checkMetadata("'annotations' of the policy", metadata.annotations ?? {}, 'annotation');
    });
    const objects = _sharedIn ? [] : admissionPolicyObjects({
      ...this.admissionScope,
      name: this.name,
      settings: this.settings,
      validationActions,
      labels: metadata.labels,
      annotations: metadata.annotations,
    });
    this.policies = this._membership?.policies
      ?? objects.map(({ kind, policy }) => new ScopedApiObject(this, `${kind}Policy`, policy));
    this.bindings = this._membership?.bindings ?? objects.flatMap(({ kind, binding, bindingOfPools }) => [
      new ScopedApiObject(this, `${kind}Binding`, binding),
      ...(bindingOfPools ? [new ScopedApiObject(this, `${kind}BindingOfPools`, bindingOfPools)] : []),
    ]);
    Findings._ask(this, { list: () => [...this.missingFunctions(), ...(namespaces ? [] : this.missedPods())] });
    this.node.addValidation({ validate: () => this.missingFields() });
    AppJudge.of(this);
    AdmissionPolicies.of(this).add(this);
  }

  /**
   * Reasons for which the policies would refuse an object.
   * @internal
   */
  public _refusals(object: KubeObject): CodedTrouble[] {
    return isInScope(object, this.admissionScope) ? this.admissionJudge().judge(object) : [];
  }

  /** @internal */
  public get _namespaces(): readonly string[] | undefined {
    return this.admissionScope.namespaces;
  }

  /** A release drops the fields that it does not have, so that what requires one would refuse every claim. */
  private missingFields(): string[] {
    const { version } = Cluster.of(this);
    const { maxTimeToLive, requireClaimDeletion } = this.settings;
    const wanted = [
      ...(maxTimeToLive === undefined ? [] : [['maxTimeToLive', 'ttlSecondsAfterFinished', 'v0.4.3'] as const]),
      ...(requireClaimDeletion ? [['requireClaimDeletion', 'shutdownPolicy', 'v0.1.1'] as const] : []),
    ];
    return wanted.filter(([, field]) => version && !has(version._release, `SandboxClaim.spec.lifecycle.${field}`)).map(
      ([prop, field, since]) => (
        `'${prop}' requires '${field}' of claims, which those of ${version!.id} do not have; remove it, or use `
          + `${since} or newer`
      ),
    );
  }

  /** Older API servers accept the policies only in part, or not at all. */
  private missingFunctions(): Finding[] {
    const { kubernetesVersion } = Cluster.of(this);
    if (kubernetesVersion === undefined || compareKubernetesMinors(kubernetesVersion, KUBERNETES) >= 0) { return []; }
    return [
      {
        code: 'ASB391',
        severity: FindingSeverity.ERROR,
        message:
          `admission policy '${this.name}' needs Kubernetes ${KUBERNETES}, and its cluster has ${kubernetesVersion}`,
        remedy: `upgrade the cluster to ${KUBERNETES} or newer, or make no admission policy for it`,
        path: this.node.path,
      },
    ];
  }

  /** In all namespaces pods are selected by labels, of which those of old releases are known too late. */
  private missedPods(): Finding[] {
    const { version, hasUnnamedPools } = Cluster.of(this);
    if (!version || !hasUnnamedPools || this.admissionScope.hasUnnamedPools) { return []; }
    return [
      {
        code: 'ASB385',
        severity: FindingSeverity.ERROR,
        message:
          `pods of pools of release ${version.id} have no label of their sandbox, so that admission policy `
          + `'${this.name}', ` +
          'which applies to all namespaces, does not judge them',
        remedy: "declare the cluster with SandboxCluster before the policy, or name the namespaces in 'namespaces'",
        path: this.node.path,
      },
    ];
  }

  private admissionJudge(): AdmissionJudge {
    const { name, settings, isEnforced } = this;
    return (this.judge ??= new AdmissionJudge({
      name,
      settings,
      isEnforced,
      kubernetesVersion: Cluster.of(this).kubernetesVersion,
    }));
  }
}

function scopeOf(
  { namespaces, excludedNamespaces }: SandboxAdmissionPolicyProps,
  ofChart: string | undefined,
): AdmissionScope {
  if (namespaces && excludedNamespaces) {
    throw new Error(
      "'namespaces' and 'excludedNamespaces' are both given; give the namespaces that the policy applies to, or "
      + 'those that it does not',
    );
  }
  if (namespaces?.length === 0) {
    throw new Error(
      "'namespaces' is empty, so the policy would apply nowhere; name at least one, or give 'excludedNamespaces' "
      + 'for all others',
    );
  }
  for (const each of namespaces ?? excludedNamespaces ?? []) {
    checkForm('namespace', each, 'DNS label');
  }
  const chosen = namespaces ?? (excludedNamespaces || ofChart === undefined ? undefined : [ofChart]);
  return {
    ...(chosen && { namespaces: [...chosen] }),
    excludedNamespaces: [...(excludedNamespaces ?? EXCLUDED_NAMESPACES)],
  };
}

function checkActions(actions: readonly ValidationAction[]): void {
  const all = Object.values(ValidationAction);
  const odd = actions.find((action) => !all.includes(action));
  if (odd !== undefined) { throw new Error(`'validationActions' has ${shown(odd)}; allowed: ${all.join(', ')}`); }
  if (actions.length === 0) {
    throw new Error(
      `'validationActions' is empty, so the policy would do nothing; give at least one of ${all.join(', ')}`,
    );
  }
  if (new Set(actions).size < actions.length) {
    throw new Error(`'validationActions' has ${actions.join(', ')}, with one of them twice; give each once`);
  }
  if (actions.includes(ValidationAction.DENY) && actions.includes(ValidationAction.WARN)) {
    throw new Error("'validationActions' has Deny and Warn, and a refusal carries the reason anyway; remove one");
  }
}

