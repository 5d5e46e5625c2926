import type { ApiObjectMetadata, Duration } from 'cdk8s';
import type { Disruption } from './disruption/disruption';
import type { SandboxNetworkProps } from './sandbox-network-props';
import type { CaBundle } from '../air-gap/ca-bundle';
import type { CloudIdentity } from '../identity/cloud-identity';
import type {
  ContainerProps, HostAlias, ISecret, IServiceAccount, PodDnsProps, PodSecurityContextProps, RestartPolicy, Volume,
} from '../kubernetes/kplus';
import type { Toleration } from '../kubernetes/toleration';
import type * as k8s from '../l1';
import type { IIsolatedRuntime } from '../runtime/isolated-runtime-props';

/**
 * The pod of a sandbox: the props of pods in cdk8s-plus with the defaults of sandboxes, and further ones.
 *
 * Those of cdk8s-plus are declared anew, as some defaults differ; the README has them in a table.
 */
export interface SandboxPodProps extends SandboxNetworkProps {
  /**
   * Metadata of the object: name, labels, annotations, finalizers, owners. Those of the pod are `podLabels` and
   * `podAnnotations`.
   * @default - a name from the path of the construct, and the namespace and labels of the chart
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * Containers that run together; each has an image, and a name or the name `main`. `addContainer` adds more.
   *
   * Defaults of each: no CPU and memory requests and limits, no `imagePullPolicy` (Kubernetes decides by the tag), no
   * startup probe, all capabilities dropped, no privilege escalation, not as root, `readOnlyRootFilesystem` false.
   * @default - none; a pod needs at least one before synth
   * @see https://kubernetes.io/docs/concepts/containers/
   */
  readonly containers?: ContainerProps[];

  /**
   * Containers that end, one after the other, before `containers` start; one with the restart policy ALWAYS is a
   * sidecar, which runs beside them. `addInitContainer` adds more.
   *
   * Defaults of each: those of `containers`, and the name `init-<index>`.
   * @default - none
   * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/
   */
  readonly initContainers?: ContainerProps[];

  /**
   * Volumes that end with the pod, or exist without it. A container mounts one by its `volumeMounts`, which adds the
   * volume here, too. `addWorkspace` makes one that outlives the pod.
   * @default - those that containers mount
   * @see https://kubernetes.io/docs/concepts/storage/volumes/
   */
  readonly volumes?: Volume[];

  /**
   * Whether the kubelet starts a container again that ended.
   * @default RestartPolicy.ALWAYS
   * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy
   */
  readonly restartPolicy?: RestartPolicy;

  /**
   * The ServiceAccount of the pod, in its namespace. Its token is mounted with `automountServiceAccountToken` alone.
   * @default - the account `default` of the namespace
   * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/
   */
  readonly serviceAccount?: IServiceAccount;

  /**
   * Who the pod is in the cloud: its ServiceAccount with the annotation, a label of the pod, and the way to the token
   * service in the network policy. Not together with `serviceAccount`.
   * @default - nobody
   */
  readonly identity?: CloudIdentity;

  /**
   * User, group and kernel parameters of all containers. An image that runs as root needs `user`.
   *
   * `seccompProfile` is `RuntimeDefault`, and `fsGroupChangePolicy` is printed with `fsGroup` only.
   * @default - `ensureNonRoot` is true; user and group are those of the image, and `fsGroup` is 1000 with a workspace
   * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
   */
  readonly securityContext?: PodSecurityContextProps;

  /**
   * Host names for addresses, added to the pod's `/etc/hosts`.
   * @default - none
   * @see https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/
   */
  readonly hostAliases?: HostAlias[];

  /**
   * Host name, name servers, search domains and resolver options. At most 3 name servers.
   *
   * `setHostnameAsFQDN` is printed when true.
   * @default - `dnsPolicy` is not printed, so Kubernetes takes ClusterFirst; it is `None` with the controller's name
   * servers where its default policy applies, and that of `egress` where a network policy decides them
   * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
   */
  readonly dns?: PodDnsProps;

  /**
   * The Secret with the credentials of the image registry, in the namespace of the pod: the first of
   * `imagePullSecrets`, by the name that it has in cdk8s-plus.
   * @default - none: the images are public, or the nodes have credentials
   * @see https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/
   */
  readonly dockerRegistryAuth?: ISecret;

  /**
   * Secrets with the credentials of image registries, in the namespace of the pod. They replace those of the
   * ServiceAccount and of the SandboxCluster; an empty list is none.
   * @default - `imagePullSecrets` of the SandboxCluster
   * @see https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/
   */
  readonly imagePullSecrets?: ISecret[];

  /**
   * Certificate authorities that programs in the containers trust: a file in all of them, and the environment variables
   * by which languages and tools find it. Variables that a container sets itself stay.
   * @default - that of the SandboxCluster, else those of the images
   */
  readonly caBundle?: CaBundle;

  /**
   * Whether the token of the ServiceAccount is mounted: processes in the pod then act as the account.
   * @default false
   * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/
   */
  readonly automountServiceAccountToken?: boolean;

  /**
   * Whether a network policy denies all connections, DNS included, except those that `connections` allows. Not together
   * with `egress` or `ingress`.
   * @default false
   */
  readonly isolate?: boolean;

  /**
   * Whether the pod uses the network of its node, where no network policy holds for it.
   * @default false
   */
  readonly hostNetwork?: boolean;

  /**
   * Time between the request to end, SIGTERM, and SIGKILL; whole seconds.
   * @default Duration.seconds(30)
   * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination
   */
  readonly terminationGracePeriod?: Duration;

  /**
   * Whether the containers share one process namespace, and see and signal the processes of each other.
   * @default false
   * @see https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/
   */
  readonly shareProcessNamespace?: boolean;

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
   * What may end the pod besides its owner: drains of nodes and autoscalers. It becomes a PodDisruptionBudget, the
   * annotations that the cluster autoscaler and Karpenter read, and the grace period.
   * @default - not said: drains evict the pod, Karpenter takes its node, and the cluster autoscaler does so while the
   * pod waits in a pool
   */
  readonly disruption?: Disruption;

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
