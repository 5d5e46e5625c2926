import { ApiObject, Chart, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import type { AppProjectProps, IAppProject } from './app-project-props';
import { ArgoDestination } from './argo-destination';
import { ARGO_API, ARGO_NAMESPACE } from './argo-spec';
import { Content, GroupKind, isClusterScoped, kindsOnce } from './content';
import { checkedCharts } from './gitops-app';
import { GUARDRAIL_KINDS } from './stage';
import { tellTeams } from './team-source';
import { atConstruct } from '../app/construct-errors';
import { Findings } from '../app/findings';
import { objectName, qualified } from '../app/names';
import { ScopedApiObject } from '../app/scoped-api-object';
import { checkForm, shown } from '../checks/forms';
import { checkShapes, listOf, METADATA, Shapes } from '../checks/shapes';
import { Finding, FindingSeverity } from '../findings/finding';
import { SYNC_WAVE } from '../kubernetes/gitops-annotations';
import { GitOpsTool } from '../kubernetes/gitops-tool';
import type { SandboxTenant } from '../tenant/sandbox-tenant';

/**
 * An AppProject of Argo CD: what its Applications may apply, and where, is what charts hold, and nothing else.
 *
 * No cluster of ours has seen one.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/project-specification/
 *
 * @example
 * const research = new Chart(app, 'research', { namespace: 'research' });
 * new Sandbox(research, 'Dev', { containers: [{ image: 'registry.example.com/devbox:2.4' }] });
 * const gitops = new Chart(app, 'gitops');
 * new AppProject(gitops, 'Research', {
 *   charts: [research], sourceRepos: ['https://git.example.com/research.git'], team: true,
 * });
 */
export class AppProject extends Construct implements IAppProject {
  /**
   * A project that exists, or that another app makes.
   *
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param name of the AppProject
   * @throws when the name is malformed
   */
  public static fromAppProjectName(scope: Construct, id: string, name: string): IAppProject {
    class Existing extends Construct implements IAppProject {
      public readonly projectName = name;
    }
    const existing = new Existing(scope, id);
    atConstruct(existing, () => { checkForm('the name', name, 'DNS subdomain'); });
    return existing;
  }

  /** Name of the AppProject. */
  public readonly projectName: string;

  /** The object that is printed. */
  public readonly resource: ApiObject;

  private readonly charts: readonly Chart[];
  private readonly tenants: readonly SandboxTenant[];

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct, from which the name of the AppProject is made
   * @param props the charts, the repositories and the clusters
   * @throws when a prop is malformed
   */
  public constructor(scope: Construct, id: string, props: AppProjectProps) {
    super(scope, id);
    atConstruct(this, () => { checkProps(props); });
    const { metadata, sourceRepos, clusters = [ArgoDestination.inCluster()], description, team = false } = props;
    this.charts = props.charts ? atConstruct(this, () => checkedCharts(this, 'charts', props.charts!)) : [];
    this.tenants = [...props.tenants ?? []];
    tellTeams(GitOpsTool.ARGO_CD, this.tenants);
    this.resource = new ScopedApiObject(this, 'Resource', {
      apiVersion: ARGO_API,
      kind: 'AppProject',
      metadata: {
        namespace: ARGO_NAMESPACE,
        ...metadata,
        // Before the Applications, where one Application applies all.
        annotations: { [SYNC_WAVE]: '-1', ...metadata?.annotations },
        name: objectName(this, metadata?.name),
      },
      spec: Lazy.any({
        produce: () => ({
          ...(description !== undefined && { description }),
          sourceRepos: [...sourceRepos],
          ...this.allowed(clusters),
        }),
      }),
    });
    this.projectName = this.resource.name;
    if (team) { Findings._ask(this, { list: () => lifted(this, new Content(this.charts)) }); }
  }

  /** Namespaces that are allowed, as the app is now. */
  public get namespaces(): string[] {
    const all = new Content(this.charts).namespaces();
    const named = [...new Set([...all, ...this.tenants.map(({ namespaceName }) => namespaceName)])].sort();
    // Objects without a namespace go to that of the Application, which has to be allowed too.
    return named.length === 0 ? ['default'] : named;
  }

  private allowed(clusters: readonly ArgoDestination[]): object {
    const content = new Content(this.charts);
    const narrow = kindsOnce([
      ...content.kinds((each) => !isClusterScoped(each)),
      ...this.tenants.flatMap(({ _deployedKinds }) => (
        _deployedKinds.map(({ apiGroup: group = '', kind }) => ({ group, kind }))
      )),
    ]);
    return {
      destinations: clusters.flatMap((cluster) => (
        this.namespaces.map((namespace) => ({ ...cluster._toJson(), namespace }))
      )),
      clusterResourceWhitelist: content.kinds(isClusterScoped),
      // An empty list would allow all kinds.
      ...(narrow.length > 0
        ? { namespaceResourceWhitelist: narrow }
        : { namespaceResourceBlacklist: [{ group: '*', kind: '*' }] satisfies GroupKind[] }),
    };
  }
}

/** Objects of a team that would let it change what bounds it. */
function lifted(project: AppProject, { objects }: Content): Finding[] {
  return objects.filter((each) => isClusterScoped(each) || GUARDRAIL_KINDS.has(each.kind)).map((object) => ({
    code: 'ASB488',
    severity: FindingSeverity.ERROR,
    message: `project '${project.projectName}' is of a team, and its charts have ${object.kind} `
      + `'${qualified(object)}', ${isClusterScoped(object) ? 'which is of the whole cluster' : 'a guardrail'}: the `
      + 'team could change it, and others like it',
    remedy: 'have the platform apply it, from a chart that is not in the project',
    path: object.node.path,
  }));
}

const SHAPES: Shapes = { team: 'boolean', description: 'string', sourceRepos: listOf('string') };

function checkProps(props: AppProjectProps): void {
  checkShapes('the props', props, SHAPES, 'sourceRepos');
  METADATA('metadata', props.metadata ?? {});
  const { sourceRepos, clusters, charts, tenants = [] } = props;
  if (!Array.isArray(tenants) || !tenants.every((each) => each?._deployedKinds !== undefined)) {
    throw new Error(`'tenants' is ${shown(tenants)}; give a list of SandboxTenants`);
  }
  if (charts === undefined && tenants.length === 0) {
    throw new Error("neither 'charts' nor 'tenants' says what is allowed; give one of them");
  }
  if (sourceRepos.length === 0 || sourceRepos.some((each) => !/^\S+$/.test(each))) {
    throw new Error(
      `'sourceRepos' is ${shown(sourceRepos)}; give at least one, such as 'https://git.example.com/research.git'`,
    );
  }
  if (clusters === undefined) { return; }
  if (!Array.isArray(clusters) || clusters.length === 0 || !clusters.every((each) => each instanceof ArgoDestination)) {
    throw new Error(`'clusters' is ${shown(clusters)}; give at least one ArgoDestination, such as `
      + 'ArgoDestination.inCluster()');
  }
}
