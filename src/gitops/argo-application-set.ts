import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { ArgoApplicationSetProps, ArgoTarget } from './argo-application-set-props';
import { ArgoDestination } from './argo-destination';
import { argoSet } from './argo-set';
import { checkDestination, checkSync, includeOf, sourceOf, syncOf } from './argo-spec';
import { AppliedCharts, checkedCharts, GitOpsApp } from './gitops-app';
import { ignoredFields } from './ignored-fields';
import { atConstruct } from '../app/construct-errors';
import { checkForm, shown } from '../checks/forms';
import { checkShapes, listOf, METADATA } from '../checks/shapes';
import { GitOpsTool } from '../kubernetes/gitops-tool';

/** The label of an Application with its stage. */
const STAGE = 'cdk8s-agent-sandbox/stage';

/**
 * Applications of Argo CD, one for each cluster or tenant, from one list. What holds for ArgoApplication holds for
 * each.
 *
 * With `stages`, a change goes to one stage after the other. What the Applications applied stays when the set is
 * deleted. No cluster of ours has seen an ApplicationSet.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/
 *
 * @example
 * const staging = new Chart(app, 'staging');
 * const production = new Chart(app, 'production');
 * const gitops = new Chart(app, 'gitops');
 * new ArgoApplicationSet(gitops, 'Platforms', {
 *   repoUrl: 'https://git.example.com/platform.git',
 *   path: 'dist',
 *   stages: ['staging', 'production'],
 *   targets: [
 *     { name: 'staging', charts: [staging], stage: 'staging', destination: ArgoDestination.cluster('staging') },
 *     {
 *       name: 'production',
 *       charts: [production],
 *       stage: 'production',
 *       destination: ArgoDestination.cluster('production'),
 *       targetRevision: 'release',
 *     },
 *   ],
 * });
 */
export class ArgoApplicationSet extends Construct {
  /** Name of the ApplicationSet. */
  public readonly name: string;

  /** The object that is printed. */
  public readonly resource: ApiObject;

  /**
   * @param scope a chart, which is not applied itself, or a construct in one
   * @param id of the construct, from which the name of the ApplicationSet is made
   * @param props the repository and the Applications
   * @throws when a prop is malformed, or something else applies one of the charts to the same cluster
   */
  public constructor(scope: Construct, id: string, props: ArgoApplicationSetProps) {
    super(scope, id);
    atConstruct(this, () => { checkProps(props); });
    const { metadata, targets, stages } = props;
    const gitOps = GitOpsApp.of(this);
    const applied = atConstruct(this, () => targets.map((target, index): AppliedCharts => {
      const { destination = ArgoDestination.inCluster() } = target;
      const charts = checkedCharts(this, `targets[${index}].charts`, target.charts);
      const each: AppliedCharts = {
        tool: GitOpsTool.ARGO_CD,
        cluster: JSON.stringify(destination._toJson()),
        construct: this,
        charts,
        orders: () => this.resource,
      };
      gitOps.add(each);
      return each;
    }));
    const byName = targets.some(({ destination }) => destination?.clusterName !== undefined);
    this.resource = argoSet(this, metadata, () => ({
      generators: [{
        list: {
          elements: targets.map(({ name, targetRevision, stage, destination }, index) => ({
            name,
            cluster: Object.values((destination ?? ArgoDestination.inCluster())._toJson())[0] as string,
            namespace: gitOps.contentOf(applied[index]).namespaces()[0] ?? 'default',
            include: includeOf(applied[index].charts, gitOps.layout),
            revision: targetRevision ?? props.targetRevision ?? 'HEAD',
            ...(stage !== undefined && { stage }),
          })),
        },
      }],
      ...(stages && {
        strategy: {
          type: 'RollingSync',
          rollingSync: {
            steps: stages.map((stage) => ({ matchExpressions: [{ key: STAGE, operator: 'In', values: [stage] }] })),
          },
        },
      }),
      template: {
        metadata: { name: '{{.name}}', ...(stages && { labels: { [STAGE]: '{{.stage}}' } }) },
        spec: {
          project: props.project?.projectName ?? 'default',
          source: sourceOf({ ...props, targetRevision: '{{.revision}}' }, '{{.include}}', gitOps.layout),
          destination: { [byName ? 'name' : 'server']: '{{.cluster}}', namespace: '{{.namespace}}' },
          ...syncOf(props, applied.flatMap((each) => ignoredFields(gitOps.contentOf(each), gitOps.objects))),
        },
      },
    }));
    this.name = this.resource.name;
  }
}

function checkProps(props: ArgoApplicationSetProps): void {
  checkSync(props);
  METADATA('metadata', props.metadata ?? {});
  checkShapes('the props', props, { targets: 'objects', stages: listOf('string') }, 'targets');
  const { targets, stages } = props;
  if (targets.length === 0) { throw new Error("'targets' is empty; give at least one Application"); }
  if (stages) { checkStages(stages); }
  for (const [index, target] of targets.entries()) { checkTarget(`targets[${index}]`, target, stages); }
  const names = targets.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) { throw new Error(`two of 'targets' have the name '${twice}'; give each its own`); }
  const given = targets.map(({ destination = ArgoDestination.inCluster() }) => destination.clusterName !== undefined);
  if (new Set(given).size > 1) {
    throw new Error("some of 'targets' name their cluster and others give its address; name all by "
      + "ArgoDestination.cluster(...), that of Argo CD as 'in-cluster'");
  }
}

function checkStages(stages: readonly string[]): void {
  if (stages.length === 0 || new Set(stages).size < stages.length) {
    throw new Error(`'stages' is ${shown(stages)}; give at least one, each once`);
  }
  for (const stage of stages) { checkForm("'stages' has a value that", stage, 'label value'); }
}

function checkTarget(what: string, { name, destination, stage }: ArgoTarget, stages?: readonly string[]): void {
  checkForm(`'${what}.name'`, name, 'DNS subdomain');
  checkDestination(`${what}.destination`, destination);
  if (stages ? !stages.includes(stage!) : stage !== undefined) {
    throw new Error(`'${what}.stage' is ${shown(stage)}; `
      + (stages ? `give one of ${stages.map(shown).join(', ')}` : "remove it, or list the 'stages' of the set"));
  }
}
