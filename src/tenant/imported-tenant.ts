import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { importTenant } from './facts/import-tenant';
import type { ISandboxTenant } from './sandbox-tenant-props';
import { TenantFacts } from './tenant-facts';
import { atConstruct } from '../app/construct-errors';
import { shown } from '../checks/forms';
import { nearest } from '../checks/nearest';
import type { CloudIdentity } from '../identity/cloud-identity';
import type { IIsolatedRuntime } from '../runtime/isolated-runtime-props';

/**
 * A tenant that the app of a platform makes, in the app of its team: a chart for what the team creates in it. Nothing
 * that separates the tenant from others is printed. The objects of the app are judged by its facts, as those of the
 * platform's app are: by runtimes, registries, limits, accounts, priorities, networks and the quota. Objects of other
 * namespaces (ASB417), and of kinds that the team's pipeline may not apply (ASB418), are errors.
 *
 * The app declares the cluster of the facts, unless it declares one itself.
 */
export class ImportedTenant extends Chart implements ISandboxTenant {
  /** @internal */
  public static _of(scope: Construct, id: string, facts: TenantFacts): ImportedTenant {
    return new ImportedTenant(scope, id, facts);
  }

  /** Name of the namespace. */
  public readonly namespaceName: string;

  /** Name of the ServiceAccount for its sandboxes. */
  public readonly serviceAccountName: string;

  /** The runtimes that are allowed for its pods, which the platform makes. */
  public readonly runtimes: IIsolatedRuntime[];

  /** Who its pods may be in a cloud. The platform makes their ServiceAccounts. */
  public readonly identities: CloudIdentity[];

  /** What the platform tells of it. */
  public readonly facts: TenantFacts;

  private constructor(scope: Construct, id: string, facts: TenantFacts) {
    const { namespace, labels, serviceAccount } = facts._document;
    super(scope, id, { namespace, labels: { ...labels } });
    this.namespaceName = namespace;
    this.serviceAccountName = serviceAccount;
    this.facts = facts;
    const { runtimes, identities } = atConstruct(this, () => importTenant(this, facts._document));
    this.runtimes = runtimes;
    this.identities = identities;
  }

  /**
   * A runtime of the tenant.
   *
   * @param runtimeClassName name of its RuntimeClass
   * @throws when the tenant has none of the name
   */
  public runtime(runtimeClassName: string): IIsolatedRuntime {
    return atConstruct(this, () => this.named(
      'runtime', runtimeClassName, new Map(this.runtimes.map((each) => [each.runtimeClassName, each])),
    ));
  }

  /**
   * An identity of the tenant.
   *
   * @param serviceAccountName name of its ServiceAccount
   * @throws when the tenant has none of the name
   */
  public identity(serviceAccountName: string): CloudIdentity {
    return atConstruct(this, () => this.named(
      'identity', serviceAccountName, new Map(this.identities.map((each) => [each.serviceAccountName, each])),
    ));
  }

  private named<T>(what: string, name: string, known: ReadonlyMap<string, T>): T {
    const found = known.get(name);
    if (found) { return found; }
    const near = nearest(String(name), known.keys());
    throw new Error(`tenant '${this.namespaceName}' has no ${what} ${shown(name)}; `
      + `${near === undefined ? '' : `did you mean '${near}'? `}known: ${[...known.keys()].join(', ') || 'none'}`);
  }
}
