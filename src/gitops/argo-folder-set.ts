import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { ArgoFolderSetProps } from './argo-application-set-props';
import { ArgoDestination } from './argo-destination';
import { argoSet } from './argo-set';
import { below, checkDestination, checkSync, sourceOf, syncOf } from './argo-spec';
import { AppliedCharts, checkedCharts, GitOpsApp } from './gitops-app';
import { ignoredFields } from './ignored-fields';
import { atConstruct } from '../app/construct-errors';
import { shown } from '../checks/forms';
import { checkShapes, METADATA } from '../checks/shapes';
import { GitOpsTool } from '../kubernetes/gitops-tool';

/**
 * Applications of Argo CD, one for each folder of a repository: a tenant whose folder comes is applied, without a
 * change here. What was applied stays when a folder goes. No cluster of ours has seen an ApplicationSet.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators-Git/
 *
 * @example
 * const gitops = new Chart(app, 'gitops');
 * new ArgoFolderSet(gitops, 'Tenants', {
 *   repoUrl: 'https://git.example.com/tenants.git', path: 'dist', folders: 'tenant-*',
 * });
 */
export class ArgoFolderSet extends Construct {
  /** Name of the ApplicationSet. */
  public readonly name: string;

  /** The object that is printed. */
  public readonly resource: ApiObject;

  /**
   * @param scope a chart, which is not applied itself, or a construct in one
   * @param id of the construct, from which the name of the ApplicationSet is made
   * @param props the repository and its folders
   * @throws when a prop is malformed, or something else applies one of the charts to the same cluster
   */
  public constructor(scope: Construct, id: string, props: ArgoFolderSetProps) {
    super(scope, id);
    atConstruct(this, () => { checkProps(props); });
    const { metadata, path, folders, destination = ArgoDestination.inCluster() } = props;
    const cluster = destination._toJson();
    const gitOps = GitOpsApp.of(this);
    const applied = props.charts && atConstruct(this, (): AppliedCharts => {
      const charts = checkedCharts(this, 'charts', props.charts!);
      const all: AppliedCharts = {
        tool: GitOpsTool.ARGO_CD,
        cluster: JSON.stringify(cluster),
        construct: this,
        charts,
        orders: () => this.resource,
      };
      gitOps.add(all);
      return all;
    });
    if (applied) {
      this.node.addValidation({
        validate: () => (gitOps.layout.hasFolders
          ? []
          : ["the app writes a file for each chart, and no folders; set its 'yamlOutputType' to "
            + 'YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE']),
      });
    }
    const { repoUrl, targetRevision: revision = 'HEAD' } = props;
    this.resource = argoSet(this, metadata, () => ({
      generators: [{ git: { repoURL: repoUrl, revision, directories: [{ path: below(path, folders) }] } }],
      template: {
        metadata: { name: '{{.path.basenameNormalized}}' },
        spec: {
          project: props.project?.projectName ?? 'default',
          source: sourceOf({ ...props, path: '{{.path.path}}' }, '*', { hasFolders: false }),
          // Of a tenant, the namespace has the name of its folder, as a rule; objects name theirs.
          destination: { ...cluster, namespace: '{{.path.basenameNormalized}}' },
          ...syncOf(props, applied ? ignoredFields(gitOps.contentOf(applied), gitOps.objects) : []),
        },
      },
    }));
    this.name = this.resource.name;
  }
}

function checkProps(props: ArgoFolderSetProps): void {
  checkSync(props);
  METADATA('metadata', props.metadata ?? {});
  checkShapes('the props', props, { folders: 'string' }, 'folders');
  const { folders, destination } = props;
  if (!/^[^/\s]+$/.test(folders)) {
    throw new Error(`'folders' is ${shown(folders)}; give a pattern of names below 'path', such as 'tenant-*'`);
  }
  checkDestination('destination', destination);
}
