import type { CloudFacts, CloudName } from '../cloud/cloud-facts';
import type { NetworkRule } from '../network/intent/intent';

/** Where an identity is exchanged for credentials. */
export interface TokenService {
  /** In words, such as `sts.eu-west-1.amazonaws.com`. */
  readonly what: string;
  readonly rule: NetworkRule;
  /** Whether it is a domain, which not all engines know. */
  readonly isDomain: boolean;
}

/** An identity as data. */
export interface IdentityFacts {
  /** In the words of messages, such as `IRSA`. */
  readonly title: string;
  /** Who the pods are in the cloud. */
  readonly principal: string;
  readonly serviceAccountName: string;
  readonly isCreated: boolean;
  readonly annotations: Readonly<Record<string, string>>;
  readonly podLabels: Readonly<Record<string, string>>;
  /** The audience of the token that a webhook adds to pods, if one does. */
  readonly audience?: string;
  /** The cloud that alone has it; without it, the webhook can be installed anywhere. */
  readonly cloud?: CloudName;
  /** Whether an agent on the node answers. */
  readonly isOfNode?: boolean;
  readonly tokenService: (cloud: CloudFacts | undefined) => TokenService;
  readonly trust: (namespaces: readonly string[], cloud: CloudFacts | undefined) => object;
  readonly association?: (namespace: string) => object;
}
