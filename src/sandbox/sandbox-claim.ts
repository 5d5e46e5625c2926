import { ApiObject, ApiObjectMetadata, Chart, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { Finding } from '../findings/finding';
import type * as k8s from '../l1';
import type { ClaimDefaults } from './claim-defaults';
import { ClaimShutdownPolicy } from './enums';
import { templateWanted } from './findings';
import { claimDefaultsOf } from './given-claim-defaults';
import { IWarmPool } from './references';
import { ReleaseRendering, renderedObject } from './rendered-object';
import { VolumeClaimOptions } from './volume-claim-options';
import { checkNamed, ClaimTemplate, claimTemplate } from './volume-claim-template';
import { atConstruct } from '../app/construct-errors';
import { nameOfId } from '../app/names';
import { copyOf } from '../checks/copy-of';
import { checkCount, checkForm, checkMetadata, milliseconds, shown } from '../checks/forms';
import { checkInstant } from '../checks/instant';
import { checkSameNamespace } from '../checks/same-namespace';
import { checkShapes, METADATA, oneOf, Shapes } from '../checks/shapes';
import { Resource } from '../kubernetes/kplus';
import { has, member, writtenVersion } from '../release/features';
import { Release } from '../release/release';

/** An environment variable that a claim brings. */
export interface ClaimEnvVariable {
  /** Name of the variable. */
  readonly name: string;

  /** Its value. Claims cannot refer to Secrets: whoever may read the claim reads it. */
  readonly value: string;

  /**
   * Name of the container that gets it.
   * @default - the first container
   */
  readonly containerName?: string;
}

/** Options of a claim. */
export interface SandboxClaimOptions {
  /**
   * Name, labels, annotations.
   * @default - named after the id of the construct
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * Time at which it expires, in the format of RFC 3339: `2027-01-31T18:00:00Z`. From v0.1.1.
   * @default - never
   */
  readonly shutdownTime?: string;

  /**
   * The objects that remain when it expires. Only with `shutdownTime` or `ttlAfterFinished`.
   * @default - that of the tenant, else ClaimShutdownPolicy.RETAIN
   */
  readonly shutdownPolicy?: ClaimShutdownPolicy;

  /**
   * Time after the end of its pod at which the claim expires; in whole seconds. A pod ends only if its restart policy
   * lets it. From v0.4.3.
   * @default - that of the tenant, else for ever
   */
  readonly ttlAfterFinished?: Duration;

  /**
   * Environment variables, if `envVarsInjectionPolicy` of the template allows them. The sandbox then starts on demand,
   * not from the pool. From v0.4.0.
   * @default - none
   */
  readonly env?: ClaimEnvVariable[];

  /**
   * Labels of its pod. Each key needs a domain that the controller allows. From v0.4.0.
   * @default - none
   */
  readonly podLabels?: { [key: string]: string };

  /**
   * Annotations of its pod. From v0.4.0.
   * @default - none
   */
  readonly podAnnotations?: { [key: string]: string };

  /**
   * Volume claim templates field by field, if `volumeClaimTemplatesPolicy` of the template allows them;
   * `addVolumeClaim` makes one. The sandbox then starts on demand, not from the pool. From v0.5.0.
   * @default - none
   */
  readonly volumeClaimTemplates?: k8s.SandboxClaimV1Beta1VolumeClaimTemplate[];
}

/** A SandboxClaim. */
export interface SandboxClaimProps extends SandboxClaimOptions {
  /** The pool that serves it, in its namespace. */
  readonly warmPool: IWarmPool;
}

const SHAPES: Shapes = {
  warmPool: 'pool',
  env: 'objects',
  volumeClaimTemplates: 'objects',
  podLabels: 'object',
  podAnnotations: 'object',
  shutdownPolicy: oneOf(ClaimShutdownPolicy),
  metadata: METADATA,
};

/**
 * A claim of a sandbox: the controller hands one out of a pool, or starts one.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 *
 * @example
 * const python = new SandboxTemplate(chart, 'Python', {
 *   containers: [{ image: 'registry.example.com/python:3.14' }],
 * });
 * python.addWarmPool('PythonPool').addClaim('Nightly', { ttlAfterFinished: Duration.hours(1) });
 */
export class SandboxClaim extends Resource {
  private static readonly RENDERING = new ReleaseRendering<SandboxClaim>(
    (claim, release) => claim.spec(release),
    (claim, release) => claim.findings(release),
  );

  /** Name of the resource in roles. */
  public readonly resourceType = 'sandboxclaims';

  /** The pool that serves it. */
  public readonly warmPool: IWarmPool;

  /** The object that is printed. */
  protected readonly apiObject: ApiObject;

  private readonly props: SandboxClaimProps;
  private readonly volumes: ClaimTemplate[];

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct, from which the name of the claim is made
   * @param props the pool, when it ends, and what its pod has of its own
   * @throws when a prop is one that Kubernetes or the controller would not accept
   */
  public constructor(scope: Construct, id: string, props: SandboxClaimProps) {
    super(scope, id);
    const defaults = () => claimDefaultsOf(this, props.metadata?.namespace ?? Chart.of(this).namespace);
    atConstruct(this, () => { checkClaim(checkShapes('the props', props, SHAPES, 'warmPool'), defaults()); });
    this.warmPool = props.warmPool;
    this.props = copyOf(props);
    this.volumes = [...this.props.volumeClaimTemplates ?? [] as object[]] as ClaimTemplate[];
    this.apiObject = renderedObject(this, 'SandboxClaim', props.metadata, SandboxClaim.RENDERING);
    atConstruct(this, () => {
      checkSameNamespace('claim', this, 'pool', props.warmPool, 'claims take sandboxes of their own namespace only');
    });
  }

  /** Namespace of the claim, if it is known. */
  public get namespace(): string | undefined {
    return this.metadata.namespace;
  }

  /**
   * Adds a volume, in place of or beside those of the template, if `volumeClaimTemplatesPolicy` of the template allows
   * it. Its name is that of a volume which the containers of the template mount.
   *
   * @param id from which the name of the volume is made
   * @param options its size, class and access modes
   * @throws when the claim has a volume of the name, or Kubernetes would refuse an option
   */
  public addVolumeClaim(id: string, options: VolumeClaimOptions): void {
    const made = claimTemplate(nameOfId(id), options);
    if (this.volumes.some(({ metadata }) => metadata.name === made.metadata.name)) {
      throw new Error(`claim '${this.node.path}' has two volumes '${made.metadata.name}'; give one another id`);
    }
    this.volumes.push(made);
  }

  private spec(release: Release): object {
    const { env, podLabels, podAnnotations } = this.props;
    const metadata = {
      ...(podLabels && { labels: podLabels }),
      ...(podAnnotations && { annotations: podAnnotations }),
    };
    return {
      ...this.source(release),
      ...this.lifecycle(release),
      ...member(release, 'SandboxClaim.spec.env', env),
      ...(Object.keys(metadata).length > 0 && { additionalPodMetadata: metadata }),
      ...(this.volumes.length > 0 && { volumeClaimTemplates: this.volumes }),
    };
  }

  /** The pool; for releases before v0.5.0 its template, and the pool if the release has a field for it. */
  private source(release: Release): object {
    const { name, templateName } = this.warmPool;
    if (writtenVersion(release) !== 'v1alpha1') { return { warmPoolRef: { name } }; }
    return {
      sandboxTemplateRef: { name: templateName },
      ...(has(release, 'SandboxClaim.spec.warmpool') && { warmpool: name }),
    };
  }

  private findings(release: Release): Finding[] {
    return writtenVersion(release) === 'v1alpha1' && this.warmPool.templateName === undefined
      ? [templateWanted(this.warmPool.name, release)]
      : [];
  }

  private lifecycle(release: Release): object {
    const { shutdownTime } = this.props;
    const defaults = claimDefaultsOf(this, this.namespace);
    const hasTtl = has(release, 'SandboxClaim.spec.lifecycle.ttlSecondsAfterFinished');
    const ttlAfterFinished = this.props.ttlAfterFinished ?? (hasTtl ? defaults.ttlAfterFinished : undefined);
    // A policy without an end would say nothing.
    const ends = shutdownTime !== undefined || ttlAfterFinished !== undefined;
    const hasPolicy = ends && has(release, 'SandboxClaim.spec.lifecycle.shutdownPolicy');
    const shutdownPolicy = this.props.shutdownPolicy ?? (hasPolicy ? defaults.shutdownPolicy : undefined);
    const lifecycle = {
      ...member(release, 'SandboxClaim.spec.lifecycle.shutdownTime', shutdownTime),
      ...member(release, 'SandboxClaim.spec.lifecycle.shutdownPolicy', shutdownPolicy, ClaimShutdownPolicy.RETAIN),
      ...(ttlAfterFinished && { ttlSecondsAfterFinished: seconds(ttlAfterFinished) }),
    };
    return Object.keys(lifecycle).length > 0 ? { lifecycle } : {};
  }
}

function checkClaim(options: SandboxClaimOptions, defaults: ClaimDefaults): void {
  const { shutdownTime, shutdownPolicy, ttlAfterFinished, env = [], podLabels, podAnnotations } = options;
  if (shutdownTime !== undefined) { checkInstant("'shutdownTime'", shutdownTime); }
  if (ttlAfterFinished !== undefined) { checkCount("'ttlAfterFinished' in seconds", seconds(ttlAfterFinished), 0); }
  const ttl = ttlAfterFinished ?? defaults.ttlAfterFinished;
  if (shutdownPolicy !== undefined && shutdownTime === undefined && ttl === undefined) {
    throw new Error(
      `'shutdownPolicy' is ${shown(shutdownPolicy)} without a 'shutdownTime' or 'ttlAfterFinished', and then nothing `
        + "ever shuts down; set one of them, or remove 'shutdownPolicy'",
    );
  }
  checkMetadata("'podLabels'", podLabels ?? {}, 'label');
  checkMetadata("'podAnnotations'", podAnnotations ?? {}, 'annotation');
  checkNamed(options.volumeClaimTemplates);
  for (const { name, value, containerName } of env) {
    checkForm("name in 'env'", name, 'environment variable name');
    if (typeof value !== 'string') {
      throw new Error(
        `'env' gives '${name}' a value that is no string; claims take plain strings only, no reference to a Secret or `
          + 'ConfigMap',
      );
    }
    if (containerName !== undefined) { checkForm(`container of '${name}' in 'env'`, containerName, 'DNS label'); }
  }
}

function seconds(duration: Duration): number {
  return milliseconds("'ttlAfterFinished'", duration) / 1000;
}
