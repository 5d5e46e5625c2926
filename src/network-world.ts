import { managedPolicy } from './network/managed-policy';
import { Pod, Policies } from './network/reachability';
import { namespaceLabels } from './network/reachability/labels';
import { PodCluster, PodOfObject, templatePodLabels } from './network-pods';
import type { KubeObject } from './release/objects/kube-object';

/** What decides in a cluster who reaches whom: its policies, those that the controller adds, and labels of namespaces. */
export class NetworkWorld {
  readonly policies: Policies;
  private readonly namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>;

  /**
   * @param objects policies, templates and namespaces; others do not matter
   * @param cluster that they go to
   */
  constructor(objects: readonly KubeObject[], cluster: PodCluster) {
    const templates = objects.filter(({ kind }) => kind === 'SandboxTemplate');
    const kept = templates.flatMap((template) => managedPolicy(template, cluster.release, templatePodLabels(template.metadata.name)) ?? []);
    this.policies = new Policies(objects, kept);
    this.namespaces = new Map(objects.filter(({ apiVersion, kind }) => apiVersion === 'v1' && kind === 'Namespace')
      .map(({ metadata: { name, labels } }) => [name, labels ?? {}]));
  }

  /** A pod with the labels of its namespace. */
  pod(pod: PodOfObject): Pod {
    return { ...pod, namespaceLabels: namespaceLabels(pod.namespace, this.namespaces.get(pod.namespace)) };
  }
}
