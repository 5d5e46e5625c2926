/** Annotations by which GitOps tools treat an object in another way. */

/** The wave of an object in a sync of Argo CD; without it, it is in wave 0. */
export const SYNC_WAVE = 'argocd.argoproj.io/sync-wave';

/** Options of Argo CD for an object, such as `Prune=false`. */
export const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';

/** Whether Flux deletes an object that is gone from its source. */
export const FLUX_PRUNE = 'kustomize.toolkit.fluxcd.io/prune';
