import { NetworkPod, ClusterPolicies } from '.';
import { namespaceLabels } from './labels';
import { PodCluster, PodOfObject } from './pods';
import { SANDBOX_LABEL, templateLabels } from '../../api/labels';
import type { KubeObject } from '../../kubernetes/kube-object';
import { managedPolicy } from '../policies/controller-policy';

/**
 * What decides in a cluster who reaches whom: its policies, those that the controller adds, and labels of namespaces.
 */
export class ClusterNetwork {
  readonly policies: ClusterPolicies;
  private readonly namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>;
  private readonly sandboxes: ReadonlySet<string>;

  /**
   * @param objects policies, templates and namespaces; others do not matter
   * @param cluster that they go to
   * @param sandboxes pods of those of the app, whose names no sandbox has that is made from a template
   */
  constructor(objects: readonly KubeObject[], cluster: PodCluster, sandboxes: readonly PodOfObject[]) {
    const templates = objects.filter(({ kind }) => kind === 'SandboxTemplate');
    const kept = templates.flatMap(
      (template) => managedPolicy(template, cluster.release, templateLabels(template.metadata.name)) ?? [],
    );
    this.policies = new ClusterPolicies(objects, kept);
    this.namespaces = new Map(objects.filter(({ apiVersion, kind }) => apiVersion === 'v1' && kind === 'Namespace')
      .map(({ metadata: { name, labels } }) => [name, labels ?? {}]));
    this.sandboxes = new Set(sandboxes.map(({ namespace, labels }) => `${namespace}/${labels.known[SANDBOX_LABEL]}`));
  }

  /** A pod with the labels of its namespace, and with what is known of its own by the others of the app. */
  pod(pod: PodOfObject): NetworkPod {
    const { namespace, labels } = pod;
    const isMadeLater = labels.hides(SANDBOX_LABEL) !== 'no';
    return {
      ...pod,
      ...(isMadeLater && {
        labels: {
          ...labels,
          excludes: (key, hash) => key === SANDBOX_LABEL && this.sandboxes.has(`${namespace}/${hash}`),
        },
      }),
      namespaceLabels: namespaceLabels(namespace, this.namespaces.get(namespace)),
    };
  }
}
