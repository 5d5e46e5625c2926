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

/** What starts the Job that deletes leftovers. */
export enum LeftoverCleanUpHook {
  /** Nothing: it starts when it is applied. Its name tells the releases, so that each upgrade has a Job of its own. */
  NONE = 'none',
  /** Argo CD, after a sync in which all became healthy; it deletes the Job when it has succeeded. */
  ARGO_CD = 'argo-cd',
  /** Flux, which makes the Job anew where it cannot be changed. */
  FLUX = 'flux',
}

/** A Job that deletes what the release before has left. */
export interface LeftoverCleanUpOptions {
  /** An image with `kubectl` on its path, such as `registry.example.com/kubectl:1.36`. This library names none. */
  readonly image: string;

  /**
   * What starts the Job.
   * @default LeftoverCleanUpHook.NONE
   */
  readonly hook?: LeftoverCleanUpHook;
}
