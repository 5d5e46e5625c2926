import { AdmissionPolicies } from './admission-policies';
import { OtherObjects } from './other-objects';
import type { Kind } from '../../api/kinds';
import { Cluster } from '../../app/cluster';
import { clusterScopeOf, keyInCluster } from '../../app/cluster-scope';
import { Judged, tryToRender } from '../../app/judged-objects';
import type { KubeObject } from '../../kubernetes/kube-object';
import type { Release } from '../../release/release';
import { KnownRuntimes } from '../../runtime/declared-runtimes';
import type { RuleContext } from '../rules';

const REFERRED_TO: ReadonlySet<string> = new Set<Kind>(['SandboxTemplate', 'SandboxWarmPool']);

/** The objects of our kinds in an app, by cluster, kind, namespace and name, rendered when they are asked for. */
export class KnownObjects {
  private byKey?: Map<string, Judged>;
  private readonly rendered = new Map<Judged, KubeObject | undefined>();
  private readonly contexts = new Map<Cluster, RuleContext>();

  constructor(private readonly objects: readonly Judged[], private readonly others: OtherObjects) {}

  /** Drops what was looked up: the app may be another since. */
  drop(): void {
    this.byKey = undefined;
    this.rendered.clear();
    this.contexts.clear();
  }

  /** The context of rules in a cluster. */
  contextOf(cluster: Cluster, release: Release): RuleContext {
    let context = this.contexts.get(cluster);
    if (!context) {
      const { allowedLabelDomains, kubernetesVersion, dns } = cluster;
      const { declared } = this.others;
      const admission = AdmissionPolicies.of(cluster.scope);
      this.contexts.set(cluster, context = {
        release,
        ...(kubernetesVersion !== undefined && { kubernetes: kubernetesVersion }),
        allowedLabelDomains,
        dns,
        ...(cluster.mirror && { mirror: cluster.mirror }),
        find: (kind, namespace, name) => this.find(cluster, kind, namespace, name),
        scalerOf: (kind, namespace, name) => this.others.scalerOf(cluster, kind, namespace, name),
        claimModes: (namespace, name) => this.others.claimModesOf(cluster, namespace, name),
        isUndeclared: (kind, name) => declared.isUndeclared(cluster, kind, name),
        clusterWith: (kind, name) => declared.clusterWith(kind, name),
        declaredElsewhere: (kind, namespace, name) => declared.elsewhere(cluster, kind, namespace, name),
        cataloguedIn: (namespace) => this.others.cataloguedIn(cluster, namespace),
        runtime: (name) => KnownRuntimes.of(cluster.scope).find(cluster.scope, name),
        refusedByPolicies: (object) => admission.refusals(object, cluster.scope),
      });
    }
    return context;
  }

  /** The JSON of an object, if the app has it. */
  find(cluster: Cluster, kind: Kind, namespace: string | undefined, name: string): KubeObject | undefined {
    const object = this.get(cluster, kind, namespace, name);
    return object && this.json(object);
  }

  /** The object, if the app has it. */
  get(cluster: Cluster, kind: Kind, namespace: string | undefined, name: string): Judged | undefined {
    this.byKey ??= new Map(this.objects.map((object) => {
      const { kind: ofKind, metadata, name: named } = object;
      return [keyInCluster(clusterScopeOf(object), ofKind, metadata.namespace, named), object];
    }));
    return this.byKey.get(keyInCluster(cluster.scope, kind, namespace, name));
  }

  /** The JSON of an object that is printed; that of one which others refer to is looked at again. */
  print(object: Judged): KubeObject {
    const json = this.rendered.get(object) ?? object._render() as KubeObject;
    if (REFERRED_TO.has(object.kind)) { this.rendered.set(object, json); }
    return json;
  }

  private json(object: Judged): KubeObject | undefined {
    if (!this.rendered.has(object)) { this.rendered.set(object, tryToRender(object)); }
    return this.rendered.get(object);
  }
}
