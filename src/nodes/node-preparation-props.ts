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
   * Labels of the nodes, besides those of the runtime.
   * @default - those of the runtime
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * Taints of the nodes, besides those of the runtime.
   * @default - those of the runtime
   */
  readonly tolerations?: Toleration[];

  /**
   * Names of the Secrets for pulling images, in its namespace.
   * @default - those of the SandboxCluster
   */
  readonly imagePullSecrets?: string[];

  /**
   * Image of the container that keeps the pod running and does nothing.
   * @default - `registry.k8s.io/pause:3.10`, from `imageRegistry` of the SandboxCluster if there is one
   */
  readonly pauseImage?: string;
}

/** An archive of gVisor's binaries for one architecture. */
export interface GvisorArchive {
  /** The architecture, as `uname -m` names it: `x86_64`, `aarch64`. */
  readonly architecture: string;

  /** URL: an archive that tar reads, with `runsc` and its shim in one directory. */
  readonly url: string;

  /** SHA-256 of the archive, as 64 hexadecimal digits. An archive with another one is not installed. */
  readonly sha256: string;
}

/** Nodes with gVisor. */
export interface GvisorNodePreparationProps extends NodePreparationOptions {
  /**
   * The image of the installer: a shell and the tools of busybox with nsenter, and gVisor's binaries unless `archives`
   * has them. There is no default, as gVisor publishes none.
   */
  readonly image: string;

  /** The version at the head of containerd's configuration on the nodes. The installer fails on another one. */
  readonly containerdConfigVersion: ContainerdConfigVersion;

  /**
   * The runtime: its nodes are prepared, with its handler.
   * @default - the handler `runsc` on all nodes
   */
  readonly runtime?: IIsolatedRuntime;

  /**
   * The directory of the image with `runsc`, `containerd-shim-runsc-v1` and, in releases from September 2026,
   * `gvisor-bin`.
   * @default /gvisor
   */
  readonly binariesPath?: string;

  /**
   * Archives that are downloaded instead of using the binaries of the image.
   * @default - none: nothing is downloaded
   */
  readonly archives?: GvisorArchive[];

  /**
   * The directory of the node for the binaries. It must be in containerd's `PATH`.
   * @default /usr/local/bin
   */
  readonly installDirectory?: string;

  /**
   * Containerd's configuration file on the nodes.
   * @default /etc/containerd/config.toml
   */
  readonly containerdConfigPath?: string;

  /**
   * The image of the container that containerd starts in each pod before its own, `sandbox_image` in its configuration.
   * Containerd pulls it without Secrets of pods.
   * @default - with `imageRegistry` of the SandboxCluster `pauseImage`, else as the nodes have it
   * @see https://github.com/containerd/containerd/blob/main/docs/cri/config.md
   */
  readonly sandboxImage?: string;

  /**
   * The command by which a node restarts containerd.
   * @default - systemctl restart containerd
   */
  readonly restartCommand?: string[];

  /**
   * The platform, which intercepts system calls.
   * @default - gVisor's own choice
   */
  readonly platform?: GvisorPlatform;

  /**
   * Whether seccomp profiles of pods are applied inside the sandbox. It breaks threads of programs with glibc 2.34 or
   * newer under RuntimeDefault: finding ASB310.
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

/** Images that are pulled to nodes before sandboxes need them. */
export interface ImagePrePullProps extends NodePreparationOptions {
  /**
   * Templates whose images are pulled, including those of init containers, as they are when the app is synthesized. The
   * Secrets to pull with of those in its own namespace are used; for others give `imagePullSecrets` (finding ASB246).
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
   * Whether pods with the runtime pull the images: for a runtime with its own snapshotter, such as devmapper for
   * Firecracker, which does not see images of other snapshotters.
   * @default false
   */
  readonly pullUnderRuntime?: boolean;

  /**
   * The command that each image runs, as Kubernetes pulls no image without running it. It should end at once.
   * @default - `true`; on nodes of Windows `cmd /c exit`
   */
  readonly command?: string[];

  /**
   * An image with a static busybox at `/bin/busybox`, such as busybox:1.37-musl: all images run its `true`. For images
   * that have none. Excludes `command`.
   * @default - each image runs `command`
   */
  readonly noOpImage?: string;
}
