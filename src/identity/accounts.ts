import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import type { CloudIdentity } from './cloud-identity';
import { clusterScopeOf, keyInCluster } from '../app/cluster-scope';
import { perApp } from '../app/per-app';
import { ScopedApiObject } from '../app/scoped-api-object';

/** A ServiceAccount with an identity. */
interface Account {
  readonly identity: CloudIdentity;
  readonly object?: ApiObject;
}

/**
 * The ServiceAccount of an identity in a namespace, made once in a cluster by whoever has the identity first.
 *
 * @param scope where it is made
 * @param isThere whether another app makes it
 * @returns the object, unless somebody else makes it
 * @throws when another identity has the account
 */
export function giveAccount(
  scope: Construct, namespace: string, identity: CloudIdentity, isThere = false,
): ApiObject | undefined {
  const accounts = perApp(scope, 'identityAccounts', () => new Map<string, Account>());
  const { _facts: { serviceAccountName: name, annotations, isCreated } } = identity;
  const key = keyInCluster(clusterScopeOf(scope), namespace, name);
  const known = accounts.get(key);
  if (known) {
    if (String(known.identity) !== String(identity)) {
      throw new Error(`ServiceAccount '${name}' of namespace '${namespace}' is ${String(known.identity)} already, and `
        + `here ${String(identity)}; give one of them another 'serviceAccountName'`);
    }
    return known.object;
  }
  const object = isCreated && !isThere ? new ScopedApiObject(scope, `Identity-${namespace}-${name}`, {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      name,
      ...(namespace !== '' && { namespace }),
      ...(Object.keys(annotations).length > 0 && { annotations: { ...annotations } }),
    },
    automountServiceAccountToken: false,
  } as object as ConstructorParameters<typeof ScopedApiObject>[2]) : undefined;
  accounts.set(key, { identity, object });
  return object;
}

/** Something that has an identity. */
export interface IdentityUse {
  readonly construct: IConstruct;
  readonly namespace: string;
  readonly identity: CloudIdentity;
  readonly runtime?: { readonly runtimeClassName: string; readonly owner?: string };
  readonly hostNetwork?: boolean;
}

/** All that have one in an app. */
export function identityUses(root: IConstruct): IdentityUse[] {
  return perApp(root, 'identityUses', () => []);
}
