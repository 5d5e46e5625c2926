import { METADATA } from './address-space';
import type { Reached, ReachedRange } from './reached';
import { AWS_ROLE, AZURE_CLIENT, AZURE_USE, GOOGLE_ACCOUNT } from '../../kubernetes/identity-annotations';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject, Loose } from '../../kubernetes/read-json';
import { AddressOwner, PLATFORM_ADDRESSES } from '../../network/intent/addresses';
import { addressOf, Cidr, compare, contains, formatAddress } from '../../network/intent/cidr';
import { BlastArea } from '../blast-item';

/** Annotations that give an identity, and whose it is. */
const ANNOTATIONS = {
  [AWS_ROLE]: 'AWS role',
  [GOOGLE_ACCOUNT]: 'Google service account',
  [AZURE_CLIENT]: 'Azure client',
} as const;

/**
 * Identities of clouds that the pods of an account have, and that of their node.
 *
 * @param platform the cloud whose services answer, if it is known
 */
export function identitiesOf(
  account: KubeObject | undefined,
  roles: readonly string[],
  podLabels: Loose,
  ranges: readonly ReachedRange[],
  platform?: AddressOwner,
): Reached[] {
  const annotations = inObject(account?.metadata.annotations);
  const byAnnotation = Object.entries(ANNOTATIONS).flatMap(([key, what]): Reached[] => {
    const name = annotations[key];
    if (typeof name !== 'string' || name === '') { return []; }
    const isUsed = what !== ANNOTATIONS['azure.workload.identity/client-id'] || podLabels[AZURE_USE] === 'true';
    return isUsed ? [identity(`${what} ${name}`, name, `annotation ${key} of its ServiceAccount`)] : [];
  });
  return [
    ...byAnnotation,
    ...roles.map((name) => identity(`AWS role ${name}`, name, 'a PodIdentityAssociation')),
    ...AGENTS.flatMap(({ name, text, addresses, inItsCloud = [], owner }): Reached[] => {
      if (platform !== undefined && platform !== owner) { return []; }
      const open = openAmong(platform === owner ? [...addresses, ...inItsCloud] : addresses, ranges);
      return open.length === 0
        ? []
        : [{ ...identity(text, name, `the service at ${formatAddress(open[0].address)}`), isCertain: false }];
    }),
    ...nodeIdentity(ranges, platform),
  ];
}

function identity(text: string, name: string, why: string): Reached {
  return { area: BlastArea.IDENTITY, text, why, isCertain: true, fact: { is: 'identity', name } };
}

interface Agent {
  readonly name: string;
  readonly owner: AddressOwner;
  readonly text: string;
  readonly addresses: readonly Cidr[];
  /** Where it answers too, but something else does in other clouds. */
  readonly inItsCloud?: readonly Cidr[];
}

/**
 * Addresses at which pods get an identity by their ServiceAccount, of which no object of the cluster tells.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
 * @see https://cloud.google.com/kubernetes-engine/docs/concepts/workload-identity
 */
const AGENTS: readonly Agent[] = [
  {
    name: 'eks-pod-identity',
    owner: 'AWS',
    text: 'one that EKS associates with its ServiceAccount, if there is one',
    addresses: ['169.254.170.23', 'fd00:ec2::23'].map(addressOf),
  },
  {
    name: 'gke-workload-identity',
    owner: 'GCP',
    text: 'its ServiceAccount in GKE, if that is granted anything',
    addresses: ['169.254.169.252'].map(addressOf),
    // With the dataplane V2 it answers there in place of the metadata service.
    inItsCloud: ['169.254.169.254'].map(addressOf),
  },
];

/** Addresses with credentials of the node. */
const OF_NODE = METADATA.filter((address) => AGENTS.every(({ addresses }) => (
  addresses.every((each) => compare(each, address) !== 0)
)));

function openAmong(addresses: readonly Cidr[], ranges: readonly ReachedRange[]) {
  return addresses.flatMap((address) => {
    const range = ranges.find(({ cidr }) => contains(cidr, address));
    return range ? [{ address, isCertain: range.isCertain }] : [];
  });
}

/** A metadata service gives out credentials of the node, unless the cloud hides it from pods. */
function nodeIdentity(ranges: readonly ReachedRange[], platform: AddressOwner | undefined): Reached[] {
  const open = openAmong(OF_NODE.filter((each) => isOf(platform, each)), ranges);
  if (open.length === 0) { return []; }
  const surely = open.filter(({ isCertain }) => isCertain);
  const [{ address }] = surely.length > 0 ? surely : open;
  return [{
    area: BlastArea.IDENTITY,
    text: 'that of its node, where the cloud does not hide it from pods',
    why: `the metadata service at ${formatAddress(address)}`,
    isCertain: surely.length > 0,
    fact: { is: 'node-identity' },
  }];
}

/** Whether a service of a cloud is at an address. */
function isOf(platform: AddressOwner | undefined, address: Cidr): boolean {
  return platform === undefined
    || PLATFORM_ADDRESSES.some(({ cloud, cidr }) => cloud === platform && compare(cidr, address) === 0);
}
