import type { ApiObjectMetadata } from 'cdk8s';
import type { Toleration } from '../kubernetes/toleration';
import type { ContainerdConfigVersion, GvisorPlatform } from '../runtime/enums';
import type { IIsolatedRuntime } from '../runtime/isolated-runtime-props';
import type { SandboxTemplate } from '../sandbox/sandbox-template';

/** A DaemonSet that prepares nodes. */
export interface NodePreparationOptions {
  /**
   * Metadata of its objects.
   * @default - the name is made from the id
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * Labels of the nodes, beside those of the runtime.
   * @default - those of the runtime
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * Taints of the nodes, beside those of the runtime.
   * @default - those of the runtime
   */
  readonly tolerations?: Toleration[];

  /**
   * Names of the Secrets with which images are pulled, in its namespace.
   * @default - none
   */
  readonly imagePullSecrets?: string[];

  /**
   * Image of the container that stays when all is done, and does nothing.
   * @default registry.k8s.io/pause:3.10
   */
  readonly pauseImage?: string;
}

/** An archive of gVisor's binaries for one architecture. */
export interface GvisorArchive {
  /** The architecture, as `uname -m` names it: `x86_64`, `aarch64`. */
  readonly architecture: string;

  /** Where nodes download it: an archive that tar reads, with `runsc` and its shim side by side. */
  readonly url: string;

  /** SHA-256 of the archive, as 64 hexadecimal digits. Another one is not installed. */
  readonly sha256: string;
}

/** Nodes with gVisor. */
export interface GvisorNodePreparationProps extends NodePreparationOptions {
  /**
   * The image that does it: a shell and the tools of busybox with nsenter, and gVisor's binaries unless `archives` has
   * them. There is no default: gVisor publishes none.
   */
  readonly image: string;

  /** The version at the head of containerd's configuration on the nodes. A wrong one is refused there. */
  readonly containerdConfigVersion: ContainerdConfigVersion;

  /**
   * The runtime whose nodes these are, and whose handler they learn.
   * @default - the handler `runsc` on all nodes
   */
  readonly runtime?: IIsolatedRuntime;

  /**
   * The directory of the image that has `runsc`, `containerd-shim-runsc-v1` and, in releases from September 2026 on,
   * `gvisor-bin`.
   * @default /gvisor
   */
  readonly binariesPath?: string;

  /**
   * Archives to download in place of the binaries of the image.
   * @default - none: nothing is downloaded
   */
  readonly archives?: GvisorArchive[];

  /**
   * The directory of the node that gets the binaries. It must be on containerd's path.
   * @default /usr/local/bin
   */
  readonly installDirectory?: string;

  /**
   * Containerd's configuration file on the nodes.
   * @default /etc/containerd/config.toml
   */
  readonly containerdConfigPath?: string;

  /**
   * The command by which a node restarts containerd.
   * @default - systemctl restart containerd
   */
  readonly restartCommand?: string[];

  /**
   * How system calls are intercepted.
   * @default - gVisor's own choice
   */
  readonly platform?: GvisorPlatform;

  /**
   * Whether seccomp profiles of pods are applied inside the sandbox. It breaks threads of programs with glibc 2.34 or
   * newer under RuntimeDefault, and a finding says so.
   * @default false
   * @see https://github.com/google/gvisor/issues/14688
   */
  readonly ociSeccomp?: boolean;

  /**
   * Other flags of runsc, such as `{ 'net-raw': 'true' }`.
   * @default - none
   * @see https://gvisor.dev/docs/user_guide/containerd/configuration/
   */
  readonly flags?: { [flag: string]: string };

  /**
   * Name of the PriorityClass of its pods.
   * @default - that of the cluster
   */
  readonly priorityClassName?: string;
}

/** Images that nodes have before sandboxes need them. */
export interface ImagePrePullProps extends NodePreparationOptions {
  /**
   * Templates whose images are pulled, those of init containers too, as they are when the app is synthesized.
   * @default - none
   */
  readonly templates?: SandboxTemplate[];

  /**
   * More images.
   * @default - none
   */
  readonly images?: string[];

  /**
   * The runtime on whose nodes the images are needed.
   * @default - all nodes
   */
  readonly runtime?: IIsolatedRuntime;

  /**
   * Whether the images are pulled by the runtime itself: for one with a snapshotter of its own, such as devmapper for
   * Firecracker, which does not see the images of others.
   * @default false
   */
  readonly pullUnderRuntime?: boolean;

  /**
   * What each image runs for want of something to pull and not run. It should end at once.
   * @default - `true`; on nodes of Windows `cmd /c exit`
   */
  readonly command?: string[];

  /**
   * An image with a static busybox at `/bin/busybox`, such as busybox:1.37-musl, whose `true` all images run: for images
   * that have none. In place of `command`.
   * @default - each image runs `command`
   */
  readonly noOpImage?: string;
}
