/** The technology by which a runtime isolates pods. Findings and notes differ by it. */
export enum RuntimeTechnology {
  /** A kernel in user space. */
  GVISOR = 'gvisor',
  /** A virtual machine for each pod, or a remote one. */
  KATA = 'kata',
  /** A virtual machine of Windows for each pod. */
  HYPER_V = 'hyper-v',
  /** A user namespace, with what system containers need. */
  SYSBOX = 'sysbox',
  /** A WebAssembly machine in place of a container. */
  WASM = 'wasm',
  /** Another technology, of which nothing is known. */
  OTHER = 'other',
}

/** The operating system of pods, as they name it. */
export enum OperatingSystem {
  /** Linux. */
  LINUX = 'linux',
  /** Windows. */
  WINDOWS = 'windows',
}

/** A line of Kata Containers releases. They differ in the overhead of their RuntimeClasses. */
export enum KataRelease {
  /** 3.x. */
  V3 = '3.x',
  /** 4.0 and newer. */
  V4 = '4.0',
}

/**
 * The version at the head of containerd's configuration file, by which the names of its plugins differ. It is not the
 * version of containerd: containerd 2 reads files of version 2 as well.
 */
export enum ContainerdConfigVersion {
  /** `version = 2`: containerd 1.x, and what was kept of it. */
  V2 = 2,
  /** `version = 3`: containerd 2.x. */
  V3 = 3,
}

/**
 * How gVisor intercepts system calls.
 *
 * @see https://gvisor.dev/docs/architecture_guide/platforms/
 */
export enum GvisorPlatform {
  /** By seccomp traps: works everywhere. */
  SYSTRAP = 'systrap',
  /** By virtualization: faster on bare metal. */
  KVM = 'kvm',
}
