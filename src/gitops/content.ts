import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { tryToRender } from '../app/judged-objects';
import { apiGroupOf } from '../kubernetes/api-group';
import { CLUSTER_SCOPED_KINDS } from '../kubernetes/cluster-scoped-kinds';
import { inObject } from '../kubernetes/read-json';

/** A kind and its group, as API servers find kinds. */
export interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  ...CLUSTER_SCOPED_KINDS, 'ClusterIssuer', 'ComputeClass', 'GatewayClass', 'NodePool', 'PodSnapshotStorageConfig',
  'VolumeSnapshotClass', 'VolumeSnapshotContent',
]);

/** Whether objects of a kind are in no namespace. */
export function isClusterScoped({ kind }: ApiObject): boolean {
  return CLUSTER_SCOPED.has(kind);
}

/** Kinds, each once, by group and name. */
export function kindsOnce(kinds: readonly GroupKind[]): GroupKind[] {
  const once = new Map(kinds.map((each) => [`${each.group} ${each.kind}`, each]));
  return [...once].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, kind]) => kind);
}

/** Charts, and those within them, which have files of their own. */
export function withInnerCharts(charts: readonly Chart[]): Chart[] {
  const isChart = (each: IConstruct): each is Chart => Chart.isChart(each);
  return [...new Set(charts.flatMap((chart) => chart.node.findAll().filter(isChart)))];
}

/** What charts hold, as far as it decides what is applied before what. */
export class Content {
  readonly objects: readonly ApiObject[];

  constructor(readonly charts: readonly Chart[]) {
    const own = new Set(charts);
    this.objects = [...new Set(charts.flatMap((chart) => chart.node.findAll()))]
      .filter((each): each is ApiObject => ApiObject.isApiObject(each) && own.has(each.chart));
  }

  /** The kinds of its objects, each once, by group and name. */
  kinds(isWanted: (object: ApiObject) => boolean): GroupKind[] {
    return kindsOnce(this.objects.filter(isWanted).map(({ apiVersion, kind }) => ({
      group: apiGroupOf(apiVersion), kind,
    })));
  }

  /** The namespaces of its objects, in alphabetical order. An object without one is in that which it is applied to. */
  namespaces(): string[] {
    const all = this.objects.filter((each) => !isClusterScoped(each))
      .flatMap(({ metadata }) => metadata.namespace ?? []);
    return [...new Set(all)].sort();
  }

  /** The namespaces that it makes. */
  madeNamespaces(): Set<string> {
    return new Set(this.objects.filter(({ kind }) => kind === 'Namespace').map(({ name }) => name));
  }

  /** The kinds that it defines, such as `agents.x-k8s.io Sandbox`. */
  definedKinds(): Set<string> {
    return new Set(this.objects.filter(({ kind }) => kind === 'CustomResourceDefinition').map((object) => {
      const { group, names } = inObject(tryToRender(object)?.spec);
      return `${String(group)} ${String(inObject(names).kind)}`;
    }));
  }

  /** Whether it runs a controller of Agent Sandbox. */
  get isInstall(): boolean {
    return this.objects.some((object) => object.kind !== 'CustomResourceDefinition'
      && object.node.scopes.some((each) => '_watched' in each));
  }
}
