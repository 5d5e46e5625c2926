import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { AppDeclarations } from './declared-objects';
import { catalogueIn } from '../../api/class-catalogue';
import type { Kind } from '../../api/kinds';
import { Cluster } from '../../app/cluster';
import { clusterScopeOf, keyInCluster } from '../../app/cluster-scope';
import { constructPath, identityOf, isOfOurKinds, tryToRender } from '../../app/judged-objects';
import { objectsInNamespace } from '../../app/objects-by-namespace';
import { standingLimits } from '../../app/standing-objects';
import { Finding } from '../../findings/finding';
import type { KubeObject } from '../../kubernetes/kube-object';
import { isOfOpenShift } from '../rules/controller/openshift';
import { located } from '../rules/located';
import { containerDefaults } from '../rules/namespaces/guards';
import { Controllers } from '../rules/one-controller';
import { asksForOthers, judgeAmongOthers, judgeOtherKind, OTHER_KINDS } from '../rules/other-kinds';
import type { OtherContext } from '../rules/other-rule';
import { mirrorIn } from '../rules/pods/public-images';
import {
  claimModesIn, CONTROLLER_KINDS, SCALER_KINDS, scaleTargetOf, SUBSCRIPTION,
} from '../rules/read-other-kinds';

/** Which objects of other kinds are looked into; all others are never rendered for this. */
const READ: ReadonlySet<string> = new Set([
  ...SCALER_KINDS,
  ...CONTROLLER_KINDS,
  ...OTHER_KINDS,
  SUBSCRIPTION,
  'ClusterRoleBinding',
  'PersistentVolumeClaim',
]);

/** Kinds of which constructs of this library make very many, and none that a rule finds anything in. */
const SOUND: ReadonlySet<string> = new Set([
  'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding', 'NetworkPolicy',
]);

/** Codes of which installs of this library speak themselves. */
const TOLD_BY_INSTALLS: ReadonlySet<string> = new Set(['ASB502', 'ASB508']);

/** Who knows the objects of our kinds. */
export interface ObjectFinder {
  /** An object in a cluster, if the app has it. */
  find(cluster: Cluster, kind: Kind, namespace: string | undefined, name: string): KubeObject | undefined;
}

/** The objects of an app that are of other kinds than ours, as far as rules are about them or ask for them. */
export class OtherObjects {
  /** All findings about them. */
  public found: readonly Finding[] = [];

  private objects: readonly ApiObject[] = [];
  private readonly scalers = new Map<string, string[]>();
  private readonly claimModes = new Map<string, readonly string[]>();
  private readonly catalogued = new Map<string, readonly string[]>();
  readonly declared: AppDeclarations;
  /** The registries of controllers that come from mirrors, by cluster. */
  readonly mirrors = new Map<IConstruct, string>();

  /** The finder, set by its maker: it is made of these objects. A function here would keep a dropped tree in memory. */
  finder?: ObjectFinder;

  constructor(root: IConstruct) {
    this.declared = new AppDeclarations(root);
  }

  /** Reads the objects of the app, unless they are the same as before and had no findings. */
  visit(objects: readonly ApiObject[]): void {
    if (objects === this.objects && this.found.length === 0) { return; }
    this.objects = objects;
    this.scalers.clear();
    this.claimModes.clear();
    this.catalogued.clear();
    this.mirrors.clear();
    this.declared.visit(objects);
    const findings: Finding[] = [];
    const controllers = new Map<IConstruct, Controllers<ApiObject>>();
    const asking: Array<{ readonly object: ApiObject; readonly json: KubeObject }> = [];
    for (const object of objects) {
      if (!READ.has(object.kind) && !isOfOurKinds(object) && !isOfOpenShift(object)) { continue; }
      const scope = clusterScopeOf(object);
      let ofCluster = controllers.get(scope);
      if (!ofCluster) { controllers.set(scope, ofCluster = new Controllers(Cluster.of(object).installedBy)); }
      if (isOfOurKinds(object)) {
        ofCluster.visitAgentSandboxKind(object.kind, () => identityOf(object));
        continue;
      }
      if (SOUND.has(object.kind) && '_render' in object) { continue; }
      const json = tryToRender(object);
      if (!json) { continue; }
      if (asksForOthers(json)) { asking.push({ object, json }); }
      ofCluster.visitOtherKind(json, () => object);
      findings.push(...this.note(object, json, scope));
    }
    for (const { object, json } of asking) { findings.push(...this.judgeAmongOthers(object, json)); }
    for (const ofCluster of controllers.values()) {
      for (const { where, code, severity, trouble } of ofCluster.judge()) {
        findings.push({ ...located(code, severity, trouble, identityOf(where)).finding, path: constructPath(where) });
      }
    }
    this.found = findings;
  }

