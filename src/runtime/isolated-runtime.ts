import { Construct } from 'constructs';
import { AKS_POD_SANDBOXING, GKE_SANDBOX, GVISOR, SPIN, SYSBOX, WASMEDGE, WASMTIME } from './catalogue';
import { KnownRuntimes } from './declared-runtimes';
import { OperatingSystem, RuntimeTechnology } from './enums';
import { PodRuntime } from './facts';
import {
  CustomRuntimeProps, IIsolatedRuntime, IsolatedRuntimeOptions, KataRuntimeOptions, KataRuntimeProps,
  OpenShiftRuntimeOptions, ReferencedRuntimeOptions, RuntimeOverhead, WindowsRuntimeOptions,
} from './isolated-runtime-props';
import { KataVariant } from './kata-variant';
import { notesOn } from './notes';
import { runtimeOfCloud } from './of-cloud';
import { filled, tolerationsOf } from './placement';
import {
  customChoice, kataChoice, namedChoice, openShiftChoice, referencedChoice, RuntimeChoice, runtimeSettings,
  windowsChoice,
} from './resolve-props';
import { runtimeClass } from './runtime-class';
import { atConstruct } from '../app/construct-errors';
import { ScopedApiObject } from '../app/scoped-api-object';
import { Toleration } from '../kubernetes/toleration';

/**
 * A RuntimeClass by which pods are isolated: what it is called, where its nodes are, what it costs, and who makes it.
 *
 * A class that is made here is the child `Resource`. Its handler never changes: to change it, delete the class and
 * create it again, or give the new one another name.
 *
 * @see https://kubernetes.io/docs/concepts/containers/runtime-class/
 * @example
 * const gvisor = IsolatedRuntime.gvisor(platform, 'Gvisor');
 * new Sandbox(chart, 'Dev', { runtime: gvisor, containers: [{ image: 'registry.example.com/devbox:2.4' }] });
 */
export class IsolatedRuntime extends Construct implements IIsolatedRuntime {
  /**
   * gVisor on nodes of your own: the class `gvisor` with the handler `runsc`.
   *
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param options where its nodes are
   */
  public static gvisor(scope: Construct, id: string, options: IsolatedRuntimeOptions = {}): IsolatedRuntime {
    return new IsolatedRuntime(scope, id, () => ({ facts: GVISOR, options }));
  }

  /**
   * GKE Sandbox: the class `gvisor`, which GKE makes.
   *
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param options of the pods
   */
  public static gkeSandbox(scope: Construct, id: string, options: ReferencedRuntimeOptions = {}): IsolatedRuntime {
    return new IsolatedRuntime(scope, id, () => referencedChoice(GKE_SANDBOX, options));
  }

  /**
   * Any variant of Kata Containers: the class `kata-<variant>`, which kata-deploy makes.
   *
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param props the variant, and where its nodes are
   * @throws when the class is made here and its overhead is not known
   */
  public static kata(scope: Construct, id: string, props: KataRuntimeProps): IsolatedRuntime {
    return new IsolatedRuntime(scope, id, () => kataChoice(props));
  }

  /**
   * Kata Containers with QEMU: the class `kata-qemu`, which kata-deploy makes.
   *
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param options where its nodes are
   */
  public static kataQemu(scope: Construct, id: string, options: KataRuntimeOptions = {}): IsolatedRuntime {
    return IsolatedRuntime.kata(scope, id, { ...options, variant: KataVariant.QEMU });
  }

  /**
   * Kata Containers with Cloud Hypervisor: the class `kata-clh`, which kata-deploy makes.
   *
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param options where its nodes are
   */
  public static kataCloudHypervisor(scope: Construct, id: string, options: KataRuntimeOptions = {}): IsolatedRuntime {
    return IsolatedRuntime.kata(scope, id, { ...options, variant: KataVariant.CLH });
  }

  /**
   * Kata Containers with Firecracker: the class `kata-fc`, which kata-deploy makes. Nodes need the devmapper
   * snapshotter.
   *
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param options where its nodes are
   */
  public static kataFirecracker(scope: Construct, id: string, options: KataRuntimeOptions = {}): IsolatedRuntime {
    return IsolatedRuntime.kata(scope, id, { ...options, variant: KataVariant.FC });
  }

  /**
   * Peer pods of Kata Containers: the class `kata-remote`, which kata-deploy makes.
   *
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param options where its nodes are
   */
  public static kataRemote(scope: Construct, id: string, options: KataRuntimeOptions = {}): IsolatedRuntime {
    return IsolatedRuntime.kata(scope, id, { ...options, variant: KataVariant.REMOTE });
  }

  /**
   * Pod Sandboxing of AKS: the class `kata-vm-isolation`, which AKS makes. Another class on AKS's handler `kata` is
   * `custom`.
   *
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param options of the pods
   */
  public static aksPodSandboxing(
    scope: Construct,
    id: string,
    options: ReferencedRuntimeOptions = {},
  ): IsolatedRuntime {
    return new IsolatedRuntime(scope, id, () => referencedChoice(AKS_POD_SANDBOXING, options));
  }

  /**
   * OpenShift sandboxed containers: the class `kata` or `kata-remote`, which their operator makes.
   *
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param options of the pods
   */
  public static openshiftSandboxedContainers(
    scope: Construct,
    id: string,
    options: OpenShiftRuntimeOptions = {},
  ): IsolatedRuntime {
    return new IsolatedRuntime(scope, id, () => openShiftChoice(options));
  }

