/** By what a runtime isolates pods, as far as rules and notes differ by it. */
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
  /** Anything else: nothing is known of it. */
  OTHER = 'other',
}

/** The operating system of pods, as they name it. */
export enum OperatingSystem {
  LINUX = 'linux',
  WINDOWS = 'windows',
}

/** A line of Kata Containers releases. They differ in the overhead of their RuntimeClasses. */
export enum KataRelease {
  /** 3.x. */
  V3 = '3.x',
  /** 4.0 and newer. */
  V4 = '4.0',
}
