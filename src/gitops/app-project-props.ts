import type { ApiObjectMetadata, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { ArgoDestination } from './argo-destination';
import type { SandboxTenant } from '../tenant/sandbox-tenant';

/** A project of Argo CD. */
export interface IAppProject extends IConstruct {
  /** Name of the AppProject. */
  readonly projectName: string;
}

/** What Applications of a project may apply: what charts hold, and nothing else. */
export interface AppProjectProps {
  /**
   * Name, namespace, labels and annotations of the AppProject.
   * @default - the name is made from the id, in the namespace `argocd`
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * The charts whose kinds and namespaces are allowed, with those within them.
   * @default - none: give `tenants`
   */
  readonly charts?: Chart[];

  /**
   * Tenants whose teams apply what is in repositories of their own: their namespaces, and the kinds that their
   * pipelines may apply, are allowed.
   * @default - none: give `charts`
   */
  readonly tenants?: SandboxTenant[];

  /** The repositories from which is applied, at least one. */
  readonly sourceRepos: string[];

  /**
   * The clusters, at least one.
   * @default - that of Argo CD
   */
  readonly clusters?: ArgoDestination[];

  /**
   * Whether it is the project of a team, whose workloads others bound: charts with objects of the whole cluster or with
   * guardrails, such as a quota or a role, are refused (ASB488).
   * @default false
   */
  readonly team?: boolean;

  /**
   * What it is for.
   * @default - none
   */
  readonly description?: string;
}
