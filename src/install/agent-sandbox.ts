import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { AgentSandboxCrds } from './agent-sandbox-crds';
import { AgentSandboxProps } from './agent-sandbox-props';
import { installFindings, releaseFindings } from './findings';
import { objectsAfterCrds, objectsBeforeCrds } from './install-objects';
import type { LeftoverObject } from './leftover-clean-up';
import { leftovers } from './leftovers';
import { cleanUpObjects } from './objects/clean-up';
import { resolveSettings } from './resolve-props';
import { InstallSettings, portOf } from './settings';
import { INSTALL } from './shapes';
import { CONTROLLER } from '../api/controller-names';
import { Cluster, WatchedInstall } from '../app/cluster';
import { atConstruct } from '../app/construct-errors';
import { Findings } from '../app/findings';
import { mirroredImage, pullSecretsOf } from '../app/mirrored-image';
import { ScopedApiObject } from '../app/scoped-api-object';
import { imageReference, parseImage } from '../checks/image';
import { checkShapes } from '../checks/shapes';
import { judgeTypedObjects } from '../judge/app/start-judge';
import { InstallObject } from '../kubernetes/kube-object';
import { AgentSandboxVersion } from '../release/agent-sandbox-version';
import { Catalogue } from '../release/catalogue';
import { upgradePath } from '../release/upgrade-path';

/**
 * An install of Agent Sandbox: namespace, CRDs, roles, Services and the one controller of a cluster.
 *
 * Its children bear the ids `Namespace`, `ServiceAccount`, `Crds`, `ClusterRole`, `Controller` and so on, in the
 * order to apply them; `ApiObject.of(install.node.findChild('Service')).addJsonPatch(...)` changes any of them last.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/releases
 *
 * @example
 * new AgentSandbox(platform, 'AgentSandbox', {
 *   version: AgentSandboxVersion.V1_0_5,
 *   replicas: 2,
 * });
 */
export class AgentSandbox extends Construct {
  /** The release that is installed. */
  public readonly version: AgentSandboxVersion;

  /** Namespace of the controller. */
  public readonly namespace: string;

  /** Name of the controller's ServiceAccount, in `namespace`. */
  public readonly serviceAccountName: string;

  /** The controller: a Deployment, on v0.1.x a StatefulSet. */
  public readonly controller: ApiObject;

  /** The CustomResourceDefinitions; none when `crds` is false. */
  public readonly crds: ApiObject[];

  /** What `upgradeFrom` leaves in the cluster once this install is applied; empty without it. */
  public readonly leftovers: LeftoverObject[];

  /**
   * Domains of the labels that claims may give to pods, where they are configured.
   * @internal
   */
  public readonly _labelDomains?: string[];

  /**
   * How its controller is watched.
   * @internal
   */
  public readonly _watched: WatchedInstall;

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param props which release, and how
   * @throws when a prop asks for what the release, Kubernetes or the controller would not accept
   */
  constructor(scope: Construct, id: string, props: AgentSandboxProps) {
    super(scope, id);
    atConstruct(this, () => { checkShapes('the props', props, INSTALL, 'version'); });
    const catalogue = Catalogue.standard();
    const { version, crds = true, crdChart } = props;
    const clusterDomain = atConstruct(this, () => domainOf(props, Cluster.of(this)));
    const settings = atConstruct(this, () => this.settings({ ...props, clusterDomain }, catalogue));
    this.version = version;
    this.namespace = settings.namespace;
    this.serviceAccountName = CONTROLLER;
    this._labelDomains = settings.allowedLabelDomains && [...settings.allowedLabelDomains];
    this._watched = {
      path: this.node.path,
      namespace: settings.namespace,
      extensions: settings.extensions,
      metrics: portOf(settings, 'metrics') !== undefined,
      secure: settings.flags['metrics-secure-serving'] === 'true',
      serviceMonitor: settings.serviceMonitor !== undefined,
      prometheusRule: settings.prometheusRule !== undefined,
    };
    judgeTypedObjects(this);
    Cluster.register(this, clusterDomain);
    for (const finding of [...releaseFindings(settings.release, catalogue), ...installFindings(settings)]) {
      Findings.of(this).add(finding);
    }

    this.render(objectsBeforeCrds(settings));
    const elsewhere = crdChart && crdChart !== Chart.of(this);
    this.crds = crds
      ? new AgentSandboxCrds(elsewhere ? crdChart : this, elsewhere ? `${id}Crds` : 'Crds', props).crds
      : [];
    this.render(objectsAfterCrds(settings));
    this.controller = ApiObject.of(this.node.findChild('Controller'));
    this.leftovers = atConstruct(this, () => leftoversOf(props, settings, catalogue));
    const { cleanUp, upgradeFrom } = props;
    if (cleanUp && this.leftovers.length > 0) {
      const image = atConstruct(this, () => mirroredImage(this, cleanUp.image));
      this.render(cleanUpObjects(settings, { ...cleanUp, image, from: upgradeFrom!.id, leftovers: this.leftovers }));
    }
  }

  /** The settings, with the image from the registry of the cluster unless another one is given. */
  private settings(props: AgentSandboxProps, catalogue: Catalogue): InstallSettings {
    const { mirror } = Cluster.of(this);
    const settings = resolveSettings(props.version._release, {
      ...props, imagePullSecrets: [...pullSecretsOf(this, props.imagePullSecrets)],
    }, catalogue);
    if (!mirror || props.imageRegistry !== undefined) { return settings; }
    const image = parseImage(mirroredImage(this, imageReference(settings.image)), settings.image.tag);
    return { ...settings, image };
  }

  private render(objects: readonly InstallObject[]): void {
    for (const { id, object } of objects) { new ScopedApiObject(this, id, object); }
  }
}

/** What the release before leaves, if it is given. */
function leftoversOf(
  { upgradeFrom, cleanUp }: AgentSandboxProps,
  { release, extensions, namespace }: InstallSettings,
  catalogue: Catalogue,
): LeftoverObject[] {
  if (!upgradeFrom) {
    if (cleanUp) { throw new Error("'cleanUp' deletes what 'upgradeFrom' leaves; give the release that ran before"); }
    return [];
  }
  if (cleanUp) { parseImage(cleanUp.image, release.id); }
  // Defects of the release are a finding already.
  const path = upgradePath(upgradeFrom._release, { ...release, knownBad: [] }, catalogue);
  if ('reason' in path) { throw new Error(`'upgradeFrom' is ${upgradeFrom.id}: ${path.reason}; remove it`); }
  if (path.releases.length > 2) {
    const way = path.releases.slice(1).map(({ id }) => id).join(', then ');
    throw new Error(`'upgradeFrom' is ${upgradeFrom.id}, and nothing leads from there to ${release.id} at once: `
      + `install ${way} ('cdk8s-agent-sandbox upgrade-plan' has the steps)`);
  }
  return leftovers(upgradeFrom._release, release, catalogue, { extensions, namespace });
}

/** The domain of the cluster that the controller is told, where its release can be told one. */
function domainOf(
  { version, crds = true, crdChart, clusterDomain }: AgentSandboxProps,
  cluster: Cluster,
): string | undefined {
  if (!crds && crdChart) {
    throw new Error("'crdChart' is set and 'crds' is false; remove one");
  }
  return clusterDomain ?? (version.supports('--cluster-domain') ? cluster.givenDomain : undefined);
}
