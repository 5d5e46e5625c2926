import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import type { ArgoApplicationProps } from './argo-application-props';
import { ArgoDestination } from './argo-destination';
import {
  ARGO_API, ARGO_NAMESPACE, checkDestination, checkSync, COMPARED_BY_SERVER, includeOf, sourceOf, syncOf,
} from './argo-spec';
import { AppliedCharts, checkedCharts, GitOpsApp } from './gitops-app';
import { ignoredFields } from './ignored-fields';
import { checkApplied, leftOut, tellTeams } from './team-source';
import { atConstruct } from '../app/construct-errors';
import { objectName } from '../app/names';
import { ScopedApiObject } from '../app/scoped-api-object';
import { METADATA } from '../checks/shapes';
import { GitOpsTool } from '../kubernetes/gitops-tool';

/**
 * An Application of Argo CD that applies charts of the app.
 *
 * Kinds and namespaces come first, then the controller, guardrails and workloads, each in a wave of its own; what
 * depends on something comes after it. CRDs, namespaces, volumes and sandboxes with workspaces are never pruned: the
 * objects of the charts get annotations that say so. Fields that manifests state although something else owns them are
 * ignored.
 *
 * An Application that needs others is in a later wave than they are: that counts where one Application applies them
 * all, with ArgoHealthChecks. No cluster of ours has seen an Application.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/application.yaml
 *
 * @example
 * new AgentSandbox(platform, 'AgentSandbox', { version: AgentSandboxVersion.V1_0_5 });
 * const gitops = new Chart(app, 'gitops');
 * new ArgoApplication(gitops, 'Platform', {
 *   charts: [platform], repoUrl: 'https://git.example.com/platform.git', path: 'dist', targetRevision: 'main',
 * });
 */
export class ArgoApplication extends Construct {
  /** Name of the Application. */
  public readonly name: string;

  /** The object that is printed. */
  public readonly resource: ApiObject;

  private readonly gitOps: GitOpsApp;
  private readonly applied: AppliedCharts;

  /**
   * @param scope a chart, which the Application does not apply itself, or a construct in one
   * @param id of the construct, from which the name of the Application is made
   * @param props the charts, the repository, and the cluster
   * @throws when a prop is malformed, or another Application applies one of the charts to the same cluster
   */
  public constructor(scope: Construct, id: string, props: ArgoApplicationProps) {
    super(scope, id);
    const { metadata, tenant, destination = ArgoDestination.inCluster() } = atConstruct(this, () => checked(props));
    const cluster = destination._toJson();
    const gitOps = this.gitOps = GitOpsApp.of(this);
    const given = props.charts ?? [tenant!];
    const charts = atConstruct(this, () => checkedCharts(this, tenant ? 'tenant' : 'charts', given));
    this.applied = {
      tool: GitOpsTool.ARGO_CD, cluster: JSON.stringify(cluster), construct: this, charts, orders: () => this.resource,
    };
    atConstruct(this, () => { gitOps.add(this.applied); });
    tellTeams(GitOpsTool.ARGO_CD, [tenant]);
    if (tenant) {
      this.node.addValidation({ validate: () => leftOut('charts', tenant, gitOps.contentOf(this.applied)) });
    }
    this.resource = new ScopedApiObject(this, 'Resource', {
      apiVersion: ARGO_API,
      kind: 'Application',
      metadata: {
        namespace: ARGO_NAMESPACE,
        ...metadata,
        annotations: { ...COMPARED_BY_SERVER, ...metadata?.annotations },
        name: objectName(this, metadata?.name),
      },
      spec: Lazy.any({
        produce: () => {
          const content = gitOps.contentOf(this.applied);
          return {
            project: props.project?.projectName ?? 'default',
            source: tenant
              ? sourceOf(props, '*', { hasFolders: true })
              : sourceOf(props, includeOf(charts, gitOps.layout), gitOps.layout),
            // A project allows namespaces by name, also that of objects without one.
            destination: { ...cluster, namespace: tenant?.namespaceName ?? content.namespaces()[0] ?? 'default' },
            ...syncOf(props, ignoredFields(content, gitOps.objects)),
          };
        },
      }),
    });
    this.name = this.resource.name;
  }

  /** The wave of the Application among those of its app, as the app is now: how many come before, one after another. */
  public get wave(): number {
    return this.gitOps.levelOf(this.applied);
  }
}

function checked(props: ArgoApplicationProps): ArgoApplicationProps {
  checkSync(props);
  checkApplied('charts', props.charts, props.tenant);
  METADATA('metadata', props.metadata ?? {});
  const { destination } = props;
  checkDestination('destination', destination);
  return props;
}
