import { applicationNetworkPolicy } from './application-network-policy';
import { ciliumPolicies } from './cilium';
import { clusterNetworkPolicy } from './cluster-network-policy';
import { fqdnNetworkPolicy } from './fqdn-network-policy';
import type { NetworkPod, ReadPolicy } from './model';
import { networkPolicy } from './network-policy';
import { SelectorIndex } from './selector-index';
import type { KubeObject } from '../../kubernetes/kube-object';

type Read = (object: KubeObject) => ReadPolicy | ReadPolicy[];

/** By group and kind, in any version. */
const READERS: Readonly<Record<string, Read>> = {
  'networking.k8s.io/NetworkPolicy': networkPolicy,
  'cilium.io/CiliumNetworkPolicy': ciliumPolicies,
  'cilium.io/CiliumClusterwideNetworkPolicy': ciliumPolicies,
  'networking.gke.io/FQDNNetworkPolicy': fqdnNetworkPolicy,
  'networking.k8s.aws/ApplicationNetworkPolicy': applicationNetworkPolicy,
  'policy.networking.k8s.io/ClusterNetworkPolicy': clusterNetworkPolicy,
};

/** Kinds of policies that are not read, besides those whose name ends in NetworkPolicy. */
const UNREAD = new Set(['k8s.ovn.org/EgressFirewall', 'isovalent.com/IsovalentClusterwideNetworkPolicy']);

/** Policies that are not enforced, but tried out. */
const STAGED = /^Staged/;

/** Whether an object is a policy of the network. */
export function isNetworkPolicy({ apiVersion, kind }: Pick<KubeObject, 'apiVersion' | 'kind'>): boolean {
  return typeOf(apiVersion, kind) in READERS || isUnread({ apiVersion, kind });
}

/** Whether an object is a policy that is not read here: nothing is known of pods that it may select. */
function isUnread({ apiVersion, kind }: Pick<KubeObject, 'apiVersion' | 'kind'>): boolean {
  const type = typeOf(apiVersion, kind);
  return UNREAD.has(type) || (kind.endsWith('NetworkPolicy') && !(type in READERS) && !STAGED.test(kind));
}

/** The object that has a policy, and the index of the policy in it. */
export interface PolicySource {
  readonly object: KubeObject;
  readonly part: number;
}

/** The policies of a cluster. */
export class ClusterPolicies {
  /** The policies that are read, in the order of their objects. */
  readonly all: readonly ReadPolicy[];
  private readonly sources = new Map<ReadPolicy, PolicySource>();
  private readonly index: SelectorIndex<NetworkPod, ReadPolicy>;
  private readonly unread: readonly KubeObject[];

  /**
   * @param objects of which policies are read
   * @param kept policies that the controller makes, which no manifest has
   */
  constructor(objects: readonly KubeObject[], kept: readonly KubeObject[] = []) {
    for (const object of kept) {
      const policy = networkPolicy(object);
      this.sources.set({ ...policy, title: `the controller's ${policy.title}` }, { object, part: 0 });
    }
    for (const object of objects) {
      const read = READERS[typeOf(object.apiVersion, object.kind)]?.(object) ?? [];
      [read].flat().forEach((policy, part) => this.sources.set(policy, { object, part }));
    }
    this.all = [...this.sources.keys()];
    this.unread = objects.filter(isUnread);
    this.index = new SelectorIndex(this.all);
  }

  /** The object of a policy. */
  sourceOf(policy: ReadPolicy): PolicySource {
    return this.sources.get(policy)!;
  }

  /** The policies that may select a pod, in the order of their objects. */
  of(pod: NetworkPod): ReadPolicy[] {
    return this.index.of(pod);
  }

  /** A policy that may select a pod and is not read. */
  unreadOf({ namespace }: NetworkPod): string | undefined {
    const found = this.unread.find(
      ({ metadata }) => metadata.namespace === undefined || metadata.namespace === namespace,
    );
    return found && titleOf(found);
  }
}

/** Kinds without namespaces, which cdk8s prints with that of the chart. */
const CLUSTER_WIDE = new Set(['CiliumClusterwideNetworkPolicy', 'ClusterNetworkPolicy']);

/** The name of a policy in reasons and findings. */
export function titleOf({ kind, metadata: { name, namespace } }: KubeObject): string {
  return `${kind} '${namespace && !CLUSTER_WIDE.has(kind) ? `${namespace}/` : ''}${name}'`;
}

function typeOf(apiVersion: string, kind: string): string {
  return `${apiVersion.slice(0, Math.max(apiVersion.indexOf('/'), 0))}/${kind}`;
}
