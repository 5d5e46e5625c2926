import type { Judged } from '../../app/judged-objects';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';
import { PolicyKeeper, policyKeeper } from '../policies/controller-policy';
import { PodCluster, PodOfObject, podOfObject, podTemplateOf } from '../reachability/pods';

/** An object of a file, where findings about it are told. */
export interface ObjectOfFile {
  readonly name: string;
  /** Stands for it in the paths of findings. */
  readonly path: string;
  /** Objects of one group get one finding. */
  readonly group: string;
}

/** A sandbox or a template, as much of it as rules about the network ask for: the app may have tens of thousands. */
export interface SandboxPods {
  readonly object: Judged | ObjectOfFile;
  readonly pod: PodOfObject;
  /** What was known of the cluster when it was rendered. */
  readonly cluster: PodCluster;
  /** Of a template, who keeps its policy; nobody keeps one of a sandbox. */
  readonly keeper: PolicyKeeper;
  /** Of a template, what of it the controller makes its policy of. */
  readonly template?: KubeObject;
  /** The labels of the object, which its pods do not have. */
  readonly ownLabels?: Readonly<Record<string, string>>;
  /** Whom its pods ask for names: the cluster, or name servers; unknown where the node says it. */
  readonly asks?: 'cluster' | readonly string[];
}

/** Whether rules may say something else of a subject than of what was noted before. */
export function isOther(one: SandboxPods, other: SandboxPods): boolean {
  return textOf(one) !== textOf(other);
}

function textOf({ pod, template, asks, cluster }: SandboxPods): string {
  return JSON.stringify([
    pod.namespace,
    pod.labels.known,
    pod.ports,
    pod.hostNetwork,
    template?.spec,
    asks,
    cluster.release.id,
  ]);
}

/** What the rules need of an object that was rendered, unless its kind has no network of its own. */
export function sandboxPodOf(
  object: SandboxPods['object'],
  json: KubeObject,
  cluster: PodCluster,
): SandboxPods | undefined {
  const { apiVersion, kind, metadata: { name, namespace, labels }, spec } = json;
  if (kind !== 'Sandbox' && kind !== 'SandboxTemplate') { return undefined; }
  const { networkPolicy, networkPolicyManagement } = inObject(spec);
  const template =
    kind === 'SandboxTemplate'
      ? {
        apiVersion,
        kind,
        metadata: { name, ...(namespace !== undefined && { namespace }) },
        spec: { networkPolicy, networkPolicyManagement },
      }
      : undefined;
  const keeper = template ? policyKeeper(template, cluster.release) : 'nobody';
  const ownLabels = labels ? { ownLabels: textsOf(labels) } : NONE;
  return { object, pod: podOfObject(json, cluster), cluster, keeper, template, asks: asksOf(json), ...ownLabels };
}

const NONE = {};

function textsOf(labels: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(inObject(labels)).map(([key, value]) => [key, String(value)]));
}

function asksOf(json: KubeObject): SandboxPods['asks'] {
  const { dnsPolicy = 'ClusterFirst', dnsConfig } = inObject(podTemplateOf(json), 'spec');
  if (dnsPolicy === 'ClusterFirst' || dnsPolicy === 'ClusterFirstWithHostNet') { return 'cluster'; }
  const { nameservers } = inObject(dnsConfig);
  return dnsPolicy === 'None' && Array.isArray(nameservers) ? nameservers.map(String) : undefined;
}
