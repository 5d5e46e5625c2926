/** What starts a Job that is applied with other objects. */
export enum JobHook {
  /** Nothing: it starts when it is applied. */
  NONE = 'none',
  /** Argo CD, after a sync in which all became healthy; it deletes the Job when it has succeeded. */
  ARGO_CD = 'argo-cd',
  /** Flux, which makes the Job anew where it cannot be changed: with `wait`, the Kustomization is ready after it. */
  FLUX = 'flux',
}
