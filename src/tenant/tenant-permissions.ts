import { Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Guardrails } from './guardrail-scope';
import { bindingObject, deployerObject } from './tenant-objects';
import { DEPLOYER, TenantRole } from './tenant-roles';
import type { TenantSettings } from './tenant-settings';
import { Findings } from '../app/findings';
import { shown } from '../checks/forms';
import { FindingSeverity } from '../findings/finding';
import type { ISubject } from '../kubernetes/kplus';
import { refuseOtherEdition } from '../kubernetes/kplus-edition';

/** Grants of a tenant's roles. Each role that is granted has one RoleBinding, with all its subjects. */
export class TenantPermissions {
  /**
   * The grants of a tenant.
   * @internal
   */
  public static _of(tenant: Construct, settings: TenantSettings, guardrails: Guardrails): TenantPermissions {
    return new TenantPermissions(tenant, settings, guardrails);
  }

  private readonly granted = new Map<TenantRole | typeof DEPLOYER, ISubject[]>();
  private readonly tenant: Construct;
  private readonly settings: TenantSettings;
  private readonly guardrails: Guardrails;

  private constructor(tenant: Construct, settings: TenantSettings, guardrails: Guardrails) {
    this.tenant = tenant;
    this.settings = settings;
    this.guardrails = guardrails;
  }

  /**
   * Lets a subject read sandboxes, claims, templates and pools, their pods, events and volume claims.
   *
   * @param subject a ServiceAccount, user or group
   */
  public grantView(subject: ISubject): void {
    this.grant('viewer', subject);
  }

  /**
   * Lets a subject create, read, change and delete claims; no access to sandboxes, templates and pods.
   *
   * @param subject a ServiceAccount, user or group
   */
  public grantClaim(subject: ISubject): void {
    this.grant('claimer', subject);
  }

  /**
   * Lets a subject create, change and delete pools and claims, scale pools, read sandboxes and templates, read and
   * delete pods and volume claims, and read logs. What its pools and claims start is what templates define, which it
   * may not change.
   *
   * @param subject a ServiceAccount, user or group
   */
  public grantRun(subject: ISubject): void {
    this.grant('runner', subject);
  }

  /**
   * Lets a subject create, change and delete sandboxes, claims, templates and pools, scale pools, read and delete
   * pods and volume claims, and read logs. It may not run commands in pods.
   *
   * @param subject a ServiceAccount, user or group
   */
  public grantOperate(subject: ISubject): void {
    this.grant('operator', subject);
  }

  /**
   * Lets the pipeline of the tenant's team apply, change and delete what the team makes: sandboxes, claims, templates,
   * pools, ConfigMaps, PodDisruptionBudgets, HorizontalPodAutoscalers and the `deployedKinds` of the tenant. It may
   * read pods, events, volume claims and quotas, and change none of them, nor anything that separates the tenant from
   * others.
   *
   * @param subject the account that the GitOps tool impersonates for the team
   */
  public grantDeploy(subject: ISubject): void {
    this.grant(DEPLOYER, subject);
  }

  private grant(role: TenantRole | typeof DEPLOYER, subject: ISubject): void {
    if (typeof subject?.toSubjectConfiguration !== 'function') {
      throw new Error(
        `the subject of role '${role}' is ${shown(subject)}; give a ServiceAccount, a User or a Group of cdk8s-plus`,
      );
    }
    refuseOtherEdition(`the subject of role '${role}'`, subject);
    const subjects = this.granted.get(role) ?? [];
    if (subjects.length === 0) {
      this.granted.set(role, subjects);
      if (role === DEPLOYER) { this.guardrails.object(deployerObject(this.settings)); }
      const { id, object } = bindingObject(this.settings, role);
      const all = Lazy.any({ produce: () => subjects.map(subjectJson) });
      this.guardrails.object({ id, object: { ...object, subjects: all } });
    }
    if (subjects.includes(subject)) { return; }
    subjects.push(subject);
    const { kind, name, namespace } = subject.toSubjectConfiguration();
    if (kind === 'ServiceAccount' && namespace === 'default' && this.settings.namespace !== 'default') {
      Findings.of(this.tenant).add({
        code: 'ASB405',
        severity: FindingSeverity.WARNING,
        message: `role '${role}' is granted to ServiceAccount '${name}' of namespace 'default', which cdk8s-plus `
          + 'takes where none is named',
        remedy: `name it: ServiceAccount.fromServiceAccountName(scope, id, '${name}', { namespaceName }), or `
          + 'acknowledge the finding if that is intended',
      });
    }
  }
}

function subjectJson(subject: ISubject): object {
  const { apiGroup, kind, name, namespace } = subject.toSubjectConfiguration();
  // cdk8s-plus says 'core' of a ServiceAccount that it makes, and nothing of one that it refers to.
  return {
    ...(apiGroup && apiGroup !== 'core' && { apiGroup }),
    kind,
    name,
    ...(namespace !== undefined && { namespace }),
  };
}
