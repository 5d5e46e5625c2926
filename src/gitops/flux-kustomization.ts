import { ApiObject, Duration, Lazy } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { below, checkDirectory } from './argo-spec';
import type { Content } from './content';
import type { FluxKustomizationProps } from './flux-kustomization-props';
import { FluxSource } from './flux-source';
import { AppliedCharts, checkedCharts, GitOpsApp } from './gitops-app';
import { celOf } from './health/cel';
import { IgnoredField, ignoredFields } from './ignored-fields';
import type { Layout } from './output-layout';
import { checkApplied, leftOut, tellTeams } from './team-source';
import { Kind, KIND_NAMES, KINDS } from '../api/kinds';
import { Cluster } from '../app/cluster';
import { atConstruct } from '../app/construct-errors';
import { isOfOurKinds } from '../app/judged-objects';
import { objectName } from '../app/names';
import { ScopedApiObject } from '../app/scoped-api-object';
import { checkForm, shown } from '../checks/forms';
import { checkShapes, listOf, METADATA, Shapes } from '../checks/shapes';
import { wholeSeconds } from '../checks/whole-seconds';
import { GitOpsTool } from '../kubernetes/gitops-tool';
import { Catalogue } from '../release/catalogue';
import { has, writtenVersion } from '../release/features';
import type { SandboxTenant } from '../tenant/sandbox-tenant';

/** Namespace of Flux, unless metadata says otherwise. */
const FLUX_NAMESPACE = 'flux-system';

const SHAPES: Shapes = {
  path: 'string',
  interval: 'duration',
  timeout: 'duration',
  retryInterval: 'duration',
  prune: 'boolean',
  wait: 'boolean',
  serviceAccountName: 'string',
  kubeConfigSecretName: 'string',
  fluxVersion: 'string',
  dependsOn: listOf('string'),
};

/**
 * A Kustomization of Flux that applies a chart of the app.
 *
 * It waits for the Kustomizations of the app that hold what it needs: kinds, namespaces, the controller, guardrails,
 * and what its chart depends on. CRDs, namespaces, volumes and sandboxes with workspaces are never pruned: the objects
 * of the chart get annotations that say so. The health of the four kinds is told by CEL, from Flux 2.5 on.
 *
 * A field that a manifest states although something else owns it is ignored, from Flux 2.9 on. Its apply engine is part
 * of our tests; no cluster of ours has seen a Kustomization.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/
 *
 * @example
 * const flux = new Chart(app, 'flux');
 * new FluxKustomization(flux, 'Platform', {
 *   chart: platform, source: FluxSource.gitRepository('platform'), path: 'dist',
 * });
 */
export class FluxKustomization extends Construct {
  /** Name of the Kustomization. */
  public readonly name: string;

  /** Namespace of the Kustomization. */
  public readonly namespace: string;

  /** The object that is printed. */
  public readonly resource: ApiObject;

  private readonly gitOps: GitOpsApp;
  private readonly applied: AppliedCharts;

  /**
   * @param scope a chart, which the Kustomization does not apply itself, or a construct in one
   * @param id of the construct, from which the name of the Kustomization is made
   * @param props the chart and the source
   * @throws when a prop is malformed, or another Kustomization applies the chart to the same cluster
   */
  public constructor(scope: Construct, id: string, props: FluxKustomizationProps) {
    super(scope, id);
    atConstruct(this, () => { checkProps(props); });
    const { metadata, chart, tenant, kubeConfigSecretName = '' } = props;
    this.namespace = metadata?.namespace ?? FLUX_NAMESPACE;
    this.gitOps = GitOpsApp.of(this);
    const charts = atConstruct(this, () => checkedCharts(this, chart ? 'chart' : 'tenant', [(chart ?? tenant)!]));
    this.applied = {
      tool: GitOpsTool.FLUX, cluster: kubeConfigSecretName, construct: this, charts: charts.slice(0, 1),
    };
    atConstruct(this, () => { this.gitOps.add(this.applied); });
    tellTeams(GitOpsTool.FLUX, [tenant]);
    this.node.addValidation({
      validate: () => (tenant ? leftOut('chart', tenant, this.gitOps.contentOf(this.applied)) : this.unfitness()),
    });
    this.node.addValidation({ validate: () => this.unignorable(props) });
    this.resource = new ScopedApiObject(this, 'Resource', {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: { ...metadata, namespace: this.namespace, name: objectName(this, metadata?.name) },
      spec: Lazy.any({ produce: () => this.spec(props) }),
    });
    this.name = this.resource.name;
  }

  /** Kustomizations of the app that must be ready before, as the app is now. */
  public get dependencies(): FluxKustomization[] {
    return this.gitOps.before(this.applied).map(({ construct }) => construct as FluxKustomization);
  }

