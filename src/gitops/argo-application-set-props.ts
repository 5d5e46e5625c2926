import type { ApiObjectMetadata, Chart } from 'cdk8s';
import type { ArgoSyncOptions } from './argo-application-props';
import type { ArgoDestination } from './argo-destination';

/** One of the Applications that an ApplicationSet makes. */
export interface ArgoTarget {
  /** Name of the Application, such as `production`. */
  readonly name: string;

  /** The charts that it applies, with those within them. At least one. */
  readonly charts: Chart[];

  /**
   * The cluster. All targets name theirs in the same way: by name or by address.
   * @default ArgoDestination.inCluster()
   */
  readonly destination?: ArgoDestination;

  /**
   * Branch, tag or commit, if it is another one than that of the set: a release that production gets later.
   * @default - that of the set
   */
  readonly targetRevision?: string;

  /**
   * The one of `stages` that it belongs to.
   * @default - none, where there are no stages
   */
  readonly stage?: string;
}

/** Applications of Argo CD, one for each cluster or tenant. */
export interface ArgoApplicationSetProps extends ArgoSyncOptions {
  /**
   * Name, namespace, labels and annotations of the ApplicationSet.
   * @default - the name is made from the id, in the namespace `argocd`
   */
  readonly metadata?: ApiObjectMetadata;

  /** The Applications, at least one. */
  readonly targets: ArgoTarget[];

  /**
   * Stages of a release, in order, such as `['staging', 'production']`: a change is applied to the Applications of a
   * stage when those of the stage before are healthy. Argo CD needs progressive syncs to be enabled.
   * @default - all are applied at once
   * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Progressive-Syncs/
   */
  readonly stages?: string[];
}

/** Applications of Argo CD, one for each folder of a repository. */
export interface ArgoFolderSetProps extends ArgoSyncOptions {
  /**
   * Name, namespace, labels and annotations of the ApplicationSet.
   * @default - the name is made from the id, in the namespace `argocd`
   */
  readonly metadata?: ApiObjectMetadata;

  /** The folders below `path`, as a pattern such as `tenant-*`. A new folder gets an Application of its name. */
  readonly folders: string;

  /**
   * Charts of this app that are written into such folders: their objects are ordered and kept, as with an Application.
   * @default - none: other apps write the folders
   */
  readonly charts?: Chart[];

  /**
   * The cluster.
   * @default ArgoDestination.inCluster()
   */
  readonly destination?: ArgoDestination;
}
