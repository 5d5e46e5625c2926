import type { ApiObjectMetadata, Chart } from 'cdk8s';
import type { IAppProject } from './app-project-props';
import type { ArgoDestination } from './argo-destination';
import type { SandboxTenant } from '../tenant/sandbox-tenant';

/** Fields of objects that Argo CD leaves to others. */
export interface ArgoIgnoredFields {
  /** Kind of the objects, such as `Deployment`. */
  readonly kind: string;

  /**
   * API group of the kind, such as `apps`.
   * @default - the core group
   */
  readonly group?: string;

  /**
   * Name of the object.
   * @default - all objects of the kind
   */
  readonly name?: string;

  /** The fields as JSON pointers, such as `/spec/replicas`, at least one. */
  readonly jsonPointers: string[];
}

/** From where Argo CD applies charts, and how. */
export interface ArgoSyncOptions {
  /** The repository with the manifests, such as `https://git.example.com/platform.git`. */
  readonly repoUrl: string;

  /** The directory of the repository with what the app writes, such as `dist`; `.` for the top. */
  readonly path: string;

  /**
   * Branch, tag or commit.
   * @default HEAD
   */
  readonly targetRevision?: string;

  /**
   * The project, which bounds what may be applied.
   * @default - the project `default`, which bounds nothing
   */
  readonly project?: IAppProject;

  /**
   * Whether Argo CD applies each change of the repository by itself, sets back what others change of what it applied,
   * and deletes what is gone from the repository; never what is data.
   * @default true
   */
  readonly automated?: boolean;

  /**
   * Fields to ignore besides those that are known: a field that manifests state and something outside the app changes.
   * @default - none
   */
  readonly ignoreDifferences?: ArgoIgnoredFields[];
}

/** An Application of Argo CD. */
export interface ArgoApplicationProps extends ArgoSyncOptions {
  /**
   * Name, namespace, labels and annotations of the Application.
   * @default - the name is made from the id, in the namespace `argocd`
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * The charts that it applies, with those within them.
   * @default - none: give `tenant`
   */
  readonly charts?: Chart[];

  /**
   * A tenant whose team applies what is in `path` of a repository of its own, after the guardrails of the tenant. Give
   * it a project for the tenant.
   * @default - none: give `charts`
   */
  readonly tenant?: SandboxTenant;

  /**
   * The cluster.
   * @default ArgoDestination.inCluster()
   */
  readonly destination?: ArgoDestination;
}
