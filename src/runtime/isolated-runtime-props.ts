import type { Size } from 'cdk8s';
import { IConstruct } from 'constructs';
import type { KataRelease, OperatingSystem, RuntimeTechnology } from './enums';
import type { KataVariant } from './kata-variant';
import type { Cpu } from '../kubernetes/kplus';
import type { Toleration } from '../kubernetes/toleration';

/**
 * The resources that a RuntimeClass adds to each pod, for scheduling, quotas and the pod's cgroup.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-overhead/
 */
export interface RuntimeOverhead {
  /**
   * CPU.
   * @default - none
   */
  readonly cpu?: Cpu;

  /**
   * Memory.
   * @default - none
   */
  readonly memory?: Size;
}

/** Options for a RuntimeClass that a cloud or an operator makes. */
export interface ReferencedRuntimeOptions {
  /**
   * Labels of the nodes that the pods select, beyond those that the class selects.
   * @default - those of the class
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * Taints that the pods tolerate, beyond those that the class tolerates.
   * @default - those of the class
   */
  readonly tolerations?: Toleration[];

  /**
   * The resources that the class adds to each pod, for quotas. They are not printed: the class states them.
   * @default - as far as it is known of the class
   */
  readonly overhead?: RuntimeOverhead;

  /**
   * Whether pods repeat the node selector and the tolerations of the class, as admission policies may want to see.
   * @default false
   * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/examples/policy/vap/secure-sandbox-policy.yaml
   */
  readonly repeatPlacementOnPods?: boolean;
}

/** A RuntimeClass of the catalogue. */
export interface IsolatedRuntimeOptions {
  /**
   * Whether the RuntimeClass is made here. A class has one owner in a cluster.
   * @default - true where nobody else makes it: for gVisor, Windows, wasmtime and WasmEdge
   */
  readonly create?: boolean;

  /**
   * Name of the RuntimeClass.
   * @default - the usual one
   */
  readonly runtimeClassName?: string;

  /**
   * Name under which the nodes know the runtime. It never changes: with another one the class must be deleted and
   * created again.
   * @default - the usual one
   * @see https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/runtime-class-v1/
   */
  readonly handler?: string;

  /**
   * Labels of the nodes that have the runtime. A class that is made here selects them, in place of its usual ones; of
   * another class the pods do, beside those of the class.
   * @default - the usual ones of the class, if it has any
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * Taints of the nodes that have the runtime. A class that is made here tolerates them; of another class the pods do.
   * @default - none
   */
  readonly tolerations?: Toleration[];

  /**
   * The resources that the class adds to each pod; `{}` for none. Of a class that is made elsewhere, quotas count them.
   * @default - that of the catalogue
   */
  readonly overhead?: RuntimeOverhead;

  /**
   * Whether pods repeat the node selector and the tolerations of the class, as admission policies may want to see.
   * @default false
   */
  readonly repeatPlacementOnPods?: boolean;
}

/** A RuntimeClass of Kata Containers. */
export interface KataRuntimeOptions extends IsolatedRuntimeOptions {
  /**
   * The release line that runs on the nodes, by which the overhead differs.
   * @default - unknown; a class that is made here needs it, or `overhead`
   */
  readonly kataRelease?: KataRelease;

  /**
   * Whether nodes are labelled by their features, by Node Feature Discovery or the GPU operator: then the classes of
   * confidential hardware and GPUs select those labels too.
   * @default false
   */
  readonly nodeFeatures?: boolean;
}

/** Any RuntimeClass of Kata Containers. */
export interface KataRuntimeProps extends KataRuntimeOptions {
  /** Hypervisor, hardware and implementation. */
  readonly variant: KataVariant;
}

/** A RuntimeClass for Windows pods in virtual machines. */
export interface WindowsRuntimeOptions extends IsolatedRuntimeOptions {
  /**
   * The build of Windows on the nodes, such as `10.0.20348`, which the class then selects: images run on their own
   * build only, or on newer ones in a virtual machine.
   * @default - any
   * @see https://learn.microsoft.com/virtualization/windowscontainers/deploy-containers/version-compatibility
   */
  readonly windowsBuild?: string;
}

/** A RuntimeClass of OpenShift sandboxed containers. */
export interface OpenShiftRuntimeOptions extends ReferencedRuntimeOptions {
  /**
   * Whether pods are virtual machines of the cloud: the class `kata-remote` in place of `kata`.
   * @default false
   */
  readonly peerPods?: boolean;
}

/** A RuntimeClass that is not in the catalogue. */
export interface CustomRuntimeProps extends ReferencedRuntimeOptions {
  /** Name of the RuntimeClass. */
  readonly runtimeClassName: string;

  /**
   * Name under which the nodes know the runtime, of a class that is made here. It never changes: with another one the
   * class must be deleted and created again.
   * @default - required where the class is made here
   */
  readonly handler?: string;

  /**
   * Whether the RuntimeClass is made here.
   * @default true
   */
  readonly create?: boolean;

  /**
   * The technology of isolation, for findings and notes.
   * @default - what the name of the class tells, else RuntimeTechnology.OTHER
   */
  readonly technology?: RuntimeTechnology;

  /**
   * The operating system of its pods.
   * @default OperatingSystem.LINUX
   */
  readonly operatingSystem?: OperatingSystem;
}

/** A RuntimeClass by which pods are isolated, made here or elsewhere. */
export interface IIsolatedRuntime extends IConstruct {
  /** Name of the RuntimeClass. */
  readonly runtimeClassName: string;

  /** Name under which the nodes know the runtime, if it is known. */
  readonly handler?: string;

  /** The resources that the class adds to each pod, if they are known. */
  readonly overhead?: RuntimeOverhead;

  /** Labels of the nodes that have the runtime, if they are known. */
  readonly nodeSelector?: { [key: string]: string };

  /** Taints of these nodes, if they are known. */
  readonly tolerations?: Toleration[];

  /** Labels that pods select, since the class does not. */
  readonly podNodeSelector?: { [key: string]: string };

  /** Taints that pods tolerate, since the class does not. */
  readonly podTolerations?: Toleration[];

  /** The operating system of its pods, if it is not Linux. */
  readonly operatingSystem?: OperatingSystem;
}
