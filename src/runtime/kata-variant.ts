import { checkForm } from '../checks/forms';

/**
 * A variant of Kata Containers: hypervisor, hardware and implementation of the runtime. Its RuntimeClass is
 * `kata-<name>`.
 *
 * @see https://github.com/kata-containers/kata-containers/blob/main/docs/kata-deploy-runtimeclasses.md
 */
export class KataVariant {
  /** QEMU. */
  public static readonly QEMU = new KataVariant('qemu');
  /** QEMU, with the runtime in Rust: the one to start with in 4.0. */
  public static readonly QEMU_RUNTIME_RS = new KataVariant('qemu-runtime-rs');
  /** Cloud Hypervisor. */
  public static readonly CLH = new KataVariant('clh');
  /** Cloud Hypervisor, with the runtime in Rust. From 4.0. */
  public static readonly CLH_RUNTIME_RS = new KataVariant('clh-runtime-rs');
  /** Cloud Hypervisor on Azure's hypervisor. From 4.0. */
  public static readonly CLH_AZURE = new KataVariant('clh-azure');
  /** Cloud Hypervisor on Azure's hypervisor, with the runtime in Rust. From 4.0. */
  public static readonly CLH_AZURE_RUNTIME_RS = new KataVariant('clh-azure-runtime-rs');
  /** OpenVMM on Azure's hypervisor. From 4.0. */
  public static readonly OPENVMM_AZURE_RUNTIME_RS = new KataVariant('openvmm-azure-runtime-rs');
  /** Cloud Hypervisor with the runtime in Rust, as 3.x names it. */
  public static readonly CLOUD_HYPERVISOR = new KataVariant('cloud-hypervisor');
  /** Firecracker, which needs the devmapper snapshotter of containerd. */
  public static readonly FC = new KataVariant('fc');
  /** Dragonball, the hypervisor inside the runtime. */
  public static readonly DRAGONBALL = new KataVariant('dragonball');
  /** StratoVirt. */
  public static readonly STRATOVIRT = new KataVariant('stratovirt');
  /** Peer pods: each pod is a virtual machine of the cloud. */
  public static readonly REMOTE = new KataVariant('remote');
  /** Confidential containers without the hardware, to develop with. */
  public static readonly QEMU_COCO_DEV = new KataVariant('qemu-coco-dev');
  /** The same, with the runtime in Rust. */
  public static readonly QEMU_COCO_DEV_RUNTIME_RS = new KataVariant('qemu-coco-dev-runtime-rs');
  /** AMD SEV-SNP. */
  public static readonly QEMU_SNP = new KataVariant('qemu-snp');
  /** AMD SEV-SNP, with the runtime in Rust. From 4.0. */
  public static readonly QEMU_SNP_RUNTIME_RS = new KataVariant('qemu-snp-runtime-rs');
  /** Intel TDX. */
  public static readonly QEMU_TDX = new KataVariant('qemu-tdx');
  /** Intel TDX, with the runtime in Rust. From 4.0. */
  public static readonly QEMU_TDX_RUNTIME_RS = new KataVariant('qemu-tdx-runtime-rs');
  /** IBM Secure Execution, on s390x. */
  public static readonly QEMU_SE = new KataVariant('qemu-se');
  /** IBM Secure Execution, with the runtime in Rust. */
  public static readonly QEMU_SE_RUNTIME_RS = new KataVariant('qemu-se-runtime-rs');
  /** Arm CCA. Up to 3.x. */
  public static readonly QEMU_CCA = new KataVariant('qemu-cca');
  /** QEMU as NVIDIA's stack has it, without a GPU. From 4.0. */
  public static readonly QEMU_NVIDIA_CPU = new KataVariant('qemu-nvidia-cpu');
  /** The same, with the runtime in Rust. From 4.0. */
  public static readonly QEMU_NVIDIA_CPU_RUNTIME_RS = new KataVariant('qemu-nvidia-cpu-runtime-rs');
  /** NVIDIA GPUs. */
  public static readonly QEMU_NVIDIA_GPU = new KataVariant('qemu-nvidia-gpu');
  /** NVIDIA GPUs, with the runtime in Rust. From 4.0. */
  public static readonly QEMU_NVIDIA_GPU_RUNTIME_RS = new KataVariant('qemu-nvidia-gpu-runtime-rs');
  /** NVIDIA GPUs in AMD SEV-SNP. */
  public static readonly QEMU_NVIDIA_GPU_SNP = new KataVariant('qemu-nvidia-gpu-snp');
  /** The same, with the runtime in Rust. From 4.0. */
  public static readonly QEMU_NVIDIA_GPU_SNP_RUNTIME_RS = new KataVariant('qemu-nvidia-gpu-snp-runtime-rs');
  /** NVIDIA GPUs in Intel TDX. */
  public static readonly QEMU_NVIDIA_GPU_TDX = new KataVariant('qemu-nvidia-gpu-tdx');
  /** The same, with the runtime in Rust. From 4.0. */
  public static readonly QEMU_NVIDIA_GPU_TDX_RUNTIME_RS = new KataVariant('qemu-nvidia-gpu-tdx-runtime-rs');

  /**
   * A variant that is not listed.
   *
   * @param name what follows `kata-` in the name of its RuntimeClass, such as `qemu-debug`
   * @throws when the name is malformed
   */
  public static of(name: string): KataVariant {
    checkForm('variant of Kata', name, 'DNS label');
    return new KataVariant(name);
  }

  /** The part of the name of its RuntimeClass after `kata-`. */
  public readonly name: string;

  private constructor(name: string) {
    this.name = name;
  }
}
