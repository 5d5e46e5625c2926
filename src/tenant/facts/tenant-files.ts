import type { FactsDocument } from './facts-document';
import { StandingAdmissionJudge } from './standing-admission';
import { guardsOf } from './standing-objects';
import { teamTroubles } from './team-objects';
import { FindingSeverity } from '../../findings/finding';
import type { CodedTrouble } from '../../findings/trouble';
import type { TenantJudge } from '../../judge/manifests/tenants';
import { dataOf, isKeptBy, keepingOf } from '../../judge/rules/gitops/data';
import { GitOpsTool } from '../../kubernetes/gitops-tool';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';
import type { Release } from '../../release/release';

/** The facts of a tenant, and where they were read. */
export interface TenantFile {
  readonly file: string;
  readonly facts: FactsDocument;
}

/** Judges the manifests of teams by the facts of their tenants. */
export class TenantFiles implements TenantJudge {
  readonly namespaces: readonly string[];
  readonly standing: TenantJudge['standing'];
  private readonly documents: readonly FactsDocument[];
  private readonly judges: ReadonlyMap<string, StandingAdmissionJudge>;

  /** @param kubernetes minor of the cluster, if it is known */
  constructor(tenants: readonly TenantFile[], { controller }: Release, kubernetes: string | undefined) {
    const hasUnnamedPools = controller.poolPodsHaveNameHash === false;
    this.documents = tenants.map(({ facts }) => facts);
    this.namespaces = this.documents.map(({ namespace }) => namespace);
    this.judges = new Map(this.documents.map((facts) => (
      [facts.namespace, new StandingAdmissionJudge(facts, kubernetes ?? facts.cluster.kubernetesVersion)]
    )));
    this.standing = tenants.flatMap(({ file, facts }) => [
      ...guardsOf(facts, hasUnnamedPools).map(({ object }) => object), ...runtimeClasses(facts),
    ].map((object) => ({ file, object })));
  }

  outside(object: KubeObject): readonly CodedTrouble[] {
    const { namespace } = inObject(object.metadata);
    const tenant = this.documents.find((each) => each.namespace === namespace);
    return [...teamTroubles({
      apiVersion: object.apiVersion,
      kind: object.kind,
      ...(typeof namespace === 'string' && namespace !== '' && { namespace }),
    }, this.documents), ...prunedData(object, tenant?.appliedBy)];
  }

  refusals(object: KubeObject): readonly CodedTrouble[] {
    return this.judges.get(String(inObject(object.metadata).namespace))?.judge(object) ?? [];
  }
}

/** ASB486: what applies the tenant would delete data with an object. */
function prunedData(object: KubeObject, tools: readonly GitOpsTool[] = []): CodedTrouble[] {
  const data = tools.length > 0 ? dataOf(object) : undefined;
  if (!data) { return []; }
  return tools.filter((tool) => !isKeptBy(tool, data)).map((tool) => ({
    code: 'ASB486',
    severity: FindingSeverity.WARNING,
    message: `${data.told}, and ${tool === GitOpsTool.FLUX ? 'Flux' : 'Argo CD'} applies the tenant`,
    remedy: `give it the annotation ${keepingOf(tool)}`,
    path: ['metadata'],
  }));
}

/** The runtimes of a tenant: what quotas count of their pods, and that they exist. */
function runtimeClasses({ runtimes }: FactsDocument): KubeObject[] {
  return runtimes.map(({ runtimeClassName: name, overhead }) => ({
    apiVersion: 'node.k8s.io/v1',
    kind: 'RuntimeClass',
    metadata: { name },
    ...(overhead && { overhead: { podFixed: overhead } }),
  }));
}
