import type { JobHook } from '../kubernetes/job-hook';

/** An object that an install of another release leaves in the cluster. */
export interface LeftoverObject {
  /** Such as `rbac.authorization.k8s.io/v1`. */
  readonly apiVersion: string;
  /** Such as `Role`. */
  readonly kind: string;
  /**
   * Namespace of the object.
   * @default - it is in no namespace
   */
  readonly namespace?: string;
  /** Name of the object. */
  readonly name: string;
}

/** A Job that deletes what the release before has left. */
export interface LeftoverCleanUpOptions {
  /** An image with `kubectl` on its path, such as `registry.example.com/kubectl:1.36`. This library names none. */
  readonly image: string;

  /**
   * What starts the Job. Its name tells the releases, so that each upgrade has a Job of its own.
   * @default JobHook.NONE
   */
  readonly hook?: JobHook;
}
