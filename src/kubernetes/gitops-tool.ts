/** What applies manifests from a repository, and deletes what is gone from it. */
export enum GitOpsTool {
  /** Argo CD. */
  ARGO_CD = 'argo-cd',
  /** Flux. */
  FLUX = 'flux',
}
