/** Identities of clouds that files give to the pods of sandboxes. */
import type { Cloud } from '../../../cloud/cloud';
import type { CloudName } from '../../../cloud/cloud-facts';
import {
  copiedToken, foreignIdentity, identityOfNode, sharedPrincipal, uncertainAgent,
} from '../../../cloud/identity-troubles';
import type { CodedTrouble } from '../../../findings/trouble';
import {
  associated, AWS_ROLE, AZURE_CLIENT, AZURE_USE, EKS_POD_IDENTITY, GOOGLE_ACCOUNT, IDENTITY_TITLES, isAssociation,
} from '../../../kubernetes/identity-annotations';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { sandboxPod } from '../../../kubernetes/pod-templates';
import { inObject } from '../../../kubernetes/read-json';
import { runtimeNamed } from '../../../runtime/catalogue';
import { RuntimeTechnology } from '../../../runtime/enums';

/** An identity that an object gives to a ServiceAccount. */
interface GivenIdentity {
  readonly title: string;
  readonly principal: string;
  /** The cloud that alone has it. */
  readonly home?: CloudName;
  /** Whether a webhook adds a token to pods, as a file. */
  readonly isFile?: boolean;
  /** Whether pods have it only by their label. */
  readonly needsLabel?: boolean;
}

/** The pods of a sandbox or a template, as far as identities go. */
interface IdentifiedPods<Where> {
  readonly where: Where;
  readonly object: KubeObject;
  /** Their account, as `namespace/name`. */
  readonly account: string;
  readonly namespace: string;
  readonly runtime?: string;
  readonly hostNetwork: boolean;
  readonly hasLabel: boolean;
}

const POD = ['spec', 'podTemplate', 'spec'];

/** ServiceAccounts with identities, and the sandboxes that run as them. */
export class IdentityObjects<Where> {
  private readonly given = new Map<string, GivenIdentity[]>();
  private readonly pods: Array<IdentifiedPods<Where>> = [];

  constructor(private readonly cloud?: Cloud) {}

  visit(where: Where, object: KubeObject): void {
    const { kind, metadata } = object;
    if (kind === 'ServiceAccount') {
      for (const identity of identitiesIn(object)) { this.give(keyIn(metadata, metadata.name), identity); }
    } else if (isAssociation(object)) {
      const [account, principal] = associated(object);
      this.give(account, { title: EKS_POD_IDENTITY, principal, home: 'EKS' });
    } else if (kind === 'Sandbox' || kind === 'SandboxTemplate') {
      const { serviceAccountName = 'default', runtimeClassName: runtime, hostNetwork } = sandboxPod(object);
      const labels = inObject(object.spec, 'podTemplate', 'metadata', 'labels');
      this.pods.push({
        where,
        object: { apiVersion: object.apiVersion, kind, metadata },
        account: keyIn(metadata, serviceAccountName),
        namespace: String(inObject(metadata).namespace ?? ''),
        ...(typeof runtime === 'string' && { runtime }),
        hostNetwork: hostNetwork === true,
        hasLabel: labels[AZURE_USE] === 'true',
      });
    }
  }

  /** What does not go together, when all objects were visited. */
  * finish(): Generator<{ readonly where: Where; readonly object: KubeObject; readonly trouble: CodedTrouble }> {
    const shared = new Map<string, { readonly namespaces: Set<string>; last: IdentifiedPods<Where> }>();
    for (const pods of this.pods) {
      for (const identity of this.given.get(pods.account) ?? []) {
        if (identity.needsLabel && !pods.hasLabel) { continue; }
        for (const trouble of [...withRuntime(identity, pods), ...this.elsewhere(identity)]) {
          yield { where: pods.where, object: pods.object, trouble };
        }
        const known = shared.get(identity.principal);
        if (!known) {
          shared.set(identity.principal, { namespaces: new Set([pods.namespace]), last: pods });
        } else if (!known.namespaces.has(pods.namespace)) {
          known.namespaces.add(pods.namespace);
          known.last = pods;
        }
      }
    }
    for (const [principal, { namespaces, last: { where, object } }] of shared) {
      if (namespaces.size < 2) { continue; }
      const trouble = sharedPrincipal(principal, [...namespaces]);
      yield { where, object, trouble: { ...trouble, path: [...POD, 'serviceAccountName'] } };
    }
  }

  private give(account: string, identity: GivenIdentity): void {
    const known = this.given.get(account) ?? [];
    // Files of several clusters have the account of one name, once each.
    if (!known.some((each) => JSON.stringify(each) === JSON.stringify(identity))) {
      this.given.set(account, [...known, identity]);
    }
  }

  private elsewhere({ title, home }: GivenIdentity): CodedTrouble[] {
    const found = this.cloud ? foreignIdentity(title, home, this.cloud) : [];
    return found.map((trouble) => ({ ...trouble, path: [...POD, 'serviceAccountName'] }));
  }
}

function identitiesIn({ metadata }: KubeObject): GivenIdentity[] {
  const annotations = inObject(metadata, 'annotations');
  return ([AWS_ROLE, GOOGLE_ACCOUNT, AZURE_CLIENT] as const).flatMap((key): GivenIdentity[] => {
    const principal = annotations[key];
    if (typeof principal !== 'string' || principal === '') { return []; }
    return [{
      title: IDENTITY_TITLES[key],
      principal,
      ...(key === GOOGLE_ACCOUNT ? { home: 'GKE' as const } : { isFile: true }),
      ...(key === AZURE_CLIENT && { needsLabel: true }),
    }];
  });
}

function withRuntime<Where>(
  { title, home, isFile }: GivenIdentity, { runtime, hostNetwork }: IdentifiedPods<Where>,
): CodedTrouble[] {
  if (hostNetwork && home === 'GKE') { return [{ ...identityOfNode(title), path: [...POD, 'hostNetwork'] }]; }
  const facts = runtime === undefined ? undefined : runtimeNamed(runtime);
  const path = [...POD, 'runtimeClassName'];
  if (home === 'EKS' && facts?.technology === RuntimeTechnology.GVISOR) {
    return [{ ...uncertainAgent(title, runtime!), path }];
  }
  return isFile && facts?.sharesNoFiles ? [{ ...copiedToken(title, runtime!), path }] : [];
}

function keyIn(metadata: unknown, name: unknown): string {
  return `${String(inObject(metadata).namespace ?? '')}/${String(name)}`;
}
