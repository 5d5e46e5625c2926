import type { AzureIdentityProps, IrsaProps, PodIdentityProps, WorkloadIdentityProps } from './cloud-identity-props';
import { azureFacts, irsaFacts, podIdentityFacts, workloadIdentityFacts } from './identities';
import type { IdentityFacts } from './identity-facts';
import { checkForm, shown } from '../checks/forms';
import type { Cloud } from '../cloud/cloud';

/**
 * Who the pods of sandboxes are in a cloud. One object makes both sides agree: the ServiceAccount with its annotation,
 * the label of pods, the way to the token service, the exception of a tenant's policy, and the trust policy there.
 *
 * @example
 * new SandboxTemplate(chart, 'Python', {
 *   containers: [{ image: 'registry.example.com/python-sandbox:3.14' }],
 *   identity: CloudIdentity.irsa({ roleArn: 'arn:aws:iam::111122223333:role/sandbox', region: 'eu-west-1' }),
 *   egress: SandboxEgress.internetOnly(),
 * });
 */
export class CloudIdentity {
  /**
   * A role of AWS IAM for ServiceAccounts (IRSA): a webhook adds the token to pods.
   *
   * @param props role and region
   * @throws when a prop is malformed
   * @see https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
   */
  public static irsa(props: IrsaProps): CloudIdentity {
    return new CloudIdentity(irsaFacts(props), 'irsa', props);
  }

  /**
   * A role of AWS IAM by EKS Pod Identity: an agent on the node gives out credentials.
   *
   * @param props role and cluster
   * @throws when a prop is malformed
   * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
   */
  public static podIdentity(props: PodIdentityProps): CloudIdentity {
    return new CloudIdentity(podIdentityFacts(props), 'podIdentity', props);
  }

  /**
   * Workload Identity Federation for GKE: the metadata server of the node gives out credentials.
   *
   * @param props workload pool and project
   * @throws when a prop is malformed
   * @see https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity
   */
  public static workloadIdentity(props: WorkloadIdentityProps): CloudIdentity {
    return new CloudIdentity(workloadIdentityFacts(props), 'workloadIdentity', props);
  }

  /**
   * Microsoft Entra Workload ID: a webhook adds the token to pods with a label.
   *
   * @param props client and tenant
   * @throws when a prop is malformed
   * @see https://learn.microsoft.com/azure/aks/workload-identity-overview
   */
  public static azure(props: AzureIdentityProps): CloudIdentity {
    return new CloudIdentity(azureFacts(props), 'azure', props);
  }

  /** Name of the ServiceAccount that carries it. */
  public readonly serviceAccountName: string;

  /** Who the pods are in the cloud: a role, a service account of Google, a client. */
  public readonly principal: string;

  /**
   * The identity as data.
   * @internal
   */
  public readonly _facts: IdentityFacts;

  /**
   * How it was declared: the factory and its props.
   * @internal
   */
  public readonly _declared: { readonly type: string; readonly props: IrsaProps | AzureIdentityProps };

  private constructor(facts: IdentityFacts, type: string, props: object) {
    this._facts = facts;
    this._declared = { type, props: { ...props } as IrsaProps };
    this.serviceAccountName = facts.serviceAccountName;
    this.principal = facts.principal;
  }

  /**
   * What the cloud has to hold, as JSON: the trust policy of a role of AWS, the binding of IAM in Google, the federated
   * credential of Azure (a list for several namespaces).
   *
   * @param namespaces of the pods that may have the identity
   * @param cloud of the cluster, whose issuer is taken where the identity names none
   * @throws when a name is malformed, or the issuer of tokens is needed and not known
   */
  public trustPolicy(namespaces: string[], cloud?: Cloud): string {
    if (!Array.isArray(namespaces) || namespaces.length === 0) {
      throw new Error(`'namespaces' is ${shown(namespaces)}; give a list such as ['research']`);
    }
    for (const each of namespaces) { checkForm('namespace', each, 'DNS label'); }
    return textOf(this._facts.trust([...namespaces], cloud?._facts));
  }

  /**
   * The association of EKS Pod Identity, as JSON: the input of `aws eks create-pod-identity-association`.
   *
   * @param namespace of the pods
   * @throws when it is another identity, which needs none
   */
  public association(namespace: string): string {
    checkForm('namespace', namespace, 'DNS label');
    if (!this._facts.association) { throw new Error(`${this._facts.title} needs no association; use trustPolicy`); }
    return textOf(this._facts.association(namespace));
  }

  /** The identity in words, such as `IRSA as arn:aws:iam::111122223333:role/sandbox`. */
  public toString(): string {
    return `${this._facts.title} as ${this.principal}`;
  }
}

function textOf(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
