import type { SandboxNetworkProps } from './sandbox-network-props';
import type { AbstractPodProps } from '../kubernetes/kplus';
import type { Toleration } from '../kubernetes/toleration';
import type * as k8s from '../l1';
import type { IIsolatedRuntime } from '../runtime/isolated-runtime-props';

/**
 * The pod of a sandbox: the props of pods in cdk8s-plus, and further ones.
 *
 * Some defaults are not those of cdk8s-plus; the README has them in a table.
 */
export interface SandboxPodProps extends AbstractPodProps, SandboxNetworkProps {
  /**
   * The runtime that isolates the pod.
   * @default - that of the node, which does not isolate
   * @see https://kubernetes.io/docs/concepts/containers/runtime-class/
   */
  readonly runtime?: IIsolatedRuntime;

  /**
   * Name of the PriorityClass.
   * @default - that of the cluster
   * @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
   */
  readonly priorityClassName?: string;

  /**
   * Labels of the nodes that may run the pod.
   * @default - any node
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * Taints that the pod tolerates.
   * @default - none
   */
  readonly tolerations?: Toleration[];

  /**
   * Labels of the pod. Keys under `agents.x-k8s.io` are reserved for the controller.
   * @default - none
   */
  readonly podLabels?: { [key: string]: string };

  /**
   * Annotations of the pod. Keys under `agents.x-k8s.io` are reserved for the controller.
   * @default - none
   */
  readonly podAnnotations?: { [key: string]: string };

  /**
   * Whether the cluster autoscaler may evict the pod: the annotation `cluster-autoscaler.kubernetes.io/safe-to-evict`.
   * @default - not said; members of a warm pool may be evicted until they are claimed
   * @see https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md#what-types-of-pods-can-prevent-ca-from-removing-a-node
   */
  readonly safeToEvict?: boolean;

  /**
   * Whether the pod has environment variables for the Services of its namespace.
   * @default false
   */
  readonly enableServiceLinks?: boolean;

  /**
   * Whether each sandbox has a headless Service of its name, under which other pods reach it.
   *
   * Before v0.4.6 each has one, and `false` is refused.
   * @default - not said: the controller makes none, and keeps one that exists
   */
  readonly service?: boolean;

  /**
   * Volumes that outlive the pod, field by field; `addWorkspace` makes one with its mount.
   * @default - none
   */
  readonly volumeClaimTemplates?: k8s.SandboxV1Beta1VolumeClaimTemplate[];

  /**
   * Further fields of the PodSpec. They override what the other props set: single values replace
   * theirs, objects are merged field by field, lists are appended.
   * @default - nothing else
   * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec
   */
  readonly podSpec?: k8s.PodSpecOptions;

  /**
   * Further fields of containers, by the container's name: extended resources, volume devices,
   * stdin and tty, a resize policy. They override the container as `podSpec` overrides the pod.
   * @default - nothing else
   * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container
   */
  readonly containerOptions?: { [name: string]: k8s.ContainerOptions };
}