  /**
   * Windows pods, each in a virtual machine of Hyper-V: the class and the handler `runhcs-wcow-hypervisor`. Pods say
   * that they are of Windows, and nothing that only Linux has.
   *
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param options the build of Windows, and where its nodes are
   */
  public static windowsHyperV(scope: Construct, id: string, options: WindowsRuntimeOptions = {}): IsolatedRuntime {
    return new IsolatedRuntime(scope, id, () => windowsChoice(options));
  }

  /**
   * Sysbox: the class `sysbox-runc`, which sysbox-deploy-k8s makes.
   *
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param options where its nodes are
   */
  public static sysbox(scope: Construct, id: string, options: IsolatedRuntimeOptions = {}): IsolatedRuntime {
    return new IsolatedRuntime(scope, id, () => ({ facts: SYSBOX, options }));
  }

  /**
   * Spin, for WebAssembly: the class `wasmtime-spin-v2`, which the runtime class manager makes.
   *
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param options where its nodes are
   */
  public static spin(scope: Construct, id: string, options: IsolatedRuntimeOptions = {}): IsolatedRuntime {
    return new IsolatedRuntime(scope, id, () => ({ facts: SPIN, options }));
  }

  /**
   * Wasmtime, for WebAssembly: the class and the handler `wasmtime`.
   *
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param options where its nodes are
   */
  public static wasmtime(scope: Construct, id: string, options: IsolatedRuntimeOptions = {}): IsolatedRuntime {
    return new IsolatedRuntime(scope, id, () => ({ facts: WASMTIME, options }));
  }

  /**
   * WasmEdge, for WebAssembly: the class and the handler `wasmedge`.
   *
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param options where its nodes are
   */
  public static wasmedge(scope: Construct, id: string, options: IsolatedRuntimeOptions = {}): IsolatedRuntime {
    return new IsolatedRuntime(scope, id, () => ({ facts: WASMEDGE, options }));
  }

  /**
   * The runtime of the declared cloud: GKE Sandbox, Pod Sandboxing of AKS, or OpenShift sandboxed containers.
   *
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param options of the pods
   * @throws when no cloud is declared, or it has no runtime of its own, as EKS has none
   */
  public static ofCloud(scope: Construct, id: string, options: ReferencedRuntimeOptions = {}): IsolatedRuntime {
    return new IsolatedRuntime(scope, id, (runtime) => referencedChoice(runtimeOfCloud(runtime), options));
  }

  /**
   * A RuntimeClass that is not in the catalogue.
   *
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param props its name and handler, and where its nodes are
   * @throws when the class is made here and has no handler
   */
  public static custom(scope: Construct, id: string, props: CustomRuntimeProps): IsolatedRuntime {
    return new IsolatedRuntime(scope, id, () => customChoice(props));
  }

  /**
   * A RuntimeClass that exists, as a cloud, an operator or another app made it.
   *
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param runtimeClassName name of the RuntimeClass, such as `gvisor`
   * @throws when the name is malformed
   */
  public static fromRuntimeClassName(scope: Construct, id: string, runtimeClassName: string): IIsolatedRuntime {
    return new IsolatedRuntime(scope, id, () => namedChoice(runtimeClassName));
  }

  /** Name of the RuntimeClass. */
  public readonly runtimeClassName: string;

  /** Name under which the nodes know the runtime, if it is known. */
  public readonly handler?: string;

  /** Whether the RuntimeClass is made here. */
  public readonly isCreated: boolean;

  /** The owner of the class, if it is a cloud or an operator: `kata-deploy`, `GKE` and so on. */
  public readonly owner?: string;

  /** The technology of isolation. */
  public readonly technology: RuntimeTechnology;

  /** The operating system of its pods, if it is not Linux. */
  public readonly operatingSystem?: OperatingSystem;

  /** The resources that the class adds to each pod, if they are known. */
  public readonly overhead?: RuntimeOverhead;

  /** Labels of the nodes that have the runtime, if they are known. */
  public readonly nodeSelector?: { [key: string]: string };

  /** Taints of these nodes, if they are known. */
  public readonly tolerations?: Toleration[];

  /** Labels that pods select, since the class does not. */
  public readonly podNodeSelector?: { [key: string]: string };

  /** Taints that pods tolerate, since the class does not. */
  public readonly podTolerations?: Toleration[];

  /** Properties of its pods that no manifest can change, one sentence each. */
  public readonly notes: string[];

  /** @internal */
  public readonly _podRuntime: PodRuntime;

  private constructor(scope: Construct, id: string, choose: (runtime: Construct) => RuntimeChoice) {
    super(scope, id);
    const settings = atConstruct(this, () => runtimeSettings(choose(this)));
    const { className, handler, isCreated, placement } = settings;
    this.runtimeClassName = className;
    this.handler = handler;
    this.isCreated = isCreated;
    this.owner = settings.owner;
    this.technology = settings.technology;
    this.operatingSystem = settings.os;
    this.overhead = settings.overhead;
    this.nodeSelector = filled({ ...placement.nodeSelector });
    this.podNodeSelector = filled({ ...placement.podNodeSelector });
    this.tolerations = filled(tolerationsOf(placement.tolerations));
    this.podTolerations = filled(tolerationsOf(placement.podTolerations));
    const { technology, isSizedByLimits, sharesNoFiles } = settings;
    this._podRuntime = { technology, isSizedByLimits, sharesNoFiles, nodeSelector: placement.classNodeSelector };
    this.notes = [...notesOn(settings)];
    const object = runtimeClass(settings);
    KnownRuntimes.of(this).add(this);
    if (isCreated) { new ScopedApiObject(this, 'Resource', object); }
  }
}
