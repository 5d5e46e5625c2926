/**
 * Containers as editors show them in TypeScript: the props of cdk8s-plus, with the defaults that sandboxes have. The
 * packed declarations name these types in place of those of cdk8s-plus (scripts/package/own-containers.js). The
 * API in other languages keeps the types of cdk8s-plus, since each language has one type for a member.
 */
import type * as kplus from '../kubernetes/kplus';

/** A container of a sandbox. */
export interface ContainerProps extends kplus.ContainerProps {
  /**
   * When the kubelet pulls the image.
   * @default - not printed: Kubernetes pulls always for the tag `latest` or none, and otherwise if the image is absent
   */
  readonly imagePullPolicy?: kplus.ImagePullPolicy;

  /**
   * A probe that has to succeed once before the other probes begin.
   * @default - none
   */
  readonly startup?: kplus.Probe;

  /**
   * CPU and memory that the container requests, and its limits.
   * @default - none; a LimitRange of the namespace may add them
   */
  readonly resources?: kplus.ContainerResources;

  /**
   * User and privileges of the container. A member that is set replaces that of the pod.
   * @default - not as root, not privileged, no privilege escalation, all capabilities dropped, a writable file system
   */
  readonly securityContext?: ContainerSecurityContextProps;
}

/** User and privileges of a container of a sandbox. */
export interface ContainerSecurityContextProps extends kplus.ContainerSecurityContextProps {
  /**
   * Id of the user that runs the container.
   * @default - that of the pod, else that of the image
   */
  readonly user?: number;

  /**
   * Id of the group that runs the container.
   * @default - that of the pod, else that of the image
   */
  readonly group?: number;

  /**
   * Whether the container cannot write to the root of its file system. Volumes are not concerned.
   * @default false
   */
  readonly readOnlyRootFilesystem?: boolean;

  /**
   * Capabilities of Linux that are added and dropped.
   * @default - all are dropped
   */
  readonly capabilities?: kplus.ContainerSecutiryContextCapabilities;

  /**
   * Profile that filters system calls.
   * @default - that of the pod, which is `RuntimeDefault`
   */
  readonly seccompProfile?: kplus.SeccompProfile;
}
