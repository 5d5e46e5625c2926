import type { HeldFieldName, HeldFieldSettings } from './admission-settings';
import { shown } from '../checks/forms';
import type { ISubject } from '../kubernetes/kplus';
import { refuseOtherEdition } from '../kubernetes/kplus-edition';
import { serviceAccountUser } from '../kubernetes/rbac';

/** The owners of a field, and the objects that it is about. */
export interface HeldFieldOptions {
  /**
   * The accounts that may change the field: ServiceAccounts, users or groups, at least one. List whoever applies
   * manifests that state the field as well.
   */
  readonly owners: ISubject[];

  /**
   * Names of the objects, at least one.
   * @default - all objects of the kind
   */
  readonly names?: string[];
}

/**
 * A field of which only its owners may change the value. Others may create an object without the field, or with its
 * default. Agent Sandbox's controller is exempt in the objects that it makes for pools and claims.
 */
export class HeldField {
  /**
   * The mode of Sandboxes, `operatingMode` (`replicas` in v1alpha1), such as that of `OperatingMode.EXTERNAL`.
   *
   * @param options the owners, such as the ServiceAccount of an idle timer
   * @throws when an option is malformed
   */
  public static operatingMode(options: HeldFieldOptions): HeldField {
    return new HeldField('operatingMode', options);
  }

  /**
   * The count of pools, `replicas`, such as that of a pool with `scaledExternally`. It is held at the subresource
   * `scale` as well. The HorizontalPodAutoscaler is `system:serviceaccount:kube-system:horizontal-pod-autoscaler`.
   *
   * @param options the owners, such as the ServiceAccounts of KEDA and of the HorizontalPodAutoscaler
   * @throws when an option is malformed
   */
  public static poolReplicas(options: HeldFieldOptions): HeldField {
    return new HeldField('poolReplicas', options);
  }

  /** Names of the objects; undefined where it is held in all objects of the kind. */
  public readonly names?: string[];

  /** @internal */
  public readonly _settings: HeldFieldSettings;

  private constructor(field: HeldFieldName, { owners, names }: HeldFieldOptions) {
    if (!Array.isArray(owners) || owners.length === 0) {
      throw new Error(`'owners' is ${shown(owners)}; give at least one ServiceAccount, User or Group of cdk8s-plus`);
    }
    if (names !== undefined && !isListOfNames(names)) {
      throw new Error(`'names' is ${shown(names)}; give at least one name of an object, or leave it out for all`);
    }
    this.names = names && [...names];
    const accounts = owners.map(accountOf);
    this._settings = {
      field,
      users: accounts.flatMap(({ user }) => user ?? []),
      groups: accounts.flatMap(({ group }) => group ?? []),
      ...(names && { names: [...names] }),
    };
  }
}

function isListOfNames(names: unknown): names is string[] {
  return Array.isArray(names) && names.length > 0 && names.every((name) => typeof name === 'string' && name !== '');
}

function accountOf(owner: ISubject): { readonly user?: string; readonly group?: string } {
  if (typeof owner?.toSubjectConfiguration !== 'function') {
    throw new Error(`an owner is ${shown(owner)}; give a ServiceAccount, a User or a Group of cdk8s-plus`);
  }
  refuseOtherEdition('an owner', owner);
  const { kind, name, namespace } = owner.toSubjectConfiguration();
  if (kind === 'Group') { return { group: name }; }
  if (kind === 'User') { return { user: name }; }
  if (namespace === undefined || namespace === 'default') {
    throw new Error(
      `owner '${name}' is a ServiceAccount of namespace 'default', which cdk8s-plus takes where none is named; give `
      + `'namespaceName', or User.fromName(scope, id, 'system:serviceaccount:default:${name}') if that is intended`,
    );
  }
  return { user: serviceAccountUser(namespace, name) };
}
