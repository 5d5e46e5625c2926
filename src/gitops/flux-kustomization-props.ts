import type { ApiObjectMetadata, Chart, Duration } from 'cdk8s';
import type { FluxSource } from './flux-source';
import type { SandboxTenant } from '../tenant/sandbox-tenant';

/** A Kustomization of Flux. */
export interface FluxKustomizationProps {
  /**
   * Name, namespace, labels and annotations of the Kustomization.
   * @default - the name is made from the id, in the namespace `flux-system`
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * The chart that it applies. Charts within it have folders, and Kustomizations, of their own. Where the app writes a
   * file for each chart, it has to be its only one.
   * @default - none: give `tenant`
   */
  readonly chart?: Chart;

  /**
   * A tenant whose team applies what is in `path` of a source of its own, after the guardrails of the tenant.
   * @default - none: give `chart`
   */
  readonly tenant?: SandboxTenant;

  /** The source with the manifests. */
  readonly source: FluxSource;

  /**
   * The directory of the source with what the app writes, such as `dist`; `.` for the top. Of a tenant, that with the
   * manifests of its team.
   */
  readonly path: string;

  /**
   * Time between two looks for drift, in whole seconds.
   * @default Duration.minutes(10)
   */
  readonly interval?: Duration;

  /**
   * Time that objects may take to become healthy, in whole seconds.
   * @default Duration.minutes(5)
   */
  readonly timeout?: Duration;

  /**
   * Time to wait after a failure, in whole seconds.
   * @default Duration.minutes(2)
   */
  readonly retryInterval?: Duration;

  /**
   * Whether objects that are gone from the source are deleted; never what is data.
   * @default true
   */
  readonly prune?: boolean;

  /**
   * Whether it is ready when its objects are healthy, and what needs it waits for that; else when they are applied.
   * @default true
   */
  readonly wait?: boolean;

  /**
   * The account that applies, of the namespace of the Kustomization: that of a team has the rights of the team.
   * @default - that of Flux
   */
  readonly serviceAccountName?: string;

  /**
   * Name of the Secret with the kubeconfig of another cluster.
   * @default - the cluster of Flux
   */
  readonly kubeConfigSecretName?: string;

  /**
   * The minor of Flux, such as `2.8`. Before 2.9 it cannot ignore a field, so that one which the manifests state
   * although something else owns it is refused; before 2.5 no health of the four kinds is told.
   * @default - 2.9, of June 2026, or later
   */
  readonly fluxVersion?: string;

  /**
   * Names of Kustomizations of other apps, in the same namespace, that must be ready before. Those of this app are
   * found.
   * @default - none
   */
  readonly dependsOn?: string[];
}