  /** The autoscaler of an object, such as `HorizontalPodAutoscaler research/scaling`. */
  scalerOf({ scope }: Cluster, kind: Kind, namespace: string | undefined, name: string): string | undefined {
    return this.scalers.get(keyInCluster(scope, kind, namespace, name))?.[0];
  }

  /** The access modes of a PersistentVolumeClaim of the app. */
  claimModesOf({ scope }: Cluster, namespace: string | undefined, name: string): readonly string[] | undefined {
    return this.claimModes.get(keyInCluster(scope, 'PersistentVolumeClaim', namespace, name));
  }

  /** The pools in the catalogues of a namespace. */
  cataloguedIn({ scope }: Cluster, namespace: string | undefined): readonly string[] | undefined {
    return this.catalogued.get(keyInCluster(scope, 'ConfigMap', namespace));
  }

  private note(object: ApiObject, json: KubeObject, scope: IConstruct): Finding[] {
    const target = scaleTargetOf(json);
    if (target) {
      const key = keyInCluster(scope, target.kind, target.namespace, target.name);
      this.scalers.set(key, [...this.scalers.get(key) ?? [], target.scaler]);
    }
    const ofController = mirrorIn(json);
    if (ofController !== undefined) { this.mirrors.set(scope, ofController); }
    const modes = claimModesIn(json);
    if (modes) {
      const { namespace, name } = json.metadata;
      this.claimModes.set(keyInCluster(scope, json.kind, namespace, name), modes);
    }
    const catalogue = catalogueIn(json);
    if (catalogue) {
      const key = keyInCluster(scope, json.kind, json.metadata.namespace);
      this.catalogued.set(key, [...this.catalogued.get(key) ?? [], ...catalogue.classes.map(({ pool }) => pool)]);
    }
    const { version, mirror } = Cluster.of(object);
    if (!version) { return []; }
    return judgeOtherKind(json, { release: version._release, ...(mirror && { mirror }) })
      .filter(({ finding: { code } }) => !('_render' in object) || !TOLD_BY_INSTALLS.has(code))
      .map(({ finding }) => ({ ...finding, path: constructPath(object) }));
  }

  private judgeAmongOthers(object: ApiObject, json: KubeObject): Finding[] {
    const cluster = Cluster.of(object);
    const release = cluster.version?._release;
    if (!release) { return []; }
    const context: OtherContext = {
      release,
      find: (kind, namespace, name) => this.finder?.find(cluster, kind, namespace, name),
      scalersOf: (kind, namespace, name) => this.scalers.get(keyInCluster(cluster.scope, kind, namespace, name)) ?? [],
      declaredElsewhere: (kind, namespace, name) => this.declared.elsewhere(cluster, kind, namespace, name),
      isMissing: (kind, namespace, name) => this.finder?.find(cluster, kind, namespace, name) === undefined,
      poolsIn: (namespace) => this.objects
        .filter(({ kind, metadata }) => kind === 'SandboxWarmPool' && metadata.namespace === namespace)
        .map(({ name }) => name),
      defaultsIn: (namespace) => containerDefaults(objectsInNamespace(object, namespace)
        .filter(({ kind, apiVersion }) => kind === 'LimitRange' && apiVersion === 'v1')
        .flatMap((each) => tryToRender(each) ?? [])
        .concat(standingLimits(object, namespace))),
    };
    return judgeAmongOthers(json, context).map(({ finding }) => ({ ...finding, path: constructPath(object) }));
  }
}