  private spec(props: FluxKustomizationProps): object {
    const { chart, tenant, source, path, prune = true, wait = true, serviceAccountName, kubeConfigSecretName } = props;
    const { hasFolders, nameOf } = this.gitOps.layout;
    const content = this.gitOps.contentOf(this.applied);
    const dependsOn = [
      ...this.dependencies.map(({ name, namespace }) => ({
        name, ...(namespace !== this.namespace && { namespace }),
      })),
      ...(props.dependsOn ?? []).map((name) => ({ name })),
    ];
    const ignored = ignoredFields(content, this.gitOps.objects);
    return {
      interval: lengthOf("'interval'", props.interval ?? Duration.minutes(10)),
      retryInterval: lengthOf("'retryInterval'", props.retryInterval ?? Duration.minutes(2)),
      timeout: lengthOf("'timeout'", props.timeout ?? Duration.minutes(5)),
      sourceRef: source._toJson(),
      path: `./${hasFolders && chart ? below(path, nameOf(chart)) : below(path, '')}`,
      prune,
      wait,
      ...(serviceAccountName !== undefined && { serviceAccountName }),
      ...(kubeConfigSecretName !== undefined && { kubeConfig: { secretRef: { name: kubeConfigSecretName } } }),
      ...(dependsOn.length > 0 && { dependsOn }),
      ...(wait && hasMinor(props, HEALTH_SINCE) && healthChecks(tenant ? kindsOf(tenant) : printedKinds(content))),
      ...(ignored.length > 0 && hasMinor(props, IGNORE_SINCE) && { ignore: ignored.map(ignoreRule) }),
    };
  }

  private unignorable(props: FluxKustomizationProps): string[] {
    if (hasMinor(props, IGNORE_SINCE)) { return []; }
    const ignored = ignoredFields(this.gitOps.contentOf(this.applied), this.gitOps.objects);
    return ignored.map(({ kind, name, pointer }) => (
      `${kind} '${name}' states ${pointer}, which something else owns, and Flux ${props.fluxVersion} sets it back, as `
        + 'it cannot ignore a field; leave the field out, or use Flux 2.9'
    ));
  }

  private unfitness(): string[] {
    let layout: Layout;
    try {
      layout = this.gitOps.layout;
    } catch {
      // It is told once, for the app.
      return [];
    }
    if (layout.hasFolders) { return []; }
    const { charts: [chart] } = this.applied;
    const others = this.gitOps.objects.filter((each) => each.chart !== chart).map((each) => each.chart.node.path);
    return others.length === 0
      ? []
      : ['the app writes the files of its charts side by side, and Flux applies whole folders, so that it would apply '
        + `chart '${others[0]}' too; set 'yamlOutputType' of the app to `
        + 'YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE'];
  }
}

/** The minors of Flux 2 since which a Kustomization has expressions for health, and fields to ignore. */
const [HEALTH_SINCE, IGNORE_SINCE] = [5, 9];

function hasMinor({ fluxVersion }: FluxKustomizationProps, minor: number): boolean {
  return fluxVersion === undefined || Number(fluxVersion.split('.')[1]) >= minor;
}

/** A kind as it is printed for a cluster. */
interface PrintedKind {
  readonly apiVersion: string;
  readonly kind: string;
  /** What is in the cluster. */
  readonly at: IConstruct;
}

/** The kinds that the team of a tenant may have, as the release of its cluster prints them. */
function kindsOf(tenant: SandboxTenant): PrintedKind[] {
  const version = writtenVersion(Cluster.of(tenant).version?._release ?? Catalogue.standard().latest);
  return KIND_NAMES.map((kind) => ({ apiVersion: `${KINDS[kind].group}/${version}`, kind, at: tenant }));
}

function printedKinds({ objects }: Content): PrintedKind[] {
  return objects.filter(isOfOurKinds).map((at) => ({ apiVersion: at.apiVersion, kind: at.kind, at }));
}

/** The expressions for kinds, each once, which count what the release of their cluster reports. */
function healthChecks(all: readonly PrintedKind[]): { readonly healthCheckExprs?: object[] } {
  const kinds = new Map(all.map((each) => [`${each.apiVersion} ${each.kind}`, each]));
  if (kinds.size === 0) { return {}; }
  return {
    healthCheckExprs: [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { apiVersion, kind, at }]) => {
      const release = Cluster.of(at).version?._release;
      const countsReady = release === undefined || has(release, 'SandboxWarmPool.status.readyReplicas');
      return { apiVersion, kind, ...celOf(kind as Kind, countsReady) };
    }),
  };
}

/** Flux reads each member of a target as a pattern of the whole text. */
function ignoreRule({ group, kind, name, namespace, pointer }: IgnoredField): object {
  return { paths: [pointer], target: { group, kind, name, ...(namespace !== undefined && { namespace }) } };
}

function lengthOf(what: string, duration: Duration): string {
  const seconds = wholeSeconds(what, duration);
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}

function checkProps(props: FluxKustomizationProps): void {
  checkShapes('the props', props, SHAPES, 'path');
  checkApplied('chart', props.chart, props.tenant);
  METADATA('metadata', props.metadata ?? {});
  const {
    source, path, interval, timeout, retryInterval, serviceAccountName, kubeConfigSecretName, dependsOn, fluxVersion,
  } = props;
  if (!(source instanceof FluxSource)) {
    throw new Error(`'source' is ${shown(source)}; give a FluxSource, such as FluxSource.gitRepository('platform')`);
  }
  checkDirectory(path);
  if (fluxVersion !== undefined && !/^2\.\d+$/.test(fluxVersion)) {
    throw new Error(`'fluxVersion' is ${shown(fluxVersion)}; give a minor of Flux 2, such as '2.9'`);
  }
  for (const [name, value] of Object.entries({ interval, timeout, retryInterval })) {
    if (value !== undefined) { wholeSeconds(`'${name}'`, value); }
  }
  for (const [name, value] of Object.entries({ serviceAccountName, kubeConfigSecretName })) {
    if (value !== undefined) { checkForm(`'${name}'`, value, 'DNS subdomain'); }
  }
  for (const name of dependsOn ?? []) { checkForm("'dependsOn' has a name that", name, 'DNS subdomain'); }
}
