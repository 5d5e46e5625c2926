import { INetworkPolicyPeer, LabelSelector, Namespace } from '../../kubernetes/kplus';

/** A selector by labels as JSON. */
export interface LabelSelectorJson {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: ReadonlyArray<{
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }>;
}

/** A peer of a rule of a NetworkPolicy as JSON. */
export interface PeerJson {
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
  readonly namespaceSelector?: LabelSelectorJson;
  readonly podSelector?: LabelSelectorJson;
}

/**
 * Peers of cdk8s-plus as a NetworkPolicy has them: one for each namespace that is named.
 *
 * @throws when a peer selects neither pods nor a range
 */
export function peersJson(peers: readonly INetworkPolicyPeer[]): PeerJson[] {
  return peers.flatMap(peerJson);
}

function peerJson(peer: INetworkPolicyPeer): PeerJson[] {
  const { ipBlock, podSelector } = peer.toNetworkPolicyPeerConfig();
  if (ipBlock) {
    const { cidr, except } = ipBlock._toKube();
    return [{ ipBlock: { cidr, ...(except && except.length > 0 && { except }) } }];
  }
  if (!podSelector) {
    throw new Error('the peer selects neither pods nor a range; give pods, namespaces or a range of cdk8s-plus');
  }
  const { labelSelector, namespaces } = podSelector;
  const pods = selectorJson(labelSelector);
  const spaces = namespaces?.labelSelector && selectorJson(namespaces.labelSelector);
  const peerOf = (namespaceSelector: LabelSelectorJson | undefined): PeerJson => ({
    ...(namespaceSelector && { namespaceSelector }),
    // Without a pod selector, a namespace selector selects all pods.
    ...((!namespaceSelector || !isEmpty(pods)) && { podSelector: pods }),
  });
  if (!namespaces?.names) { return [peerOf(spaces)]; }
  return namespaces.names.map((name) =>
    peerOf({ ...spaces, matchLabels: { ...spaces?.matchLabels, [Namespace.NAME_LABEL]: name } }),
  );
}

function selectorJson(selector: LabelSelector): LabelSelectorJson {
  const { matchLabels, matchExpressions } = selector._toKube();
  return {
    ...(matchLabels && Object.keys(matchLabels).length > 0 && { matchLabels }),
    ...(matchExpressions &&
      matchExpressions.length > 0 && {
      matchExpressions: matchExpressions.map(({ key, operator, values }) => ({
        key,
        operator,
        ...(values && { values }),
      })),
    }),
  };
}

function isEmpty(selector: LabelSelectorJson): boolean {
  return Object.keys(selector).length === 0;
}
